"""An architecture as YAML text."""

from collections.abc import Mapping
from typing import Any

import yaml

from archspec.architecture import Architecture
from archspec.components.fields import Plain


class _Dumper(yaml.SafeDumper):
    """Writes what a spec can hold; text that had no quotes when it was read gets none."""

    def ignore_aliases(self, data: object) -> bool:
        """Write equal values out instead of naming the first."""
        del data
        return True


def _represent_plain(dumper: yaml.SafeDumper, value: Plain) -> yaml.ScalarNode:
    tag: str = dumper.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(value))


_Dumper.add_representer(Plain, _represent_plain)


def to_yaml(architecture: Architecture) -> str:
    """Return a YAML spec that loads as an equal architecture; values at their defaults are left out."""
    return yaml.dump(_data(architecture), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _data(architecture: Architecture) -> dict[str, Any]:
    dumped = architecture.model_dump(mode="json", exclude_defaults=True)
    for component_id, component in dumped.get("components", {}).items():
        dumped["components"][component_id] = {"kind": architecture.components[component_id].kind, **component}
    if architecture.environments:
        dumped["environments"] = _plain_dicts(architecture.environments)
    return {"archspec": architecture.archspec, **dumped}


def _plain_dicts(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain_dicts(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_dicts(item) for item in value]
    return value
