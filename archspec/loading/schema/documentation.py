"""What the fields of a model mean: the text that stands under each in the source."""

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import Any

from pydantic import BaseModel


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return the documentation of a model's fields: the text under each, its own before its bases'."""
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            docs.update(_own_docs(base))
    return {name: text for name, text in docs.items() if name in model.model_fields}


def _own_docs(model: type[BaseModel]) -> dict[str, str]:
    module = ast.parse(textwrap.dedent(inspect.getsource(model)))
    body = module.body[0].body if isinstance(module.body[0], ast.ClassDef) else []
    docs = {}
    for statement, following in pairwise(body):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                docs[name] = inspect.cleandoc(text)
            case _:
                pass
    return docs


def document(definition: dict[str, Any], model: type[BaseModel]) -> None:
    """Describe a definition of a schema and its properties in the words of their model."""
    definition["description"] = summary(model)
    definition.pop("title", None)
    docs = field_docs(model)
    for name, prop in definition.get("properties", {}).items():
        prop.pop("title", None)
        if name in docs:
            prop["description"] = docs[name].replace("`", "")


def summary(model: type[BaseModel]) -> str:
    """Return the first line of a model's docstring."""
    return inspect.cleandoc(model.__doc__ or "").partition("\n")[0]
