"""All pages of a spec in one language."""

from collections.abc import Mapping

from renderers.docs.architecture_page import architecture_page
from renderers.docs.checks.page import checks_page
from renderers.docs.decisions.index_page import decisions_page
from renderers.docs.decisions.page import decision_page
from renderers.docs.decisions.references import decision_file
from renderers.docs.frame import ARCHITECTURE, CHECKS, DECISIONS, OVERVIEW, RULES, TRADEOFFS, frame_of
from renderers.docs.inputs import PageInputs
from renderers.docs.links import resolve
from renderers.docs.overview_page import overview_page
from renderers.docs.rules_page import rules_page
from renderers.docs.tradeoffs_page import tradeoffs_page
from renderers.docs.words import Words

_PAGES = {
    OVERVIEW: overview_page,
    ARCHITECTURE: architecture_page,
    TRADEOFFS: tradeoffs_page,
    DECISIONS: decisions_page,
    CHECKS: checks_page,
    RULES: rules_page,
}


def render_pages(inputs: PageInputs) -> Mapping[str, str]:
    """Return the pages as Markdown, by their paths below the folder of the language."""
    words = Words(inputs.architecture.language)
    pages = {path: write(inputs, words, frame_of(path, inputs, words)) for path, write in _PAGES.items()}
    for slug in inputs.architecture.decisions:
        path = decision_file(slug)
        pages[path] = decision_page(slug, inputs, words, frame_of(path, inputs, words))
    return resolve(pages)
