"""Git without a token: what each answer means, with git's own server and with servers that lie."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checker.model import Artifact, Kind, Observation, Outcome, Reason
from checker.network.rate_limits import github_rule
from checker.services.git.pack import LARGEST
from checker.services.git.remote import Git
from checker.services.git.wire import ADVERTISEMENT, whole_lines
from tests.services.git_backend import Backend, commit, needs_git
from tests.services.scripted import NOW, Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.network.answer import Answer
    from checker.network.transport import Request

    Script = Callable[[Request], Answer]

REFS = "/info/refs?service=git-upload-pack"
HEAD = "1" * 40


def repo(name: str = "o/n") -> Artifact:
    return Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}")


def forge(target: str = "gitlab.com/o/n") -> Artifact:
    return Artifact(Kind.OTHER_FORGE, target, f"https://{target}")


def look(script: Script, *artifacts: Artifact, **environment: str) -> tuple[list[Observation], Scripted]:
    transport = Scripted(script)
    service = Git(settings(**environment), transport, Hosts(github_rule), now)
    return observe(service, *(artifacts or (repo(),))), transport


def said_of(script: Script, artifact: Artifact | None = None) -> Observation:
    (said,), _ = look(script, artifact or repo())
    return said


def line(text: str | bytes) -> bytes:
    content = text.encode() if isinstance(text, str) else text
    return f"{len(content) + 4:04x}".encode() + content


def git_answer(*lines: bytes, kind: str = "result") -> Answer:
    content_type = ADVERTISEMENT if kind == "advertisement" else f"application/x-git-upload-pack-{kind}"
    return answer(200, b"".join(lines), content_type=content_type)


V2 = git_answer(
    *(line("# service=git-upload-pack\n"), b"0000", line("version 2\n"), line("agent=git/2.39\n")),
    *(line("ls-refs=unborn\n"), line("fetch=shallow filter\n"), b"0000"),
    kind="advertisement",
)
LISTED = git_answer(line(f"{HEAD} HEAD symref-target:refs/heads/main\n"), b"0000")


def server(listed: Answer = LISTED, fetched: Answer | None = None, advertised: Answer = V2) -> Script:
    """A server that answers by what it is asked."""

    def script(request: Request) -> Answer:
        if request.content is None:
            return advertised
        return listed if b"ls-refs" in request.content else fetched or answer(401)

    return script


# -- git's own server ---------------------------------------------------------------------------------


@needs_git
@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize("filters", [True, False])
def test_the_last_commit_of_a_repository_is_dated(tmp_path: Path, version: int, filters: bool) -> None:
    backend = Backend(tmp_path, version=version, filters=filters)
    older, newer = commit(when=1_600_000_000), commit(when=1_700_000_000)
    backend.repository("o/n.git", older + newer, head="main")
    (said,), transport = look(backend)
    assert (said.outcome, said.reason, said.status) == (Outcome.PRESENT, Reason.OK, 200)
    assert said.facts.last_commit_at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert (said.facts.name, said.facts.default_branch, said.facts.empty) == ("o/n", "main", False)
    assert said.facts.head is not None
    assert len(said.facts.head) == 40
    assert len(transport.requests) == (3 if version == 2 else 2), "no exchange is sent twice"


@pytest.mark.parametrize("label", ["text/plain", "application/octet-stream", ""])
def test_git_under_another_label_is_git(label: str) -> None:
    told = server(
        listed=answer(200, LISTED.body, content_type=label), advertised=answer(200, V2.body, content_type=label)
    )
    said = said_of(told)
    assert (said.outcome, said.facts.head) == (Outcome.PRESENT, HEAD)


@pytest.mark.parametrize("cut", [29, 40, 41])
def test_a_list_of_files_that_is_cut_is_git_that_was_not_heard_out(cut: int) -> None:
    listing = f"{HEAD}\trefs/heads/main\n"[:cut]
    said = said_of(server(advertised=answer(200, listing, content_type="text/plain")))
    assert (said.outcome, said.reason, said.status) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, None)


@needs_git
@pytest.mark.parametrize("version", [0, 2])
def test_a_repository_without_references_is_there_and_empty(tmp_path: Path, version: int) -> None:
    backend = Backend(tmp_path, version=version)
    backend.repository("o/n.git")
    said = said_of(backend)
    assert (said.outcome, said.reason, said.facts.empty) == (Outcome.PRESENT, Reason.NO_COMMITS, True)
    assert (said.facts.head, said.facts.last_commit_at) == (None, None)


@needs_git
@pytest.mark.parametrize("version", [0, 2])
@pytest.mark.parametrize("reference", ["refs/heads/develop", "refs/tags/v1"])
def test_a_head_that_names_no_branch_does_not_make_a_repository_empty(
    tmp_path: Path, version: int, reference: str
) -> None:
    backend = Backend(tmp_path, version=version)
    backend.repository("o/n.git", commit(reference))
    said = said_of(backend)
    assert (said.outcome, said.reason, said.facts.empty) == (Outcome.PRESENT, Reason.OK, False)
    assert said.facts.last_commit_at is None, "a commit of another branch is no sign of the default one"


@needs_git
@pytest.mark.parametrize("when", [4_000_000_000, int(NOW.timestamp()) + 1, 0])
def test_a_date_later_than_the_answer_or_of_a_clock_that_was_never_set_tells_nothing(
    tmp_path: Path, when: int
) -> None:
    backend = Backend(tmp_path)
    backend.repository("o/n.git", commit(when=when))
    said = said_of(backend)
    assert (said.outcome, said.facts.last_commit_at) == (Outcome.PRESENT, None)
    assert said.facts.files is not None, "the rest is told"


@pytest.mark.slow
@needs_git
def test_a_repository_with_more_references_than_we_read_is_dated_by_its_head(tmp_path: Path) -> None:
    backend = Backend(tmp_path, version=0)
    resets = "".join(f"reset refs/heads/branch-of-many-{number}\nfrom :1\n\n" for number in range(8_000))
    backend.repository("o/n.git", commit().replace("\ncommitter", "\nmark :1\ncommitter", 1) + resets)
    (said,), transport = look(backend)
    assert len(backend(transport.requests[0]).body) > LARGEST
    assert (said.outcome, said.facts.default_branch) == (Outcome.PRESENT, "main")
    assert said.facts.last_commit_at == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.slow
@needs_git
def test_a_server_without_filters_that_sends_everything_is_read_no_further_than_the_commit(tmp_path: Path) -> None:
    backend = Backend(tmp_path, version=0)
    noise = "".join(f"M 644 inline {n}.bin\ndata 64\n{hash((n, 1)):064d}\n" for n in range(16_000))
    backend.repository("o/n.git", commit(files=0) + noise)
    (said,), transport = look(backend)
    assert len(backend(transport.requests[-1]).body) > LARGEST
    assert said.facts.last_commit_at == datetime.fromtimestamp(1_700_000_000, UTC)


@needs_git
@pytest.mark.parametrize("folder", ["o/n.git", "o/n"])
def test_a_forge_is_asked_with_git_at_the_end_and_then_without(tmp_path: Path, folder: str) -> None:
    backend = Backend(tmp_path)
    backend.repository(folder, commit())
    said = said_of(backend, forge("codeberg.org/o/n"))
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "codeberg.org/o/n")


# -- statuses -----------------------------------------------------------------------------------------

TEXT = {"content_type": "text/plain; charset=utf-8"}


@pytest.mark.parametrize(
    ("told", "outcome", "reason"),
    [
        (answer(401, "", www_authenticate='Basic realm="GitHub"'), Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(401, ""), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(401, "", www_authenticate='Basic realm="Proxy"'), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(404, "Not Found"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(410, "Gone"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (
            answer(403, "Access to this repository has been disabled by GitHub staff.", **TEXT),
            Outcome.BLOCKED,
            Reason.TOS,
        ),
        (answer(403, "Repository unavailable due to DMCA takedown.\nSee the", **TEXT), Outcome.BLOCKED, Reason.DMCA),
        (answer(451, ""), Outcome.BLOCKED, Reason.BLOCKED),
        (
            answer(403, "GitHub is temporarily limiting some unauthenticated downloads", **TEXT),
            Outcome.UNKNOWN,
            Reason.RATE_LIMITED,
        ),
        (answer(429, ""), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        (answer(403, "no"), Outcome.REFUSED, Reason.REFUSED),
        (answer(403, "no", retry_after="5"), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        (answer(403, "You have exceeded a secondary rate limit.", **TEXT), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        (answer(200, "<html>A page</html>", content_type="text/html"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(200, f"{HEAD}\trefs/heads/main\n", content_type="text/plain"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(302, "", location="https://login.example.org/sso/x"), Outcome.REFUSED, Reason.LOGIN),
        (answer(302, "", location="/users/sign_in"), Outcome.REFUSED, Reason.LOGIN),
        (answer(302, "", location="https://elsewhere.example.org/"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(302, ""), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(301, "", location="http://[bad"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(500, ""), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (answer(418, ""), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(999, ""), Outcome.UNKNOWN, Reason.REFUSED),
    ],
)
def test_an_answer_that_is_no_git_means(told: Answer, outcome: Outcome, reason: Reason) -> None:
    said = said_of(lambda _: told)
    assert (said.outcome, said.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("told", "outcome", "reason"),
    [
        (answer(404), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(404, "Repository not found", **TEXT), Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(404, "404 page not found\n", **TEXT), Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(404, "default backend - 404", **TEXT), Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
        (
            answer(404, {"message": "no Route matched with those values"}),
            Outcome.REFUSED,
            Reason.NOT_FOUND_OR_PRIVATE,
        ),
        (
            answer(404, "<Error><Code>NoSuchKey</Code></Error>", content_type="application/xml"),
            Outcome.REFUSED,
            Reason.NOT_FOUND_OR_PRIVATE,
        ),
        (answer(410, "Gone", **TEXT), Outcome.ABSENT, Reason.HTTP_410),
        (answer(404, "<h1>404</h1>", content_type="text/html"), Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(410, "<h1>410</h1>", content_type="text/html"), Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(401, "", www_authenticate='Basic realm="GitLab"'), Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
        (answer(200), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
    ],
)
def test_of_another_forge_an_absence_counts_as_a_git_server_says_it(
    told: Answer, outcome: Outcome, reason: Reason
) -> None:
    """Whatever serves pages answers 404 to what it does not know: only the page itself can confirm that."""
    said = said_of(lambda _: told, forge())
    assert (said.outcome, said.reason) == (outcome, reason)


def test_the_host_is_heard_in_its_own_words_where_it_writes_for_people() -> None:
    said = said_of(lambda _: answer(403, "Repository unavailable due to DMCA takedown.\nSee", **TEXT))
    assert said.detail == "Repository unavailable due to DMCA takedown. See"
    assert said.status == 403


def test_one_address_of_a_forge_that_is_missing_is_not_the_repository_missing() -> None:
    def script(request: Request) -> Answer:
        return answer(404) if ".git/" in request.url else answer(401)

    assert said_of(script, forge()).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("codeberg.org/o/n", Outcome.ABSENT),
        ("gitlab.com/group/sub/n", Outcome.ABSENT),
        ("gitlab.inria.fr/group/sub/n", Outcome.ABSENT),
        ("gitlab.com/group", Outcome.UNKNOWN),
        ("bitbucket.org/o/n/downloads", Outcome.UNKNOWN),
        ("sourceforge.net/projects/x", Outcome.UNKNOWN),
        ("tool.sourceforge.net/docs/start", Outcome.UNKNOWN),
    ],
)
def test_a_404_speaks_of_a_repository_only_where_one_could_be(target: str, outcome: Outcome) -> None:
    assert said_of(lambda _: answer(404), forge(target)).outcome is outcome


def test_a_page_beside_a_404_is_no_absence() -> None:
    def script(request: Request) -> Answer:
        return answer(200, "<html>") if ".git/" in request.url else answer(404)

    assert said_of(script, forge()).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("garbled", [answer(200, "<html>", content_type="text/html"), answer(400), answer(500)])
def test_trouble_at_an_address_is_not_forgotten_where_another_one_has_no_git(garbled: Answer) -> None:
    def script(request: Request) -> Answer:
        return garbled if ".git/" in request.url else answer(404, "<html>", content_type="text/html")

    said = said_of(script, forge("codeberg.org/o/n"))
    assert (said.outcome, said.reason in (Reason.BAD_RESPONSE, Reason.SERVER_ERROR)) == (Outcome.UNKNOWN, True)


def test_a_repository_at_its_second_address_is_there_whatever_the_first_one_says() -> None:
    inner = server()

    def script(request: Request) -> Answer:
        return answer(200, "<html>", content_type="text/html") if ".git/" in request.url else inner(request)

    assert said_of(script, forge("codeberg.org/o/n")).outcome is Outcome.PRESENT


def test_a_name_that_github_cannot_have_is_not_asked_for() -> None:
    (said,), transport = look(lambda _: answer(404), repo("o/.."))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_LINK)
    assert not transport.requests


# -- what is there though not all of it is told -------------------------------------------------------


@pytest.mark.parametrize("status", [401, 403, 404, 405, 410])
def test_a_repository_that_is_advertised_and_not_listed_is_there(status: int) -> None:
    said = said_of(server(listed=answer(status)))
    assert (said.outcome, said.status) == (Outcome.PRESENT, status)
    assert (said.facts.empty, said.facts.name) == (None, "o/n")


GATEWAYS = [
    answer(404, "<html>", content_type="text/html"),
    answer(404, "404 page not found\n", **TEXT),
    answer(404, {"message": "no Route matched with those values"}),
]


@pytest.mark.parametrize("told", GATEWAYS)
def test_a_gateways_word_in_the_place_of_a_list_hides_what_is_there_for_a_day(told: Answer) -> None:
    said = said_of(server(listed=told))
    assert (said.outcome, said.reason) == (Outcome.PRESENT, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    "fetched",
    [
        answer(401),
        answer(500),
        answer(302, location="/login"),
        answer(200, "<html>", content_type="text/html"),
        git_answer(b"0000"),
        git_answer(line("packfile\n"), line(b"\x03no such commit"), b"0000"),
    ],
)
def test_a_refused_fetch_takes_nothing_from_what_was_seen(fetched: Answer) -> None:
    said = said_of(server(fetched=fetched))
    assert (said.outcome, said.facts.head, said.facts.default_branch) == (Outcome.PRESENT, HEAD, "main")
    assert said.facts.last_commit_at is None


@pytest.mark.parametrize(
    ("fetched", "reason"),
    [
        (answer(401), Reason.OK),
        (answer(405), Reason.OK),
        (answer(400, "not allowed"), Reason.BAD_RESPONSE),
        (answer(404, "<html>", content_type="text/html"), Reason.BAD_RESPONSE),
        (answer(403, "<html>", content_type="text/html"), Reason.BAD_RESPONSE),
        *((told, Reason.BAD_RESPONSE) for told in GATEWAYS),
        (answer(302, location="/maintenance"), Reason.BAD_RESPONSE),
        (answer(200, '{"data": {' + " " * LARGEST, content_type="application/json"), Reason.BAD_RESPONSE),
        (git_answer(line("packfile\n"), b" " * LARGEST), Reason.OK),  # more than we read: it stays untold
    ],
)
def test_what_a_gateway_says_in_the_place_of_objects_hides_them_for_a_day(fetched: Answer, reason: Reason) -> None:
    said = said_of(server(fetched=fetched))
    assert (said.outcome, said.reason) == (Outcome.PRESENT, reason)


# -- redirects ----------------------------------------------------------------------------------------


def moved(places: dict[str, str]) -> Script:
    inner = server()
    return lambda request: answer(301, "", location=places[request.url]) if request.url in places else inner(request)


def test_a_renamed_repository_tells_its_name_of_today() -> None:
    places = {f"https://github.com/o/n.git{REFS}": f"https://github.com/firm/new.git{REFS}"}
    (said,), transport = look(moved(places))
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "firm/new")
    assert transport.urls[2] == "https://github.com/firm/new.git/git-upload-pack", "it is listed where it is today"


def test_a_redirect_in_githubs_own_words_is_followed_at_the_base() -> None:
    places = {f"https://mirror.example.org/o/n.git{REFS}": f"https://github.com/firm/new.git{REFS}"}
    (said,), transport = look(moved(places), REPROLINKS_GITHUB_WEB="https://mirror.example.org")
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "firm/new")
    assert all(url.startswith("https://mirror.example.org/") for url in transport.urls)


def test_a_chain_of_redirects_ends_after_five() -> None:
    places = {f"https://github.com/o/n{i}.git{REFS}": f"/o/n{i + 1}.git{REFS}" for i in range(9)}
    (far, near), _ = look(moved(places), repo("o/n0"), repo("o/n4"))
    assert (far.outcome, far.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert (near.outcome, near.facts.name) == (Outcome.PRESENT, "o/n9")


@pytest.mark.parametrize(
    "location",
    [
        f"https://evil.example.org/o/n.git{REFS}",
        f"https://github.com:22/o/n.git{REFS}",
        f"http://github.com/o/n.git{REFS}",
        "https://github.com/o/n",
    ],
)
def test_no_redirect_leads_away_from_the_host_or_from_git(location: str) -> None:
    (said,), transport = look(lambda _: answer(301, "", location=location))
    assert said.outcome is Outcome.UNKNOWN
    assert len(transport.requests) == 1


def test_a_forge_may_move_to_its_name_with_www() -> None:
    places = {f"https://modelscope.cn/o/n.git{REFS}": f"https://www.modelscope.cn/o/n.git{REFS}"}
    said = said_of(moved(places), forge("modelscope.cn/o/n"))
    assert (said.outcome, said.facts.name) == (Outcome.PRESENT, "modelscope.cn/o/n")


# -- who is trusted, and what is sent -----------------------------------------------------------------


def test_a_base_is_asked_in_the_place_of_github_and_strangers_are_not_trusted() -> None:
    base = "http://127.0.0.1:8080/web"
    (_, _), transport = look(server(), repo(), forge(), REPROLINKS_GITHUB_WEB=base)
    trusted = {request.url.partition("/o/n")[0]: request.trusted for request in transport.requests}
    assert trusted == {base: True, "https://gitlab.com": False}


def test_every_answer_is_bounded_and_no_credentials_are_sent() -> None:
    _, transport = look(server(), repo(), GITHUB_TOKEN="secret", HF_TOKEN="secret")
    assert len(transport.requests) == 3
    for request in transport.requests:
        assert request.max_bytes == LARGEST
        assert "Authorization" not in request.headers
        assert request.headers["Git-Protocol"] == "version=2"
        assert "Content-Length" not in request.headers


# -- servers that lie ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "advertised",
    [
        git_answer(b"", kind="advertisement"),
        git_answer(b"zzzz", kind="advertisement"),
        git_answer(b"0003", kind="advertisement"),
        git_answer(b"ffff" + b"x" * 100, kind="advertisement"),
        git_answer(line("# service=git-receive-pack\n"), b"0000", kind="advertisement"),
        git_answer(line("# service=git-upload-pack\n"), b"0000", line("x"), b"0000", kind="advertisement"),
        git_answer(line("# service=git-upload-pack\n"), b"0000", line("\0\0\xff"), b"0000", kind="advertisement"),
        git_answer(line("version 2\n") * 3, kind="advertisement"),
        git_answer(b"0005x" * 100_000, kind="advertisement"),
        git_answer(b"0004" * 100_000, kind="advertisement"),
    ],
)
def test_an_advertisement_of_nonsense_is_unknown(advertised: Answer) -> None:
    said = said_of(server(advertised=advertised))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    "listed",
    [
        git_answer(b"zzzz"),
        git_answer(line("one-word-only\n"), b"0000"),
        git_answer(line("ERR access denied"), b"0000"),
        git_answer(line(b"\xff\xfe \xff\n")[:-3]),
    ],
)
def test_a_list_of_nonsense_is_unknown(listed: Answer) -> None:
    said = said_of(server(listed=listed))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


def test_names_that_could_not_be_shown_are_not_kept() -> None:
    escape = git_answer(line(f"{HEAD} HEAD symref-target:refs/heads/\x1b[2J\n"), b"0000")
    said = said_of(server(listed=escape))
    assert (said.outcome, said.facts.default_branch) == (Outcome.PRESENT, None)


def test_packs_at_other_addresses_are_not_fetched() -> None:
    """Protocol v2 lets a server name addresses for the client to fetch: a way into the network of who checks."""
    capable = git_answer(V2.body[:-4], line("packfile-uris\n"), b"0000", kind="advertisement")
    named = line(f"https://169.254.169.254/latest/meta-data sha1 {HEAD}\n")
    fetched = git_answer(line("packfile-uris\n"), named, b"0001", line("packfile\n"), b"0000")
    (said,), transport = look(server(advertised=capable, fetched=fetched))
    assert said.outcome is Outcome.PRESENT
    assert {url.partition("/o/n")[0] for url in transport.urls} == {"https://github.com"}


def test_a_side_band_without_an_end_is_cut() -> None:
    endless = git_answer(line("packfile\n"), line(b"\x02" + b"Counting objects" * 100) * 1_000)
    (said,), transport = look(server(fetched=endless))
    assert (said.outcome, said.facts.last_commit_at) == (Outcome.PRESENT, None)
    assert len(transport.requests) == 3


def test_a_list_that_was_cut_is_closed_after_its_last_whole_line() -> None:
    lines = [line("# service=git-upload-pack\n"), b"0000", line(f"{HEAD} HEAD\n"), line(f"{HEAD} refs/heads/a\n")]
    whole = b"".join(lines)
    assert whole_lines(whole[:-3]) == b"".join(lines[:-1]) + b"0000"
    assert whole_lines(whole) == whole + b"0000"
    assert whole_lines(b"") == b"0000"


def test_a_batch_is_asked_at_once_and_each_gets_its_own_answer() -> None:
    def script(request: Request) -> Answer:
        number = int(request.url.partition(".git/")[0].rpartition("n")[2])
        return answer(451) if number % 2 else answer(401, www_authenticate='Basic realm="GitHub"')

    said, _ = look(script, *(repo(f"o/n{i}") for i in range(40)))
    assert [one.outcome for one in said] == [Outcome.REFUSED, Outcome.BLOCKED] * 20


_WELCOME = answer(200, "<html>Welcome</html>", content_type="text/html")


@pytest.mark.parametrize(
    "garbled",
    [
        _WELCOME,
        answer(200, b"", content_type="application/octet-stream"),
        answer(302, "", location="https://elsewhere.example.org/x"),
        answer(400, '{"message": "not allowed"}', content_type="application/json"),
        answer(418, ""),
    ],
)
@pytest.mark.parametrize(
    "target",
    [
        "git.lab.example.org/team/tool",
        "git.lab.example.org/tool",
        "gitweb.example.org/a/deep/tool",
        "code.lab.example.org/team/tool",
        "notabug.org/team/tool",
    ],
)
def test_what_is_no_answer_of_gits_where_git_is_served_hides_what_it_holds(target: str, garbled: Answer) -> None:
    said = said_of(lambda _: garbled, forge(target))
    assert (said.outcome, said.reason, said.status) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, None)


@pytest.mark.parametrize(
    "target", ["gitlab.com/team/tool", "sourceforge.net/projects/x", "code.lab.example.org/a/page/below"]
)
def test_where_an_interface_knows_or_no_git_need_be_a_page_may_stand_alone(target: str) -> None:
    said = said_of(lambda _: _WELCOME, forge(target))
    assert (said.outcome, said.reason, said.status) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, 200)


@pytest.mark.parametrize("strange", [answer(302, "", location="https://elsewhere.example.org/x"), answer(400)])
@pytest.mark.parametrize("file", ["HEAD", "objects/info/packs"])
def test_an_answer_in_the_place_of_a_file_is_no_absence_of_it(file: str, strange: Answer) -> None:
    """An empty list beside a pack that could not be asked for makes no repository empty."""

    def script(request: Request) -> Answer:
        if request.url.endswith(file):
            return strange
        return answer(200, "ref: refs/heads/main\n" if request.url.endswith("/HEAD") else "", **TEXT)

    said = said_of(script, forge("git.lab.example.org/team/tool"))
    assert (said.outcome, said.reason, said.status) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, None)
