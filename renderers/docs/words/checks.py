"""Words of the page of check results."""

from typing import Final

from archspec.bilingual import Text

CHECK_WORDS: Final = {
    # Headings
    "failures": Text(en="Failures", pt="Falhas"),
    "waivers": Text(en="Waivers", pt="Dispensas"),
    "unknowns": Text(en="Known only at deployment", pt="Só se sabe na implantação"),
    "by_rule": Text(en="Rule by rule", pt="Regra por regra"),
    # Introductions
    "no_failures": Text(en="Nothing fails.", pt="Nada falha."),
    "waivers_intro": Text(
        en="Findings that somebody has accepted up to a date; after it, they count again.",
        pt="Achados que alguém aceitou até certa data; depois dela, voltam a contar.",
    ),
    "unknowns_intro": Text(
        en="The answer depends on a value that is chosen at deployment.",
        pt="A resposta depende de um valor escolhido na implantação.",
    ),
    "by_rule_intro": Text(
        en="How many places each rule looked at: ✓ passed, ✗ failed, ⊘ waived, ? unknown.",
        pt="Quantos lugares cada regra examinou: ✓ aprovados, ✗ com falha, ⊘ dispensados, ? desconhecidos.",
    ),
    "why": Text(en="Why it matters:", pt="Por que importa:"),
    "fix": Text(en="How to repair it:", pt="Como corrigir:"),
    "accepted_because": Text(en="Accepted because:", pt="Aceito porque:"),
    # Columns
    "waived": Text(en="Waived", pt="Dispensados"),
    "unknown": Text(en="Unknown", pt="Desconhecidos"),
    "passed": Text(en="Passed", pt="Aprovados"),
    "results": Text(en="Results", pt="Resultados"),
    "finds": Text(en="Finds", pt="Encontra"),
}
