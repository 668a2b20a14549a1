"""How pictures show databases, and the functions that work for them."""

from typing import Final

from archspec.architecture import FlowPurpose
from archspec.bilingual import Text
from archspec.kinds.rds_instance.model import RdsInstance
from archspec.views.kind import Copy, Drawn, FunctionWords, Views, unfiltered, unframed
from archspec.views.words import PUBLIC_ADDRESS


def _instances(drawn: Drawn[RdsInstance]) -> tuple[Copy, ...]:
    """Return the instance, and its standby in the next zone."""
    database = drawn.component
    address = (PUBLIC_ADDRESS,) if database.publicly_accessible else ()
    if not database.multi_az:
        return (Copy(database.placement, 0, details=address),)
    return Copy(database.placement, 0, "primary", address), Copy(database.placement, 1, "standby")


VIEWS: Final[Views[RdsInstance]] = Views(
    copies=_instances,
    frame=unframed,
    has_web_acl=unfiltered,
    functions={
        FlowPurpose.CREATE_EXTENSIONS: FunctionWords(
            Text(en="Extensions function", pt="Função de extensões"),
            Text(en="creates extensions", pt="cria extensões"),
        ),
        FlowPurpose.ROTATE_SECRET: FunctionWords(
            Text(en="Rotation function", pt="Função de rotação"),
            Text(en="changes the password", pt="troca a senha"),
        ),
    },
    outsider=None,
)
