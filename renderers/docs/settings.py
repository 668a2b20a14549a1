"""The settings of a component, as a reader wants to know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from archspec.bilingual import Text
from archspec.parts.pages import pages_of
from renderers.docs.deployment import Deployment
from renderers.docs.inlines import inline
from renderers.docs.markdown import code, escape
from renderers.docs.phrases import listed, same

_EARLIER_ID: Final = Text(en="First deployed as", pt="Implantado antes como")


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A line of a component's table; the value is Markdown."""

    name: Text
    value: Text


def settings_of(name: str, deployment: Deployment) -> list[SettingLine]:
    """Return the settings of a component, defaults that matter included."""
    component = deployment.architecture.components[name]
    own = pages_of(component).settings(deployment.described(name))
    settings = [SettingLine(setting.name, inline(setting.value)) for setting in own]
    if component.renamed_from is not None:
        settings.append(SettingLine(_EARLIER_ID, same(code(component.renamed_from))))
    if component.tags:
        settings.append(SettingLine(Text(en="Tags", pt="Tags"), tags(component.tags.items())))
    return settings


def tags(pairs: Iterable[tuple[str, str]]) -> Text:
    """Return tags as AWS lists them."""
    return listed([same(escape(f"{key}={value}")) for key, value in pairs])
