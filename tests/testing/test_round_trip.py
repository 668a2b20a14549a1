"""An architecture written down and read again is the same architecture."""

import json
import tempfile
from pathlib import Path

from hypothesis import given

from archspec.architecture import Architecture
from archspec.loading import Spec, load
from archspec.loading.yaml_text import to_yaml
from archspec.testing import architectures, data_of, in_environment, spec_of


def _through_yaml(architecture: Architecture) -> Spec:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "spec.yaml"
        file.write_text(to_yaml(architecture), encoding="utf-8")
        return load(file)


@given(architectures())
def test_json_round_trip(architecture: Architecture) -> None:
    """JSON keeps everything, the overlays of environments as written."""
    assert spec_of(architecture).architecture == architecture
    assert Architecture.model_validate(json.loads(json.dumps(data_of(architecture)))) == architecture


@given(architectures())
def test_yaml_round_trip(architecture: Architecture) -> None:
    """YAML keeps everything too."""
    loaded = _through_yaml(architecture)
    assert loaded.architecture.model_copy(update={"environments": {}}) == architecture.model_copy(
        update={"environments": {}}
    )
    for name, merged in loaded.environments.items():
        expected = in_environment(architecture, name)
        assert merged.model_copy(update={"environments": {}}) == expected.model_copy(update={"environments": {}})


@given(architectures())
def test_environments_merge_as_json_merge_patch_does(architecture: Architecture) -> None:
    """The loader's own merge agrees with one written apart from it."""
    environments = spec_of(architecture).environments
    assert environments.keys() == architecture.environments.keys()
    for name, loaded in environments.items():
        assert loaded == in_environment(architecture, name)
