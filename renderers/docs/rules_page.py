"""The page of all rules, which findings lead to."""

from renderers.docs.frame import Frame
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.markdown import Markdown
from renderers.docs.reference import rules_reference
from renderers.docs.words import Words


def rules_page(_inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return the page; it is the same for every spec."""
    return render_template("rules", words=words, frame=frame, rules=Markdown(rules_reference(words.language)))
