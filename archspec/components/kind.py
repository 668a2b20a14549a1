"""A kind of component: what is known of it before any spec is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from archspec.components.base import ComponentBase
from archspec.components.fields import frozen_mapping

ModelT_co = TypeVar("ModelT_co", bound=ComponentBase, covariant=True)


@dataclass(frozen=True, slots=True)
class Kind(Generic[ModelT_co]):
    """One kind; the package of a kind exports it as `KIND`."""

    model: type[ModelT_co]
    words: tuple[str, ...]
    """What people call it elsewhere: in AWS's console, in CloudFormation, in Terraform, in speech."""
    examples: Mapping[str, str] = field(default_factory=frozen_mapping)
    """A value for each field that a spec cannot leave out, as YAML, for the message that one is missing."""
    known_values: Callable[[], Mapping[str, Sequence[object]]] = dict
    """The values that its data files list, by field, for editors."""

    @property
    def name(self) -> str:
        """The `kind` a spec writes."""
        return kind_of(self.model)


def kind_of(model: type[ComponentBase]) -> str:
    """Return the `kind` a spec writes for a model."""
    return str(model.model_fields["kind"].default)
