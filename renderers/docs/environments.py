"""What differs in each environment."""

from collections.abc import Iterator, Mapping

from archspec.architecture import Overlay
from archspec.checks import Text
from archspec.components.credentials import MASK, looks_secret, names_secret
from archspec.components.fields import Language
from renderers.docs.markdown import Markdown, code, fill, table


def environments_table(environments: Mapping[str, Overlay], language: Language, words: Mapping[str, str]) -> Markdown:
    """Return the environments, each with the values that are its own."""
    rows = [(code(name), _differences(overlay, language)) for name, overlay in environments.items()]
    return table([words["environment"], words["difference"]], rows)


def _differences(overlay: Overlay, language: Language) -> Markdown:
    return Markdown("<br>".join(text.in_language(language) for text in _leaves(overlay, ())))


def _leaves(value: object, path: tuple[str, ...]) -> Iterator[Text]:
    """Return what an overlay says, one text for each value in it."""
    if isinstance(value, Mapping) and value:
        for key, under in value.items():
            yield from _leaves(under, (*path, str(key)))
    elif value is None and path:
        yield fill(Text(en="without {field}", pt="sem {field}"), field=code(".".join(path)))
    elif path:
        yield fill(
            Text(en="{field}: {value}", pt="{field}: {value}"),
            field=code(".".join(path)),
            value=code(_shown(value, path)),
        )


def _shown(value: object, path: tuple[str, ...]) -> str:
    """Return a value as a spec writes it; a secret that should not be there is masked."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item, path) for item in value) or "[]"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(under, (*path, str(key)))}" for key, under in value.items()) or "{}"
    text = str(value)
    return MASK if looks_secret(text) or any(map(names_secret, path)) else text
