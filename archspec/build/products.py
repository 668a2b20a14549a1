"""The products: what a build makes of a spec, each under the name that `--only` takes."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never, get_args

from archspec.architecture import Architecture, ViewName
from archspec.bilingual import Language
from archspec.build.findings_json import findings_document
from archspec.build.subject import Subject
from archspec.build.versions import CDK_LIBRARIES, installed_version
from archspec.checks import check
from archspec.errors import ProblemReport, RenderError
from archspec.loading import Spec

if TYPE_CHECKING:
    from archspec.views import ProjectedView, View

Files: TypeAlias = Iterator[tuple[str, bytes | RenderError]]
"""Paths below the spec's folder, with slashes, and contents; or why a file cannot hold what it was to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureProduct:
    """A folder of pictures, of every view in every language; they know nothing of the verdict and the day."""

    name: str
    formats: "Mapping[str, Callable[[View], bytes]]"
    """What draws a view, by the suffix of the file."""
    libraries: tuple[str, ...] = ()
    """The distributions it needs, whose versions decide its bytes."""
    extra: str | None = None
    """The extra of this distribution that installs them; None where they always are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProduct:
    """Files that tell of the verdict, and so depend on the day."""

    name: str
    write: Callable[[Subject], Files]
    libraries: tuple[str, ...] = ()
    extra: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentProduct:
    """What each environment is deployed from; it knows nothing of languages, the verdict and the day."""

    name: str
    write: Callable[[Spec], Files]
    libraries: tuple[str, ...] = ()
    extra: str | None = None


Product: TypeAlias = PictureProduct | DeploymentProduct | DocumentProduct


def is_installed(product: Product) -> bool:
    """Tell whether everything a product needs is there."""
    return all(installed_version(library) for library in product.libraries)


def install_command(product: Product) -> str:
    """Return the command that installs what a product needs."""
    return f"pip install 'archspec-aws[{product.extra}]'" if product.extra else "pip install archspec-aws"


def make(product: Product, subject: Subject) -> Files:
    """Make a product of a spec."""
    match product:
        case PictureProduct():
            yield from _pictures(product, subject)
        case DeploymentProduct():
            yield from product.write(subject.spec)
        case DocumentProduct():
            yield from product.write(subject)
        case _ as unreachable:
            assert_never(unreachable)


# Views and renderers are imported where they are used: `check` comes through this package for its JSON, and must not
# wait for them.


def _pictures(product: PictureProduct, subject: Subject) -> Files:
    from archspec.views import VIEWS

    for language, architecture in subject.architectures.items():
        for name in VIEWS:
            for suffix, draw in product.formats.items():
                yield _picture_name(product, name, language, suffix), _drawn(draw, name, architecture)


def picture_names(languages: Iterable[Language]) -> frozenset[str]:
    """Return the path of each picture that there may be in these languages."""
    products = [product for product in PRODUCTS if isinstance(product, PictureProduct)]
    return frozenset(
        _picture_name(product, view, language, suffix)
        for product in products
        for view, language, suffix in itertools.product(get_args(ViewName), languages, product.formats)
    )


def _picture_name(product: PictureProduct, view: ViewName, language: Language, suffix: str) -> str:
    return f"{product.name}/{view}.{language}.{suffix}"


def _drawn(draw: "Callable[[View], bytes]", name: "ProjectedView", architecture: Architecture) -> bytes | RenderError:
    from archspec.views import project

    try:
        return draw(project(name, architecture))
    except RenderError as error:
        return error


def _mermaid(view: "View") -> bytes:
    from renderers.mermaid import render

    return render(view).encode()


def _diagrams_svg(view: "View") -> bytes:
    from renderers.diagrams import render_svg

    return render_svg(view).encode()


def _diagrams_png(view: "View") -> bytes:
    from renderers.diagrams import render_png

    return render_png(view)


def _assemblies(spec: Spec) -> Files:
    from archspec.build.assembly import assemblies

    yield from assemblies(spec)


def _documents(subject: Subject) -> Files:
    from renderers.docs import PageInputs, render_pages

    spec = subject.spec
    # Pages count what passes, too.
    report = check(spec, as_of=subject.report.as_of, include_passes=True)
    for language, architecture in subject.architectures.items():
        inputs = PageInputs(
            architecture=architecture,
            environments=spec.environments,
            base=spec.architecture,
            report=report,
            pictures=_mermaid_texts(architecture),
            files=subject.pictures,
            languages=tuple(subject.architectures),
        )
        for page, text in render_pages(inputs).items():
            yield f"docs/{language}/{page}", text.encode()


def _mermaid_texts(architecture: Architecture) -> Mapping[ViewName, str]:
    """Return the pictures that Mermaid can draw; its product tells of the others."""
    from archspec.views import VIEWS

    drawn = {name: _drawn(_mermaid, name, architecture) for name in VIEWS}
    return {name: content.decode() for name, content in drawn.items() if isinstance(content, bytes)}


def _findings(subject: Subject) -> Files:
    document = findings_document([subject.spec], [subject.report], ProblemReport(), portable=True)
    yield "findings.json", (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


PRODUCTS: Final[tuple[Product, ...]] = (
    PictureProduct(name="mermaid", formats={"mmd": _mermaid}),
    PictureProduct(
        name="diagrams",
        formats={"svg": _diagrams_svg, "png": _diagrams_png},
        libraries=("diagrams", "font-source-sans-pro", "pygraphviz"),
        extra="diagrams",
    ),
    DeploymentProduct(name="cdk", write=_assemblies, libraries=CDK_LIBRARIES, extra="cdk"),
    DocumentProduct(name="docs", write=_documents, libraries=("Jinja2", "MarkupSafe")),
    DocumentProduct(name="findings", write=_findings),
)
"""In the order they are made: documents link to the pictures before them."""
