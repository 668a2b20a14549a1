"""Words of every page: its frame, and the columns of its tables."""

from typing import Final

from archspec.bilingual import Text

COMMON_WORDS: Final = {
    "generated": Text(
        en="Written by `archspec build` from the spec {name}. To change the page, change the spec.",
        pt="Gerada por `archspec build` a partir da especificação {name}. Para mudar a página, mude a especificação.",
    ),
    # The pages
    "overview": Text(en="Overview", pt="Visão geral"),
    "architecture": Text(en="Architecture", pt="Arquitetura"),
    "tradeoffs": Text(en="Trade-offs", pt="Trade-offs"),
    "decisions": Text(en="Decisions", pt="Decisões"),
    "verification": Text(en="Verification", pt="Verificação"),
    "rules": Text(en="Rules", pt="Regras"),
    # Columns
    "component": Text(en="Component", pt="Componente"),
    "environment": Text(en="Environment", pt="Ambiente"),
    "environments": Text(en="Environments", pt="Ambientes"),
    "value": Text(en="Value", pt="Valor"),
    "setting": Text(en="Setting", pt="Configuração"),
    "from": Text(en="From", pt="De"),
    "to": Text(en="To", pt="Para"),
    "port": Text(en="Port", pt="Porta"),
    "rule": Text(en="Rule", pt="Regra"),
    "reason": Text(en="Reason", pt="Motivo"),
    "severity": Text(en="Severity", pt="Severidade"),
    # Names of parts that are no components
    "network": Text(en="Network", pt="Rede"),
    "aws_apis": Text(en="AWS APIs", pt="APIs da AWS"),
    "anywhere": Text(en="any address", pt="qualquer endereço"),
    "nothing": Text(en="nothing", pt="nada"),
    "nobody": Text(en="nobody", pt="ninguém"),
}
