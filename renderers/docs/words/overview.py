"""Words of the page that leads to all others."""

from typing import Final

from archspec.bilingual import Text

OVERVIEW_WORDS: Final = {
    "pages": Text(en="Pages", pt="Páginas"),
    "page": Text(en="Page", pt="Página"),
    "holds": Text(en="What it holds", pt="O que traz"),
    "rules_hold": Text(
        en="Every rule: why it matters, how to repair what it finds, an example that fails and one that passes.",
        pt="Todas as regras: por que importam, como corrigir o que encontram, um exemplo que falha e um que passa.",
    ),
    "picture": Text(en="Diagram", pt="Diagrama"),
    "shows": Text(en="What it shows", pt="O que mostra"),
    "files": Text(en="Files", pt="Arquivos"),
}
