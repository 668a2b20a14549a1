"""Building: the pictures, documents and findings of specs, written to a folder."""

from archspec.build.build import BuildResult, build

__all__ = ["BuildResult", "build"]
