"""The facts of the document the project started from are on the pages of its spec, in both languages.

The facts are patterns, not sentences: each stands where a reader looks for it, in words of the spec or of the pages.
"""

import re
from dataclasses import dataclass

import pytest

from archspec.bilingual import LANGUAGES, Language
from renderers.docs.words import Words
from tests.renderers.docs.reading import read, reference, reference_pages, rows, section


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the document says."""

    place: str
    """A component, a section of the architecture page by its word, a trade-off, or the page of a decision."""
    name: str
    pt: tuple[str, ...]
    en: tuple[str, ...]


FACTS = (
    # The front end, on S3 behind CloudFront
    Fact("frontend", "static files", ("HTML, JS e CSS", "React", "Vite"), ("HTML, JS and CSS", "React", "Vite")),
    Fact("frontend", "kept in Amazon S3", ("Amazon S3",), ("Amazon S3",)),
    Fact("frontend", "storage costs next to nothing", ("custa quase nada",), ("costs next to nothing",)),
    Fact("cdn", "delivered by CloudFront", ("Amazon CloudFront",), ("Amazon CloudFront",)),
    Fact("cdn", "from all over the world", ("Pontos de presença\ttodos",), ("Edge locations\tall",)),
    Fact("cdn", "quickly, from nearby", ("mais próximo do cliente",), ("nearest to the customer",)),
    Fact("cdn", "traffic is kept off the origin", ("poupa a origem",), ("away from the origin",)),
    Fact("cdn", "TLS managed by AWS", ("emitido e renovado pelo AWS",), ("issued and renewed by AWS",)),
    # The back end, on ECS with Fargate
    Fact("api", "Bun and Elysia", ("Bun \\+ Elysia",), ("Bun \\+ Elysia",)),
    Fact("api", "in Docker containers", ("contêineres Docker",), ("Docker containers",)),
    Fact("api", "on ECS with Fargate", ("AWS Fargate", "Cluster\tECS"), ("AWS Fargate", "Cluster\tECS")),
    Fact("api", "no EC2 to manage", ("sem instâncias EC2",), ("no EC2 instances",)),
    Fact("api", "no operating system to patch", ("nem sistema",), ("no operating system to patch",)),
    Fact("api", "scales on CPU and memory", ("CPU em 60%", "memória em 70%"), ("CPU at 60%", "memory at 70%")),
    Fact("growth", "new tasks at peaks, by themselves", ("novas sobem nos picos",), ("more start at peaks",)),
    Fact("load_balancer", "an ALB takes requests in", ("Application Load Balancer",), ("Application Load Balancer",)),
    Fact("load_balancer", "ends TLS", ("Termina o TLS",), ("Ends TLS",)),
    Fact("load_balancer", "spreads traffic", ("reparte as requisições",), ("spreads API requests",)),
    Fact("connections", "to the containers", ("Load Balancer\tAPI Container",), ("Load balancer\tAPI container",)),
    # The database, RDS for PostgreSQL
    Fact("database", "RDS for PostgreSQL", ("Amazon RDS", "PostgreSQL 17"), ("Amazon RDS", "PostgreSQL 17")),
    Fact("database", "PostGIS", ("Extensões\tpostgis",), ("Extensions\tpostgis",)),
    Fact("flows", "extensions are created", ("CREATE EXTENSION",), ("CREATE EXTENSION",)),
    Fact("database", "geospatial data", ("dados geoespaciais",), ("geospatial data",)),
    Fact("database", "automatic backups", ("Backups automáticos\tguardados",), ("Automatic backups\tkept",)),
    Fact("database", "security updates", ("correções de segurança",), ("security patches",)),
    Fact("database", "Multi-AZ", ("Multi-AZ",), ("Multi-AZ",)),
    # Cache and sessions: ElastiCache
    Fact("cache", "ElastiCache for Redis", ("Amazon ElastiCache", "Redis"), ("Amazon ElastiCache", "Redis")),
    Fact("cache", "sessions of Better-Auth", ("sessões do Better-Auth",), ("Better-Auth sessions",)),
    Fact("cache", "permissions of RBAC", ("permissões do RBAC",), ("RBAC permissions",)),
    Fact("cache", "less than a millisecond", ("< 1 ms",), ("< 1 ms",)),
    Fact("cache", "read on every request", ("a cada requisição",), ("every request",)),
    Fact("cache", "the main database is spared", ("fora do banco principal",), ("away from the main database",)),
    # DNS and security
    Fact("dns", "Route 53 manages names", ("Amazon Route 53", "example.com"), ("Amazon Route 53", "example.com")),
    Fact("dns", "health checks", ("Verificações de saúde\thttps",), ("Health checks\thttps",)),
    Fact(
        "security",
        "database only from the containers",
        ("RDS PostgreSQL não tem endereço público e só aceita conexões de: API Container",),
        ("RDS PostgreSQL has no public address, and accepts connections from API container",),
    ),
    Fact(
        "security",
        "cache only from the containers",
        ("ElastiCache Redis não tem endereço público e só aceita conexões de: API Container",),
        ("ElastiCache Redis has no public address, and accepts connections from API container only",),
    ),
    Fact("reach", "in subnets of their own", ("sub-redes isoladas",), ("isolated subnets",)),
    # Trade-offs
    Fact("cost", "moderate to high", ("Moderado/Alto",), ("Moderate to high",)),
    Fact("cost", "dearer than a VPS, for managed services", ("VPS", "ALB e RDS"), ("VPS", "ALB and RDS")),
    Fact("cost", "pays for reliability", ("confiabilidade", "operação encolhe"), ("reliability", "operations shrink")),
    Fact("complexity", "moderate", ("Média",), ("Moderate",)),
    Fact(
        "complexity",
        "VPC, IAM and security groups",
        ("VPC", "IAM", "grupos de segurança"),
        ("VPC", "IAM", "security groups"),
    ),
    Fact("complexity", "CI/CD builds and pushes images", ("CI/CD", "imagens Docker"), ("CI/CD", "Docker images")),
    Fact("maintenance", "low", ("Baixa",), ("Low",)),
    Fact("maintenance", "no server by hand", ("Nenhum servidor",), ("No server",)),
    Fact(
        "maintenance",
        "AWS has hardware and system",
        ("hardware e sistema",),
        ("hardware and operating system",),
    ),
    Fact("maintenance", "the team works on the application", ("dedica à aplicação",), ("works on the application",)),
    Fact("scalability", "high", ("Alta",), ("High",)),
    Fact("scalability", "tiers grow apart", ("não dependem umas das outras",), ("No tier waits for another",)),
    Fact("scalability", "CDN, ECS and RDS", ("CDN", "ECS", "RDS"), ("CDN", "ECS", "RDS")),
    # What it is for
    Fact("overview", "highly available", ("alta disponibilidade",), ("[Hh]ighly available",)),
    Fact("upkeep", "managed services", ("máquinas, sistema operacional",), ("machines, operating system",)),
    Fact(
        "copies_and_failover", "survives the loss of a zone", ("2 zonas de disponibilidade",), ("2 Availability Zones",)
    ),
)
_TRADEOFFS = ("cost", "complexity", "maintenance", "scalability")
_OF_TRADEOFFS_PAGE = ("growth", "upkeep", "copies_and_failover")


def _text(place: str, language: Language) -> str:
    """Return what a reader sees at a place, with tabs between the cells of a table."""
    pages = reference_pages(language)
    if place == "overview":
        return read(pages["README.md"])
    if place in _TRADEOFFS:
        return "\t".join(rows(pages["tradeoffs.md"])[1 + _TRADEOFFS.index(place)])
    architecture = reference().in_language(language)
    words = Words(language)
    page = pages["tradeoffs.md"] if place in _OF_TRADEOFFS_PAGE else pages["architecture.md"]
    part = architecture.components[place].title if place in architecture.components else words[place]
    found = section(page, part)
    return "\n".join([read(found), *("\t".join(row) for row in rows(found))])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_fact_is_where_a_reader_looks_for_it(fact: Fact, language: Language) -> None:
    """In the section of the component, the trade-off or the subject it is about."""
    text = _text(fact.place, language)
    patterns = fact.pt if language == "pt-BR" else fact.en
    assert [pattern for pattern in patterns if not re.search(pattern, text)] == []
