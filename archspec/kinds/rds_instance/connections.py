"""What arrows to database instances open, who they are to others, and the paths their deployment needs."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.architecture import AWS_APIS, FUNCTION_APIS, HTTPS, ConnectionClass, FlowPurpose, InfrastructureFlow
from archspec.architecture.access import READ_OR_WRITE
from archspec.architecture.kind import Connections
from archspec.architecture.link import Link
from archspec.architecture.offers import (
    ClientSecret,
    Grantee,
    Identity,
    Offer,
    Permission,
    Scope,
    SecretValue,
    TargetOutput,
    Variable,
    from_outside,
    never,
    nothing,
)
from archspec.bilingual import Text
from archspec.components.base import Acts
from archspec.kinds.rds_instance.model import RdsInstance

CREATE_EXTENSIONS: Final = FlowPurpose(
    "create_extensions",
    summary="a function creates the extensions of the database at deployment",
    text=Text(
        en="creates the database's extensions at deployment (`CREATE EXTENSION`)",
        pt="cria as extensões do banco na implantação (`CREATE EXTENSION`)",
    ),
    label=Text(en="creates extensions", pt="cria extensões"),
    function=Text(en="Extensions function", pt="Função de extensões"),
)
ROTATE_SECRET: Final = FlowPurpose(
    "rotate_secret",
    summary="a function changes the master password of the database",
    text=Text(en="changes the master password of the database", pt="troca a senha principal do banco"),
    label=Text(en="changes the password", pt="troca a senha"),
    function=Text(en="Rotation function", pt="Função de rotação"),
)

_MASTER: Final = "database"
"""The secret of the master user."""
_ROLE: Final = Identity(
    "database_role",
    Grantee.ROLE,
    "role of {source}",
    Text(en="IAM role of {source}", pt="função do IAM de {source}"),
)


def extensions_function(name: str) -> str:
    """Return the name of the function that creates the extensions of a database."""
    return f"{name}-extensions"


def rotation_function(name: str) -> str:
    """Return the name of the function that rotates the master password of a database."""
    return f"{name}-rotation"


def master_password(database: RdsInstance) -> Text:
    """Return who keeps the master password, and who changes it."""
    match database.master_credentials:
        case "managed_by_rds":
            return Text(en="kept and rotated by RDS", pt="guardada e trocada pelo RDS")
        case "rotated_secret":
            return Text(en="in a secret that a function rotates", pt="em um segredo que uma função troca")
        case "static_secret":
            return Text(en="in a secret that nobody rotates", pt="em um segredo que ninguém troca")
        case _ as unreachable:
            assert_never(unreachable)


def _master_user(database: RdsInstance) -> Text:
    kept = master_password(database)
    return Text(
        en=f"the master user of {{target}}; its password: {kept.en}",
        pt=f"o usuário principal de {{target}}; a senha: {kept.pt}",
    )


def _identity(_: RdsInstance) -> Identity:
    return _ROLE


def _port(link: Link[RdsInstance]) -> tuple[int, ...]:
    return (link.target.port,)


def _reading_the_secret(_: Link[RdsInstance]) -> tuple[Permission, ...]:
    """Rotation changes the password under running code, which then has to read it again."""
    return (Permission(("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"), Scope.SECRET),)


def _login(link: Link[RdsInstance]) -> tuple[Variable, ...]:
    return (
        Variable("HOST", TargetOutput("address")),
        Variable("PORT", str(link.target.port)),
        Variable("NAME", link.target.database_name),
        Variable("SECRET_ARN", TargetOutput("secret_arn")),
        Variable("USERNAME", SecretValue(_MASTER, "username")),
        Variable("PASSWORD", SecretValue(_MASTER, "password")),
    )


def _flows(name: str, database: RdsInstance) -> Iterator[InfrastructureFlow]:
    functions = []
    if database.extensions:
        functions.append((extensions_function(name), CREATE_EXTENSIONS))
    if database.master_credentials == "rotated_secret":
        functions.append((rotation_function(name), ROTATE_SECRET))
    for function, purpose in functions:
        yield InfrastructureFlow(function, name, database.port, purpose)
        yield InfrastructureFlow(function, AWS_APIS, HTTPS, FUNCTION_APIS)


CONNECTIONS: Final[Connections[RdsInstance]] = Connections(
    offers={
        Acts.OUTSIDE: from_outside(_port),
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.NETWORK,
            conditions=frozenset(),
            access=READ_OR_WRITE,
            ports=_port,
            permissions=_reading_the_secret,
            variables=_login,
            has_user=never,
        ),
    },
    outputs={"address": "address of {target}", "secret_arn": "ARN of the secret of {target}"},
    secrets={_MASTER: ClientSecret("secret of {target}, {field}", _master_user)},
    identity=_identity,
    variables=None,
    entry=None,
    hosted_zone=None,
    flows=_flows,
    mistakes=nothing,
)
