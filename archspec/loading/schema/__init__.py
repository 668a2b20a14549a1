"""The JSON Schema of specs, for editors: completion, one mark at each mistake, and what a field means on hover."""

from archspec.loading.schema.documentation import field_docs
from archspec.loading.schema.spec import JsonSchema, spec_schema

__all__ = ["JsonSchema", "field_docs", "spec_schema"]
