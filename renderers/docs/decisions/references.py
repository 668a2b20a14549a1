"""How pages refer to a decision: its title, its page, and where it stands."""

from archspec.architecture import Architecture, Decision
from archspec.bilingual import Text
from renderers.docs.links import to_page
from renderers.docs.markdown import Markdown, fill
from renderers.docs.phrases import calendar_day
from renderers.docs.words import Words
from renderers.docs.words.vocabulary import DATED_STATUSES, STATUSES


def decision_title(slug: str, architecture: Architecture) -> str:
    """Return a decision in a few words."""
    return architecture.decisions[slug].title or slug


def decision_file(slug: str) -> str:
    """Return the path of a decision's page."""
    return f"decisions/{slug}.md"


def decision_link(slug: str, architecture: Architecture) -> Markdown:
    """Return a decision's title, which leads to its page."""
    return to_page(decision_title(slug, architecture), decision_file(slug))


def marked_link(slug: str, architecture: Architecture, words: Words) -> Markdown:
    """Return a link to a decision, with its status where that is anything but accepted."""
    link = decision_link(slug, architecture)
    status = architecture.decisions[slug].status
    return link if status == "accepted" else Markdown(f"{link} ({words(lower(STATUSES[status]))})")


def dated_status(decision: Decision) -> Text:
    """Return where a decision stands, and since when."""
    return fill(DATED_STATUSES[decision.status], day=calendar_day(decision.date))


def lower(text: Text) -> Text:
    """Return a text as it stands inside a sentence."""
    return Text(en=text.en.lower(), pt=text.pt.lower())
