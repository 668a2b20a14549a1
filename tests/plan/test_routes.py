"""Priorities of listener rules: the narrow before the wide, and each in its place for good."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import product

from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Arrow, Connection
from archspec.planning import plan
from archspec.planning.endpoints import route_priorities
from tests.checks.examples import BALANCER, SERVICE, architecture

_TAILS = st.text("ab*?", max_size=3).filter(lambda text: "**" not in text and text.count("?") < 2)
PATHS = _TAILS.map("/{}".format)
HOSTS = _TAILS.filter(bool)
TEXTS = ["".join(letters) for length in range(6) for letters in product("abc", repeat=length)]


def _routes() -> SearchStrategy[Connection]:
    """Draw routes with one host, one path, or one of each."""
    hosts, paths = HOSTS.map(lambda host: [host]), PATHS.map(lambda path: [path])
    fields = st.fixed_dictionaries({"hosts": hosts, "paths": paths}) | st.fixed_dictionaries({"hosts": hosts})
    return (fields | st.fixed_dictionaries({"paths": paths})).map(Connection.model_validate)


def _tables(routes: SearchStrategy[Connection]) -> SearchStrategy[dict[Arrow, Connection]]:
    names = st.from_regex("[a-z]{1,3}", fullmatch=True)
    return st.dictionaries(names.map(lambda name: Arrow("entry", name)), routes, max_size=8)


@cache
def _taken(pattern: str) -> frozenset[str]:
    """Return the texts a pattern stands for, of those worth trying."""
    expression = re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."))
    return frozenset(text for text in TEXTS if expression.fullmatch(text))


def _requests(route: Connection) -> tuple[frozenset[str], frozenset[str]]:
    hosts, paths = route.hosts or ("*",), tuple(path.removeprefix("/") for path in route.paths) or ("*",)
    return _union(hosts), _union(paths)


def _union(patterns: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(_taken, patterns))


def _is_inside(one: Connection, other: Connection) -> bool:
    """Tell whether a route takes a part of the requests that another one takes."""
    (hosts, paths), (other_hosts, other_paths) = _requests(one), _requests(other)
    return hosts <= other_hosts and paths <= other_paths and (hosts, paths) != (other_hosts, other_paths)


def _route(hosts: tuple[str, ...] = (), paths: tuple[str, ...] = ()) -> Connection:
    return Connection(hosts=hosts, paths=paths)


@given(_tables(_routes()))
@example({Arrow("e", "a"): _route(paths=("/a",)), Arrow("e", "b"): _route(paths=("/*",))})
@example({Arrow("e", "a"): _route(("*.b",), ("/a",)), Arrow("e", "b"): _route(("a.b",), ("/a",))})
@example({Arrow("e", "a"): _route(("*",), ("/a*",)), Arrow("e", "b"): _route(paths=("/ab",))})
@example({Arrow("e", "a"): _route(paths=("/a", "/bbbbbbbbb*")), Arrow("e", "b"): _route(paths=("/bbbbbbbbbb",))})
@example({Arrow("e", "a"): _route(("?*",)), Arrow("e", "b"): _route(("*a*",))})
@example({Arrow("e", "a"): _route(("*?*a",)), Arrow("e", "b"): _route(("?*b*",))})
def test_no_route_hides_another(routes: dict[Arrow, Connection]) -> None:
    """A route that takes a part of another's requests is tried before it."""
    priorities = route_priorities(routes)
    for (one, narrow), (other, wide) in product(routes.items(), repeat=2):
        if _is_inside(narrow, wide):
            assert priorities[one] < priorities[other], (narrow, wide)


@given(_tables(_routes()))
def test_priorities_are_those_aws_takes(routes: dict[Arrow, Connection]) -> None:
    """From 1 to 50,000, each once."""
    priorities = route_priorities(routes)
    assert priorities.keys() == routes.keys()
    assert len(set(priorities.values())) == len(priorities)
    assert all(1 <= priority <= 50_000 for priority in priorities.values())


@given(_tables(_routes()), _routes())
def test_another_route_moves_none(routes: dict[Arrow, Connection], another: Connection) -> None:
    """Unless it falls on the number of one."""
    before = route_priorities(routes)
    after = route_priorities({Arrow("entry", "another"): another, **routes})
    assume(route_priorities({Arrow("entry", "another"): another}).keys().isdisjoint(before))
    wanted = route_priorities({Arrow("entry", "another"): another})[Arrow("entry", "another")]
    assume(wanted not in before.values())
    assert {arrow: after[arrow] for arrow in routes} == before


def test_hosts_come_before_paths() -> None:
    """Host and path, host alone, path alone; in each, the longer first."""
    routes = {
        "d": _route(paths=("/long/path/of/a/service/*",)),
        "e": _route(paths=("/*",)),
        "c": _route(("*.com",)),
        "b": _route(("example.com",)),
        "a": _route(("a.com",), ("/a",)),
    }
    priorities = route_priorities({Arrow("entry", name): route for name, route in routes.items()})
    assert [arrow.target for arrow in sorted(priorities, key=lambda arrow: priorities[arrow])] == list("abcde")


def test_a_hundred_routes_of_one_kind() -> None:
    """As many as a load balancer takes have each a number of their own, whatever the letters."""
    routes = {Arrow("entry", f"service_{number}"): _route(paths=(f"/{number:02}",)) for number in range(100)}
    numbers = sorted(route_priorities(routes).values())
    assert len(set(numbers)) == 100
    assert numbers[-1] - numbers[0] < 100


def test_the_longest_conditions() -> None:
    """The ends of the range."""
    longest = route_priorities({Arrow("a", "b"): _route(("a" * 128,), ("/" + "a" * 127,))})
    widest = route_priorities({Arrow("a", "b"): _route(("*?*",))}) | route_priorities(
        {Arrow("a", "c"): _route(paths=("/*?*",))}
    )
    assert 1 <= min(longest.values()) <= max(widest.values()) <= 50_000


def test_a_second_arrow_between_the_same_two() -> None:
    """One without a name and one with a name have an order too."""
    made = plan(
        architecture(
            {"entry": {**BALANCER, "http": "forward"}, "api": SERVICE},
            connections={"entry -> api": {"paths": ["/a"]}, "entry -> api #reports": {"paths": ["/b"]}},
        )
    )
    (listeners,) = made.listeners
    assert [str(route.arrow) for route in listeners.routes] == ["entry -> api", "entry -> api #reports"]
    assert all(route.priority is not None for route in listeners.routes)
