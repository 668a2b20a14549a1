"""What is counted on more than one page: each noun for one, and for any other number."""

from typing import Final, TypeAlias

from archspec.bilingual import Text

Noun: TypeAlias = tuple[Text, Text]

COMPONENTS: Final[Noun] = (Text(en="component", pt="componente"), Text(en="components", pt="componentes"))
CONNECTIONS: Final[Noun] = (Text(en="connection", pt="conexão"), Text(en="connections", pt="conexões"))
STACKS: Final[Noun] = (Text(en="stack", pt="pilha"), Text(en="stacks", pt="pilhas"))
TASKS: Final[Noun] = (Text(en="task", pt="tarefa"), Text(en="tasks", pt="tarefas"))
ZONES: Final[Noun] = (
    Text(en="Availability Zone", pt="zona de disponibilidade"),
    Text(en="Availability Zones", pt="zonas de disponibilidade"),
)
