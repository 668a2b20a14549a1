"""One small API for each team: what loops and functions are for."""

from archspec import (
    Actor,
    ApplicationLoadBalancer,
    Architecture,
    Arrow,
    Connection,
    FargateService,
    RdsInstance,
)
from archspec.components import Certificate, ExistingCertificate
from archspec.kinds.fargate_service import Image

CERTIFICATE = "arn:aws:acm:us-west-2:111122223333:certificate/3f0c9a52-6f0e-4a0b-9a57-0d8f4f1c2b7e"
TEAMS = ("billing", "catalogue", "shipping")


def service(team: str) -> FargateService:
    """Return the API of a team."""
    return FargateService(
        label=f"{team.capitalize()} API",
        cluster="apis",
        image=Image(repository=f"{team}-api", tag="1.0.0"),
        port=8080,
        why=f"Serves what the {team} team owns.",
    )


def database(team: str) -> RdsInstance:
    """Return the database of a team."""
    return RdsInstance(
        label=f"{team.capitalize()} records",
        engine="postgres",
        engine_version="17.9",
        instance_class="db.t4g.medium",
        database_name=team,
        why=f"Keeps the records of the {team} team apart from everybody else's.",
    )


architecture = Architecture(
    name="regional-apis",
    title="Regional APIs",
    language="en",
    region="us-west-2",
    components={
        "partner": Actor(label="Partner", type="system"),
        "entry": ApplicationLoadBalancer(
            label="Entry",
            certificate=Certificate(existing=ExistingCertificate(arn=CERTIFICATE)),
            why="Ends TLS and routes by path.",
        ),
        **{team: service(team) for team in TEAMS},
        **{f"{team}_records": database(team) for team in TEAMS},
    },
    connections={
        Arrow("partner", "entry"): Connection(label="Calls"),
        **{Arrow("entry", team): Connection(paths=(f"/{team}/*",)) for team in TEAMS},
        **{Arrow(team, f"{team}_records"): Connection(access="read_write") for team in TEAMS},
    },
)
