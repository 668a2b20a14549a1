"""The page that leads to all others."""

from renderers.docs.words import Words
from tests.renderers.docs.reading import headings, links, pages_of, read, reference_pages, rows, section, service, small
from tests.renderers.markdown_reader import PARSER


def test_it_opens_with_the_logical_view() -> None:
    """One picture stands on the page; the others are a link away."""
    page = reference_pages("en")["README.md"]
    fences = [token.content for token in PARSER.parse(page) if token.type == "fence"]
    assert len(fences) == 1
    assert "logical view" in fences[0]
    assert "Orange: AWS services." in page


def test_it_says_what_every_page_holds() -> None:
    """With the counts that tell whether it is worth opening."""
    table = {row[0]: row[1] for row in rows(section(reference_pages("en")["README.md"], "Pages"))[1:]}
    assert table["Architecture"].startswith("8 components and 7 connections")
    assert table["Architecture"].endswith("2 environments side by side.")
    assert table["Trade-offs"].startswith("An analysis of cost, complexity, maintenance and scalability;")
    assert table["Decisions"] == "Fargate over EC2"
    assert "as of 24 November 2026: no failures" in table["Verification"]


def test_it_lists_every_picture_with_its_files() -> None:
    """Each view leads to its section, and to the files of its own language."""
    page = reference_pages("pt-BR")["README.md"]
    table = rows(section(page, Words("pt-BR")["pictures"]))
    assert [row[0] for row in table[1:]] == ["Contexto", "Visão lógica", "Implantação", "Fluxo de dados"]
    assert "../../svg/deployment.pt-BR.svg" in links(page)
    assert not [address for address in links(page) if ".en.svg" in address]


def test_it_does_without_pictures() -> None:
    """A build of documents alone has no diagrams to show."""
    page = pages_of(small(components={"api": service()}))["README.md"]
    assert headings(page) == ["Small", "Pages"]
    assert "Availability, data, scaling, upkeep and resources, as the model shows them." in read(page)
    assert "The spec records no decisions yet." in read(page)
    assert "English" not in page
