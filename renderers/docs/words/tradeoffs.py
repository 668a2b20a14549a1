"""Words of the page of trade-offs."""

from typing import Final

from archspec.bilingual import Text

TRADEOFF_WORDS: Final = {
    "tradeoffs_intro": Text(
        en="What the architecture costs and gains, as its authors weigh it, and what the model itself shows.",
        pt="O que a arquitetura custa e o que ela traz, na avaliação de quem a fez, e o que o próprio modelo mostra.",
    ),
    "unweighed": Text(
        en="The spec weighs no trade-offs yet; below is what the model shows.",
        pt="A especificação ainda não avalia trade-offs; abaixo está o que o modelo mostra.",
    ),
    # Headings
    "availability": Text(en="Availability", pt="Disponibilidade"),
    "single_points": Text(en="Single points of failure", pt="Pontos únicos de falha"),
    "copies_and_failover": Text(en="Copies and failover", pt="Cópias e troca em caso de falha"),
    "state": Text(en="Data, and how it is recovered", pt="Dados e recuperação"),
    "growth": Text(en="What scales by itself", pt="O que escala sozinho"),
    "upkeep": Text(en="Who keeps what up to date", pt="Quem mantém o quê"),
    "resources": Text(en="Resources by service", pt="Recursos por serviço"),
    # Introductions
    "single_points_intro": Text(
        en="Where one failure is enough to take something down:",
        pt="Onde basta uma falha para derrubar alguma coisa:",
    ),
    "no_single_point": Text(
        en="None in the model: every part has another that takes over, in another zone or within AWS's own service."
        " There is only one Region, though.",
        pt="Nenhum no modelo: toda parte tem outra que assume, em outra zona ou dentro do próprio serviço da AWS."
        " A região, porém, é uma só.",
    ),
    "stateless": Text(en="Nothing keeps data.", pt="Nada guarda dados."),
    "resources_intro": Text(
        en="What a deployment creates for the components, and what each resource is billed by;"
        " traffic and storage are billed on top.",
        pt="O que uma implantação cria para os componentes e como cada recurso é cobrado;"
        " tráfego e armazenamento são cobrados à parte.",
    ),
    # Columns
    "aspect": Text(en="Aspect", pt="Característica"),
    "impact": Text(en="Impact", pt="Impacto"),
    "analysis": Text(en="Analysis", pt="Análise"),
    "evidence": Text(en="What the model shows", pt="O que o modelo mostra"),
    "copies": Text(en="Copies", pt="Cópias"),
    "on_failure": Text(en="When one fails", pt="Se uma falhar"),
    "kept": Text(en="Copies to restore from", pt="Cópias para restaurar"),
    "recovery_point": Text(en="Lost at most (recovery point)", pt="Perda máxima (ponto de recuperação)"),
    "on_deletion": Text(en="When it is deleted", pt="Quando for excluído"),
    "by_itself": Text(en="By itself", pt="Sozinho"),
    "how": Text(en="How", pt="Como"),
    "by_aws": Text(en="AWS", pt="AWS"),
    "by_team": Text(en="The team", pt="A equipe"),
    "service": Text(en="Service", pt="Serviço"),
    "resource": Text(en="Resource", pt="Recurso"),
    "number": Text(en="Number", pt="Quantidade"),
    "billed": Text(en="Billed", pt="Cobrança"),
}
