"""Letters are polite drafts: a paper each, facts and dates, what would help; nothing is overwritten unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.model import Kind, Ownership
from checker.reports.forms.letters import file_name, letters
from checker.reports.protocol import FormOptions
from tests.reports.moths import COPY, Moth, account, database

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]


def written(path: Path, keep: tuple[str, ...] = (), **how: object) -> dict[str, str]:
    with account(path, FormOptions(keep=keep)) as told:
        return {one.file: one.text for one in letters(told, **how)}  # type: ignore[arg-type]  # as the test names them


def test_a_letter_says_what_was_seen_when_and_where_a_copy_is(moths: Path) -> None:
    text = written(moths)["2403.00002.txt"]
    assert text.startswith(
        'To: the authors of "On Moth 2"\nSubject: The code link of your paper arXiv:2403.00002\n\n'
    )
    said = " ".join(text.split())
    assert 'On 2 November 2026 and again on 30 November 2026 it answered "404 Not Found".' in said
    assert "It last worked when we looked on 5 October 2026." in said
    assert "you may well have a reason for either" in said
    assert f"Software Heritage holds a copy of 1 March 2026: {COPY}" in said
    assert "make the repository public again, or tell us its new address;" in said
    assert "Nobody is ranked by it." in said
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 72


@pytest.mark.parametrize("state", ["gone, said with 200", "gone, said with 401"])
def test_an_answer_whose_status_says_something_else_is_told_in_words(state: str, tmp_path: Path) -> None:
    (text,) = written(database(tmp_path / "a.db", [Moth("lab/lost", (state,))])).values()
    assert "its host said that there is nothing" in " ".join(text.split())
    assert not {"answered", "OK", "Unauthorized"} & set(text.split())


def test_only_what_is_certain_is_written_about_unless_the_rest_is_asked_for(moths: Path) -> None:
    certain = {"2403.00002.txt", "2403.00005.txt", "2403.00006.txt", "2403.00007.txt", "2403.00009.txt"}
    assert set(written(moths)) == certain
    more = written(moths, unconfirmed=True)
    assert set(more) - certain == {"2403.00003.txt"}
    assert "we have seen this once" in " ".join(more["2403.00003.txt"].split())


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("2403.00005.txt", "Its host has blocked it after a copyright claim; we first saw so on 5 October 2026."),
        ("2403.00006.txt", "It exists, and has held neither code nor data whenever we looked since 5 October 2026."),
        ("2403.00007.txt", "It exists, and has held no content whenever we looked since 5 October 2026."),
        ("2403.00009.txt", "Since 30 November 2026 another repository stands at this address"),
    ],
)
def test_each_trouble_has_its_own_words(file: str, words: str, moths: Path) -> None:
    assert words in " ".join(written(moths)[file].split())


def test_nobody_is_written_to_about_what_is_not_theirs_or_young_or_unknown(tmp_path: Path) -> None:
    moths = [
        Moth("tools/lost", ("gone",), ownership=Ownership.THIRD_PARTY),
        Moth("lab/unsure", ("gone",), ownership=Ownership.UNCLEAR),
        Moth("lab/young", ("empty",), published="2026-10-20"),
        Moth("lab/silent", ("unknown",), Kind.OTHER),
        Moth("lab/mine"),
    ]
    assert written(database(tmp_path / "a.db", moths)) == {}


def test_a_paper_gets_one_letter_on_all_its_links(tmp_path: Path) -> None:
    moths = [Moth("lab/a", ("gone",), paper_id="10.1234/Moth"), Moth("lab/b", ("empty",), paper_id="10.1234/Moth")]
    (text,) = written(database(tmp_path / "a.db", moths)).values()
    assert "Subject: The code links of your paper doi:10.1234/" in text
    assert text.index("https://github.com/lab/a") < text.index("https://github.com/lab/b")
    assert "your paper names these addresses for its code:" in text


def test_kept_columns_are_printed_only_where_they_are_asked_for(moths: Path) -> None:
    assert "x.example" not in "".join(written(moths).values())
    assert written(moths, keep=("email",))["2403.00002.txt"].startswith("To: moth2@x.example\n")
    shape = "{{ kept.track }}: {{ title }} of {{ published | date }} by {{ authors }}"
    assert written(moths, keep=("track",), template=shape)["2403.00002.txt"] == (
        "Track 2: On Moth 2 of 2 March 2024 by K. Kowalczyk; A. Adeyemi\n"
    )


@pytest.mark.parametrize(
    "shape",
    [
        "{{ to ",
        "{{ nobody }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ links.clear() }}",
        "{% include '/etc/passwd' %}",
        "{{ 1 / 0 }}",
        "{{ to() }}",
        "{{ subject | unheard_of }}",
    ],
)
def test_a_template_that_can_not_be_used_is_one_line_of_trouble(shape: str, moths: Path) -> None:
    with pytest.raises(UsageError, match="The template can't be used"):
        written(moths, template=shape)


@given(st.lists(st.text(max_size=30), max_size=5))
def test_file_names_are_safe_and_distinct_whatever_the_ids(ids: list[str]) -> None:
    taken: set[str] = set()
    names = [file_name(one, taken) for one in dict.fromkeys(ids)]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert Path(name).name == name
        assert name.removesuffix(".txt").isascii()
        assert not name.startswith((".", "-"))
        assert len(name) <= 120


@pytest.mark.parametrize(
    ("paper_id", "name"),
    [
        ("2403.01187", "2403.01187.txt"),
        ("cs/0112017", "cs_0112017.txt"),
        ("10.1234/a.b-c", "10.1234_a.b-c.txt"),
        ("../../etc/passwd", "etc_passwd.txt"),
        ("CON", "_CON.txt"),
        ("nul.x", "_nul.x.txt"),
        ("論文", "paper.txt"),
        ("", "paper.txt"),
    ],
)
def test_the_name_of_a_letter_is_the_papers_id_as_far_as_files_go(paper_id: str, name: str) -> None:
    assert file_name(paper_id, set()) == name


def test_nothing_is_overwritten_unasked_and_nothing_half_written(reprolinks: Command, moths: Path) -> None:
    def write(*more: str) -> tuple[int, str]:
        code, printed, said = reprolinks("report", "--db", str(moths), "--format", "letters", "-o", "out", *more)
        assert printed == ""
        return code, said

    assert write() == (0, "5 letters in out.\n")
    assert write() == (0, "5 letters in out.\n"), "the same letters may stand where they are"
    mine = Path("out/2403.00002.txt")
    mine.write_text("Dear Karolina,\n", "utf-8")
    Path("out/2403.00005.txt").unlink()
    code, said = write()
    assert (code, "would be overwritten" in said, "2403.00002.txt" in said) == (2, True, True)
    assert mine.read_text("utf-8") == "Dear Karolina,\n"
    assert not Path("out/2403.00005.txt").exists()
    assert write("--force")[0] == 0
    assert mine.read_text("utf-8").startswith("To: ")


def test_letters_need_a_folder(reprolinks: Command, moths: Path) -> None:
    for output in ((), ("-o", "-")):
        code, _, said = reprolinks("report", "--db", str(moths), "--format", "letters", *output)
        assert code == 2
        assert "-o letters/" in said
    Path("file").write_text("x", "utf-8")
    assert reprolinks("report", "--db", str(moths), "--format", "letters", "-o", "file")[0] == 2
    assert reprolinks("report", "--db", str(moths), "--format", "letters", "-o", "a", "--template", "none")[0] == 2


def test_no_letter_is_no_folder(reprolinks: Command, tmp_path: Path) -> None:
    fine = database(tmp_path / "fine.db", [Moth("lab/fine")])
    code, _, said = reprolinks("report", "--db", str(fine), "--format", "letters", "-o", "out")
    assert (code, said) == (0, "No paper needs a letter.\n")
    assert not Path("out").exists()
