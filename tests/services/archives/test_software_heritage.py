"""Software Heritage's answers: a copy, none, or no answer at all are three things."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from checker.model import Artifact, Kind, Outcome, Reason
from checker.network.rate_limits import counted_rule
from checker.services.archives.software_heritage import SoftwareHeritage, origins
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.model import Observation
    from checker.network.answer import Answer
    from checker.network.transport import Request

SNAPSHOT = "ab" * 20
VISIT = {"snapshot": SNAPSHOT, "date": "2024-01-02T03:04:05.678901+00:00", "status": "full", "type": "git"}
NONE = answer(404, {"exception": "NotFoundExc", "reason": "No visit found!"})
REPO = Artifact(Kind.GITHUB_REPO, "octo/Tool", "https://github.com/octo/Tool")


def visit_of(origin: str) -> str:
    return f"https://swh.test/api/1/origin/{origin}/visit/latest/?require_snapshot=true"


def ask(
    script: Callable[[Request], Answer] | Mapping[str, Answer], artifact: Artifact = REPO
) -> tuple[Observation, Scripted]:
    transport = Scripted(script)
    config = settings(REPROLINKS_SWH_API="https://swh.test/api/1")
    service = SoftwareHeritage(config, transport, Hosts(counted_rule)("swh.test"), now)
    (said,) = observe(service, artifact)
    return said, transport


def test_a_copy_is_named_by_its_permanent_identifier_and_date() -> None:
    said, transport = ask({visit_of("https://github.com/octo/Tool"): answer(200, VISIT)})
    assert said.outcome is Outcome.PRESENT
    assert said.facts.copy_url == (
        f"https://archive.softwareheritage.org/swh:1:snp:{SNAPSHOT};origin=https://github.com/octo/Tool"
    )
    assert str(said.facts.captured_at) == "2024-01-02 03:04:05.678901+00:00"
    assert all(request.trusted and "authorization" not in request.headers for request in transport.requests)


def test_todays_name_is_asked_first_then_every_way_in_which_it_was_printed() -> None:
    artifact = Artifact(REPO.kind, "octo/tool", "https://github.com/octo/tool", other_names=("New/Tool", "Octo/TOOL"))
    said, transport = ask(lambda _: NONE, artifact)
    assert said.outcome is Outcome.ABSENT
    asked = [unquote(url.split("/origin/")[1].split("/visit")[0]) for url in transport.urls]
    names = [f"https://github.com/{name}" for name in ("New/Tool", "octo/tool", "Octo/TOOL")]
    assert asked == [*names, *(f"{name}.git" for name in names)]


@pytest.mark.parametrize("end", ["", ".git"])
@pytest.mark.parametrize("sort", ["git", "hg", "svn"])
def test_a_copy_of_any_type_at_either_form_of_an_address_counts(end: str, sort: str) -> None:
    told = answer(200, VISIT | {"type": sort})
    said, transport = ask(lambda r: told if f"tool{end}/visit" in r.url.casefold() else NONE)
    assert said.outcome is Outcome.PRESENT
    assert said.facts.copy_url
    assert said.facts.copy_url.endswith(f"origin=https://github.com/octo/Tool{end}")
    assert not any("visit_type" in url for url in transport.urls)


@pytest.mark.parametrize("broken", ["", ".git"])
def test_no_copy_is_said_only_when_both_forms_were_asked(broken: str) -> None:
    said, _ = ask(lambda r: answer(500) if f"Tool{broken}/visit" in r.url else NONE)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.SERVER_ERROR)


def test_an_address_that_was_printed_with_git_at_its_end_is_asked_so_first() -> None:
    artifact = Artifact(Kind.OTHER_FORGE, "git.example.org/a", "https://git.example.org/a.git")
    assert origins(artifact) == ["https://git.example.org/a.git", "https://git.example.org/a"]


def test_a_copy_under_the_printed_name_counts_though_the_new_name_has_none() -> None:
    artifact = Artifact(REPO.kind, "octo/tool", "https://github.com/octo/tool", other_names=("new/tool",))
    said, _ = ask(lambda r: answer(200, VISIT) if "octo/tool" in r.url else NONE, artifact)
    assert said.outcome is Outcome.PRESENT
    assert said.facts.copy_url
    assert said.facts.copy_url.endswith("origin=https://github.com/octo/tool")


def test_one_name_that_could_not_be_asked_for_leaves_it_open() -> None:
    artifact = Artifact(REPO.kind, "octo/tool", "https://github.com/octo/tool", other_names=("new/tool",))
    said, _ = ask(lambda r: answer(500) if "new/tool" in r.url else NONE, artifact)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.SERVER_ERROR)


def test_an_empty_snapshot_is_a_copy_of_nothing() -> None:
    empty = {**VISIT, "snapshot": "1a8893e6a86f444e8be8e7bda6cb34fb1735a00e"}
    said, _ = ask(lambda _: answer(200, empty))
    assert said.outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (answer(404, b"<html>nginx</html>", content_type="text/html"), Reason.BAD_RESPONSE),
        (answer(404, {"detail": "Not found."}), Reason.BAD_RESPONSE),
        (answer(200, b"<html>maintenance</html>", content_type="text/html"), Reason.BAD_RESPONSE),
        (answer(200, {**VISIT, "snapshot": None}), Reason.BAD_RESPONSE),
        (answer(200, {**VISIT, "snapshot": "../../evil"}), Reason.BAD_RESPONSE),
        (answer(400, {"exception": "BadInputExc", "reason": "?"}), Reason.BAD_RESPONSE),
        (answer(403, {"exception": "ForbiddenExc", "reason": "?"}), Reason.REFUSED),
        (answer(502), Reason.SERVER_ERROR),
        (answer(302, b"", location="https://elsewhere.example.org/"), Reason.BAD_RESPONSE),
    ],
)
def test_what_is_no_answer_of_the_archive_is_unknown_never_absent(told: Answer, reason: Reason) -> None:
    said, _ = ask(lambda _: told)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, reason)


def test_an_address_can_not_leave_its_place_in_the_path() -> None:
    artifact = Artifact(Kind.OTHER_FORGE, "git.example.org/a?b#c", "https://git.example.org/a?b#c")
    _, transport = ask(lambda _: NONE, artifact)
    assert transport.urls == [visit_of(f"https://git.example.org/a%3Fb%23c{end}") for end in ("", ".git")]


def test_only_repositories_whose_address_ends_in_their_name_have_others() -> None:
    assert origins(Artifact(Kind.OTHER, "e.org/x", "https://e.org/x?q=1", other_names=("e.org/y",))) == [
        "https://e.org/x?q=1"
    ]
    many = tuple(f"o/n{i}" for i in range(9))
    assert len(origins(Artifact(Kind.GITHUB_REPO, "o/n", "https://github.com/o/n", other_names=many))) == 2 * 4


@pytest.mark.parametrize(
    ("told", "seconds", "refused"),
    [
        (answer(429, {"reason": "Expected available in 1843 seconds."}), 1843.0, True),
        (answer(429, b"", **{"retry-after": "7"}), 7.0, True),
        (answer(429, b""), 60.0, True),
        (answer(200, VISIT, x_ratelimit_remaining="0", x_ratelimit_reset="1100"), 101.0, False),
        (answer(200, VISIT, x_ratelimit_remaining="3", x_ratelimit_reset="1100"), 101.0, False),  # in flight
        (answer(429, b"", x_ratelimit_remaining="0", x_ratelimit_reset="1100"), 101.0, True),
    ],
)
def test_limits_are_read_from_headers_and_words(told: Answer, seconds: float, refused: bool) -> None:
    limit = counted_rule(told, 1_000.0)
    assert limit
    assert (limit.seconds, limit.refused) == (seconds, refused)


def test_while_something_is_left_nothing_is_waited_for() -> None:
    told = answer(200, VISIT, x_ratelimit_remaining="699", x_ratelimit_reset="1100")
    assert counted_rule(told, 1_000.0) is None
