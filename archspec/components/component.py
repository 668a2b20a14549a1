"""The type of a field that holds a component of any kind: its `kind` says which model it has."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticKnownError, core_schema

from archspec.components.base import ComponentBase
from archspec.components.registry import kind_named

COMPONENT_MARK: Final = "A component of any kind."


class OfItsKind:
    """Validates a map as the model that its `kind` names, which is imported then."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Leave the models out: each builds its schema when a spec first has a component of its kind."""
        return core_schema.no_info_plain_validator_function(_component)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Leave a mark, where the schema of specs puts what holds for each kind."""
        return {"description": COMPONENT_MARK}


def _component(value: Any) -> ComponentBase:  # noqa: ANN401  whatever stands in a spec
    if isinstance(value, ComponentBase):
        return value
    if not isinstance(value, Mapping):
        raise PydanticKnownError("model_attributes_type")
    if "kind" not in value:
        raise PydanticKnownError("union_tag_not_found", {"discriminator": "'kind'"})
    name = value["kind"]
    kind = kind_named(name) if isinstance(name, str) else None
    if kind is None:
        context = {"discriminator": "'kind'", "tag": str(name), "expected_tags": "any kind"}
        raise PydanticKnownError("union_tag_invalid", context)
    try:
        return kind.model.model_validate(value)
    except ValidationError as error:
        raise _below(kind.name, error) from None


def _below(kind: str, error: ValidationError) -> ValidationError:
    """Return an error with the name of the kind before every location, as Pydantic does where it chooses a model."""
    details = [
        InitErrorDetails(
            type=one["type"] if one["type"] != "value_error" else "value_error",
            loc=(kind, *one["loc"]),
            input=one["input"],
            ctx=one.get("ctx", {}),
        )
        for one in error.errors(include_url=False)
    ]
    return ValidationError.from_exception_data(error.title, details)
