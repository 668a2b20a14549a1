"""Between architectures, the data a spec file holds, and loaded specs."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from archspec.architecture import Architecture, Overlay
from archspec.loading import Spec, load

Values: TypeAlias = dict[str, Any]


def data_of(architecture: Architecture) -> Values:
    """Return what a spec of the architecture says, as JSON data without the defaults."""
    data = architecture.model_dump(mode="json", exclude_defaults=True)
    for name, component in data.get("components", {}).items():
        component["kind"] = architecture.components[name].kind
    return {"archspec": architecture.archspec, **data}


def spec_of(architecture: Architecture) -> Spec:
    """Return the architecture as a spec loaded from a file, which is what `check` takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "spec.json"
        file.write_text(json.dumps(data_of(architecture)), encoding="utf-8")
        return load(file)


def overlaid(data: Mapping[str, Any], overlay: Overlay) -> Values:
    """Lay an overlay over a spec's data, as JSON Merge Patch (RFC 7396) does."""
    merged = dict(data)
    for key, value in overlay.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping):
            under = merged.get(key)
            merged[key] = overlaid(under if isinstance(under, Mapping) else {}, value)
        else:
            merged[key] = value
    return merged


def in_environment(architecture: Architecture, environment: str) -> Architecture:
    """Return the architecture that an environment's overlay makes."""
    data = overlaid(data_of(architecture), architecture.environments[environment])
    return Architecture.model_validate(data)
