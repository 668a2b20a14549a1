"""The page that presents an architecture."""

from renderers.docs.components import component_sections
from renderers.docs.connections import connections_table
from renderers.docs.environments import environments_table
from renderers.docs.frame import Frame
from renderers.docs.glance import at_a_glance
from renderers.docs.inputs import PageInputs
from renderers.docs.layout import render_template
from renderers.docs.markdown import paragraphs
from renderers.docs.pictures import legend, pictures_of
from renderers.docs.security import security_section
from renderers.docs.words import Words


def architecture_page(inputs: PageInputs, words: Words, frame: Frame) -> str:
    """Return the page: what there is, how it hangs together, how it is protected, and where environments differ."""
    architecture = inputs.architecture
    return render_template(
        "architecture",
        words=words,
        frame=frame,
        title=architecture.title,
        description=paragraphs(architecture.description) if architecture.description else None,
        glance=at_a_glance(architecture, words),
        pictures=pictures_of(inputs, words),
        legend=legend(architecture, words),
        components=list(component_sections(inputs, words)),
        connections=connections_table(inputs.deployment, words) if architecture.connections else None,
        security=security_section(inputs.deployment, words),
        has_environments=bool(inputs.environments),
        environments=environments_table(inputs, words),
    )
