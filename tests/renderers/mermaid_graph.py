"""What Mermaid itself reads in a flowchart: its own parser, in an embedded JavaScript engine."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any

from mermaidx.engine import Engine

_READ = """
globalThis.__graph = null;
globalThis.__error = null;
mermaid.initialize({startOnLoad: false});
mermaid.mermaidAPI.getDiagramFromText(%s).then(({db}) => {
  globalThis.__graph = JSON.stringify({
    title: db.getAccTitle(),
    description: db.getAccDescription(),
    direction: db.getDirection(),
    nodes: [...db.getVertices().values()].map(v => ({id: v.id, text: v.text, type: v.type, classes: v.classes})),
    edges: db.getEdges().map(e => ({
      source: e.start, target: e.end, text: e.text, stroke: e.stroke, type: e.type, looks: e.style ?? []
    })),
    groups: db.getSubGraphs().map(g => ({id: g.id, text: g.title, members: g.nodes, classes: g.classes})),
    classes: Object.fromEntries([...db.getClasses()].map(([name, c]) => [name, c.styles])),
  });
}).catch(error => { globalThis.__error = String(error); });
"""


@dataclass(frozen=True)
class Drawn:
    """A box or a frame, as Mermaid understood it."""

    id: str
    label: str
    shape: str | None
    classes: tuple[str, ...]
    group: str | None


@dataclass(frozen=True)
class DrawnEdge:
    """An arrow, as Mermaid understood it."""

    source: str
    target: str
    label: str
    style: tuple[str, str]
    """Its line and its head."""
    looks: tuple[str, ...]
    """What `linkStyle` adds."""


@dataclass(frozen=True)
class Graph:
    """A flowchart, as Mermaid understood it."""

    title: str
    description: str
    direction: str
    nodes: Mapping[str, Drawn]
    groups: Mapping[str, Drawn]
    edges: tuple[DrawnEdge, ...]
    classes: Mapping[str, list[str]]


class MermaidError(Exception):
    """Mermaid refuses the text."""


@cache
def _engine() -> Engine:
    engine = Engine()
    engine.start()
    return engine


@cache
def parse(text: str) -> Graph:
    """Return what Mermaid reads in a flowchart.

    Raises:
        MermaidError: Mermaid refuses it.

    """
    engine = _engine()
    # JavaScript contexts belong to the engine's own thread.
    graph, error = engine._executor.submit(_read, engine, text).result()
    if error is not None:
        raise MermaidError(error)
    return _graph(json.loads(graph))


def _read(engine: Engine, text: str) -> tuple[str, str | None]:
    context = engine._ctx
    context.eval(_READ % json.dumps(text))
    while engine._run_job():
        pass
    return context.eval("__flat(__graph)"), context.eval("__flat(__error)")


def limits() -> tuple[int, int]:
    """Return how many arrows, and how much text, Mermaid takes unless a page that shows it says otherwise."""
    engine = _engine()
    read = engine._executor.submit(
        engine._ctx.eval,
        "JSON.stringify([mermaid.mermaidAPI.getConfig().maxEdges, mermaid.mermaidAPI.getConfig().maxTextSize])",
    )
    edges, length = json.loads(read.result())
    return edges, length


def _graph(data: dict[str, Any]) -> Graph:
    parents = {member: group["id"] for group in data["groups"] for member in group["members"]}
    groups = {
        g["id"]: Drawn(g["id"], decoded(g["text"]), None, tuple(g["classes"]), parents.get(g["id"]))
        for g in data["groups"]
    }
    nodes = {
        n["id"]: Drawn(n["id"], decoded(n["text"]), n["type"], tuple(n["classes"]), parents.get(n["id"]))
        for n in data["nodes"]
        if n["id"] not in groups
    }
    edges = tuple(
        DrawnEdge(e["source"], e["target"], decoded(e["text"]), (e["stroke"], e["type"]), tuple(e["looks"]))
        for e in data["edges"]
    )
    title, description = decoded(data["title"]), decoded(data["description"])
    return Graph(title, description, data["direction"], nodes, groups, edges, data["classes"])


def decoded(text: str) -> str:
    """Return a label as a reader sees it: Mermaid marks code points with signs of its own until it draws."""
    text = text.replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")
    return shown(html.unescape(re.sub(r"<br/>", "\n", text)))


def shown(text: str) -> str:
    """Return a text without the blanks at its ends, which JavaScript counts as Python does but for one."""
    return text.strip().strip("\ufeff").strip()


def drawn_labels(text: str) -> list[str]:
    """Return the texts of boxes, frames and arrows in the picture that Mermaid draws, in no particular order."""
    reader = _LabelReader()
    reader.feed(_engine().render_svg(text, "default", None, None))
    return [shown(label) for label in reader.labels]


class _LabelReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.labels: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and (dict(attrs).get("class") or "").strip() in {"nodeLabel", "edgeLabel"}:
            self._inside = True
            self.labels.append("")
        elif tag == "br" and self._inside:
            self.labels[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.labels[-1] += data
