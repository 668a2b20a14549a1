"""From a spec file to a frozen architecture, or to one error that lists every mistake."""

from archspec.loading.files import display_path, spec_files
from archspec.loading.spec import Spec, load, load_all, repeated_names

__all__ = ["Spec", "display_path", "load", "load_all", "repeated_names", "spec_files"]
