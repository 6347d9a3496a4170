"""Plans for `make fuzz`: services, forges, archives, git and rules of rate limits, with mutated answers."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from checker.errors import CredentialsError
from checker.model import Artifact, Facts, Kind, Outcome, ServiceName
from checker.network.answer import Answer
from checker.network.gate import LONGEST_WAIT
from checker.network.rate_limits import AtMost, counted_rule, github_rule, hub_rule, plain_rule
from checker.services.forges.forge import Forge
from tests.services.deposits import test_mutated_answers as deposits
from tests.services.deposits.visitor import archived
from tests.services.git import test_fuzz as git
from tests.services.scripted import Hosts, Scripted, now, settings
from tests.services.test_mutated_answers import (
    ANSWERS,
    HEADER_NAMES,
    HEADER_VALUES,
    NOT_FOUND,
    TOKEN,
    VALUES,
    change,
    places,
    service,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from checker.model import Observation
    from checker.network.gate import Rule
    from checker.services.protocol import Service

    Script = Callable[[object], Answer]

Plan = tuple[str, int, "Callable[[], Iterator[str]]"]  # what is tried, how often, one try
FORGES: dict[str, dict[str, Any]] = {
    "gitlab.com": {"id": 7, "path_with_namespace": "octo/a", "license": {"key": "mit"}, "archived": False},
    "codeberg.org": {"id": 7, "full_name": "octo/a", "archived": True, "archived_at": "2025-01-01T00:00:00Z"},
    "bitbucket.org": {"uuid": "{7}", "full_name": "octo/a", "mainbranch": {"name": "main"}, "type": "repository"},
}
PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>A tool</title>"
    b"<meta http-equiv=refresh content='0; url=/next'></head><body><h1>A tool</h1><p>Its data.</body></html>"
)
KINDS = {ServiceName.GITHUB_OWNERS: Kind.GITHUB_ORG, ServiceName.HUGGINGFACE: Kind.HF_MODEL}
RULES: dict[str, Rule] = {
    "plain": plain_rule,
    "GitHub": github_rule,
    "the Hub": hub_rule,
    "counted": counted_rule,
    "at most": AtMost(8, 60.0),
}
#: Services that may report something that exists with another status than 200: a gate, an empty tree.
_THERE_OTHERWISE = frozenset({ServiceName.HUGGINGFACE, ServiceName.GITHUB_TREE})
_NULL_IS_ABSENT = frozenset({ServiceName.GITHUB_OWNERS})
_NOISE = (
    b"\0",
    b"\xff\xfe",
    b"<![CDATA[",
    b"]]>",
    b"{" * 50,
    b"[" * 2_000,
    b"&x;",
    b"@article{",
    b"\n\n",
    b"9" * 400,
)


def mutant(dice: random.Random, bodies: Sequence[Any]) -> Answer:
    """An answer in which up to three values, the status, some headers or bytes are replaced at random."""
    body = deepcopy(dice.choice(bodies))
    raw = body
    if not isinstance(body, bytes):
        for path in dice.sample(ways := list(places(body))[1:], min(dice.randrange(4), len(ways))):
            change(body, path, dice.choice([..., *VALUES]))
        raw = orjson.dumps(body)
    raw = damaged(dice, raw) if dice.random() < 0.3 or isinstance(body, bytes) else raw
    named = dice.sample(HEADER_NAMES, dice.randrange(4))
    status = dice.choice(
        [200] * 5 + [201, 204, 301, 303, 400, 401, 403, 404, 409, 410, 429, 451, dice.randint(500, 999)]
    )
    return Answer(status=status, headers={name: dice.choice(HEADER_VALUES) for name in named}, body=raw)


def damaged(dice: random.Random, content: bytes) -> bytes:
    """Bytes that are cut, or in which something is inserted, overwritten or dropped."""
    place, length = dice.randint(0, len(content)), dice.choice([1, 8, 60, len(content)])
    noise = dice.choice([*_NOISE, dice.randbytes(dice.randint(1, 12)), content[place : place + length]])
    tail = {"cut": len(content), "put": place, "over": place + len(noise), "drop": place + length}
    return content[:place] + noise + content[tail[dice.choice(list(tail))] :]


def observed(one: Service, wanted: Sequence[Artifact]) -> list[Observation]:
    """The observations of a service; raises AssertionError where they are not one for each artifact."""

    async def all_of_them() -> list[Observation]:
        return [found async for found in one.observe(wanted)]

    found = asyncio.run(all_of_them())
    if sorted(one.key for one in found) != sorted(one.key for one in wanted):
        raise AssertionError("not one observation for each")
    return found


def by_answers(
    dice: random.Random,
    name: ServiceName,
    bodies: Sequence[Any],
    wanted: Sequence[Artifact],
    made: Callable[[Callable[[object], Answer]], Service],
) -> Iterator[str]:
    """One try of a service: yields the outcomes of its observations."""
    given: list[Answer] = []

    def script(_: object) -> Answer:
        given.append(mutant(dice, bodies))
        return given[-1]

    try:
        found = observed(made(script), wanted)
    except CredentialsError:
        yield "token refused"
        return
    good = any(200 <= one.status < 300 for one in given)
    # For an owner that does not exist GitHub answers null alone, which one mutation can produce.
    all_good = all(one.status == 200 for one in given) and NOT_FOUND not in bodies and name not in _NULL_IS_ABSENT
    for one in found:
        yield one.outcome.value
        _is_sound(one, good=good or name in _THERE_OTHERWISE, all_good=all_good and one is _first(found, wanted))


def _first(found: Sequence[Observation], wanted: Sequence[Artifact]) -> Observation:
    return next(one for one in found if one.key == wanted[0].key)


def _is_sound(one: Observation, *, good: bool, all_good: bool) -> None:
    """Raise AssertionError for an observation that cannot follow from such answers."""
    if TOKEN in f"{one.detail}{one.facts}":
        raise AssertionError(f"a secret in {one}")
    if one.outcome is Outcome.UNKNOWN and one.facts != Facts():
        raise AssertionError(f"facts of what is unknown: {one}")
    if one.outcome is Outcome.ABSENT and all_good:
        raise AssertionError(f"falsely absent: {one}")
    if one.outcome is Outcome.PRESENT and not good:
        raise AssertionError(f"falsely present: {one}")


def services(dice: random.Random, tries: int) -> Iterator[Plan]:
    """Plans for all services that answer in JSON, for pages, forges, archives and git."""
    for name, (bodies, rule) in ANSWERS.items():
        names = ("octo", "lab") if name is ServiceName.GITHUB_OWNERS else ("octo/a", "octo/b")
        kind = Kind.OTHER if name is ServiceName.WEB else KINDS.get(name, Kind.GITHUB_REPO)
        wanted = [Artifact(kind, one, f"https://h.example.org/{one}") for one in names]
        given = [*bodies, PAGE] if name is ServiceName.WEB else bodies
        yield name.value, tries, partial(by_answers, dice, name, given, wanted, partial(_made, name, rule))
    for host, body in FORGES.items():
        wanted = [Artifact(Kind.OTHER_FORGE, f"{host}/octo/a", f"https://{host}/octo/a")]
        yield f"forge: {host}", tries, partial(by_answers, dice, ServiceName.FORGE, [body], wanted, _forge)
    for archive in deposits.SERVICES:
        yield f"archive: {archive}", tries, partial(by_archive, dice, archive)
    for manner in ("new", "old", "files", "packed"):
        yield f"git: {manner}", tries // 4, partial(by_git, dice, manner)


def _made(name: ServiceName, rule: Rule, script: Script) -> Service:
    return service(name, script, rule)


def _forge(script: Script) -> Service:
    return Forge(settings(GITHUB_TOKEN=TOKEN), Scripted(script), Hosts(), now)


def by_archive(dice: random.Random, name: str) -> Iterator[str]:
    """One try of an archive, with a deposit or without: values, status or bytes of its answer are spoilt."""
    sort, url = deposits.SERVICES[name]
    full = dice.random() < 0.5
    true = deposits.true_answers(name, full=full)

    def script(request: Any) -> Answer:
        recorded = true(request)
        spoilt = mutant(dice, [orjson.loads(recorded.body or b"{}")])
        return replace(
            recorded, body=spoilt.body, status=dice.choice([recorded.status, recorded.status, spoilt.status])
        )

    (found,) = observed(deposits.made(sort, script), [archived(url)])
    yield found.outcome.value
    untrue = name == "swhid"  # its whole answer about an id is `true` or `false`, and one mutation can swap them
    if not untrue and found.outcome is (Outcome.ABSENT if full else Outcome.PRESENT):
        raise AssertionError(f"falsely {found.outcome}: {found}")


def by_git(dice: random.Random, manner: str) -> Iterator[str]:
    """One try of git on a repository that exists: bytes of one exchange or of all are spoilt."""
    recorded = git.recorded(manner)
    which, every = dice.choice(list(recorded)), dice.random() < 0.2

    def script(request: Any) -> Answer:
        key = (request.url, request.content)
        true = recorded.get(key, Answer(status=404, headers={}))
        if key != which and not every:
            return true
        return Answer(status=true.status, headers=true.headers, body=damaged(dice, true.body), url=request.url)

    found = git.look(script)
    yield found.outcome.value
    if found.outcome is Outcome.ABSENT and not every:
        raise AssertionError(f"falsely absent: {found}")


def rules(dice: random.Random, tries: int) -> Iterator[Plan]:
    """Plans for all rules of rate limits."""
    bodies = [body for found, _ in ANSWERS.values() for body in found]
    for name, rule in RULES.items():
        yield f"limits: {name}", tries, partial(_by_rule, dice, bodies, rule)


def _by_rule(dice: random.Random, bodies: Sequence[Any], rule: Rule) -> Iterator[str]:
    limit = rule(mutant(dice, bodies), now().timestamp())
    yield "no limit" if limit is None else "refused" if limit.refused else "used up"
    if limit and not 0 <= limit.seconds <= LONGEST_WAIT + 1:
        raise AssertionError(f"a wait of {limit.seconds} s")
