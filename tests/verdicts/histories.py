"""Strategies for the observations that services may make of one artifact, run by run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason, Remark, Topic

SERVICES = (
    *("github_graphql", "github_rest", "github_anonymous", "github_owners", "github_content", "github_tree"),
    *("github_old_owner", "git", "web", "huggingface"),
)
START = datetime(2026, 1, 1, tzinfo=UTC)

#: Moments that lie close together, so that spans of a day, 90 days or a year occur on both sides of their limit.
near = st.builds(lambda hours: START + timedelta(hours=hours), st.integers(-24 * 500, 24 * 500))
zones = st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
ends = st.builds(
    datetime.replace,
    st.sampled_from((datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))),
    tzinfo=zones,
)
# SQLite takes 1 March 300 for 29 February, which that year did not have: the store could not give it back.
anywhen = st.datetimes(min_value=datetime(400, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (hypothesis adds the zone)
moments = st.one_of(near, near, near, ends, anywhen)


def files() -> st.SearchStrategy[tuple[str, ...]]:
    """Names of files and folders in a root."""
    names = st.sampled_from(
        ("README.md", "LICENSE", "main.py", "requirements.txt", "data/", "index.html", "model.pt")
    )
    return st.lists(names | st.text(max_size=5), max_size=4).map(tuple)


remarks = st.lists(
    st.builds(
        Remark,
        st.sampled_from(Topic),
        st.integers(1, 9),
        st.sampled_from(("Code coming soon.", "[ ] code", "This is not maintained any more.", "")),
    ),
    max_size=3,
).map(tuple)

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "platform_id": st.sampled_from(("", "1", "2")),
    "name": st.sampled_from(("octo/tool", "octo/new", "Team/tool", "tool", "")),
    "head": st.sampled_from(("a", "b")),
    "files": files(),
    "readme": remarks,
    "gated": st.sampled_from(("", "auto")),
    "stage": st.sampled_from(("RUNNING", "PAUSED", "")),
    "description": st.sampled_from(("[DEPRECATED] use another", "A tool")),
    "assets": files(),
    "places": st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(("", "dev", "main:a.py"))), max_size=2).map(
        tuple
    ),
}


def _values_of(name: str) -> st.SearchStrategy[Any]:
    if name in _VALUES:
        return _VALUES[name]
    kind = str(Facts.__annotations__[name])
    if "datetime" in kind:
        return moments
    if "bool" in kind:
        return st.booleans()
    if "int" in kind:
        return st.integers(0, 9)
    return st.lists(st.text(max_size=3), max_size=2).map(tuple) if "tuple" in kind else st.text(max_size=3)


facts = st.fixed_dictionaries({}, optional={name: _values_of(name) for name in Facts.__annotations__}).map(
    lambda chosen: Facts(**chosen)
)
few_facts = st.fixed_dictionaries(
    {}, optional={name: _values_of(name) for name in ("platform_id", "name", "head", "files", "disabled")}
).map(lambda chosen: Facts(**chosen))
observations = st.builds(
    Observation,
    key=st.just("github_repo:octo/tool"),
    service=st.sampled_from(SERVICES),
    at=moments,
    outcome=st.sampled_from(Outcome),
    reason=st.sampled_from(Reason),
    status=st.sampled_from((None, 200, 401, 404)),
    facts=st.one_of(st.just(Facts()), few_facts, few_facts, facts),
)
weather = st.builds(
    Observation,
    key=st.just("github_repo:octo/tool"),
    service=st.sampled_from(SERVICES),
    at=moments,
    outcome=st.just(Outcome.UNKNOWN),
    reason=st.sampled_from(Reason),
)


def runs(most: int = 6) -> st.SearchStrategy[list[list[Observation]]]:
    """The observations of some runs, the oldest first; runs without any answer come often."""
    run = st.one_of(
        st.lists(observations, min_size=1, max_size=3),
        st.lists(observations, min_size=1, max_size=3),
        st.lists(weather, min_size=1, max_size=2),
    )
    return st.lists(run, min_size=1, max_size=most)


dates = st.sampled_from(
    ("", "2026-01-01", "2025-06-30", "0001-01-01", "9999-12-31", "2026", "soon", "2026-01-01T05:00")
)
artifacts = st.builds(
    Artifact,
    kind=st.sampled_from(Kind),
    target=st.sampled_from(("octo/tool", "tool")),
    url=st.just("https://example.org/"),
    published=st.one_of(dates, st.text(max_size=12), moments.map(datetime.isoformat)),
)
