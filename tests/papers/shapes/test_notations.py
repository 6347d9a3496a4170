"""YAML and TOML that hold records of papers, and what is none of it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import InputError
from checker.model import BadRecord, Paper
from checker.papers.detection import recognise
from checker.papers.exchange.data_files import TOML, YAML
from checker.papers.registry import READERS
from checker.papers.streams.unpacking import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

ARXIV = "https://arxiv.org/abs/2301.0000"
PAPERS = """papers:
  - title: Newts
    code: https://github.com/newts/pond
  - title: Toads
    code: https://github.com/toads/pond
"""


def read(content: str) -> list[object]:
    """What is recognised and read of a file."""
    data = content.encode()
    return list(recognise(data[:HEAD], "s", READERS).read(io.BytesIO(data), "s"))


def titles(content: str) -> list[str]:
    return [one.title for one in read(content) if isinstance(one, Paper)]


@pytest.mark.parametrize(
    "content",
    [
        PAPERS,
        PAPERS.replace("  - ", "- ").replace("    ", "  "),
        PAPERS.removeprefix("papers:\n"),
        f"---\n# ours\n{PAPERS}",
        "---\ntitle: Newts\ncode: https://github.com/newts/pond\n---\ntitle: Toads\nyear: 2021\n---\n",
        "# ours\ntitle: Newts\nyear: 2021\n---\n# theirs\ntitle: Toads\nabstract: |\n  Toads leap.\n\n  ---\n...\n",
        "---\n- title: Newts\n  year: 2021\n---\n- title: Toads\n  year: 2020\n",
        "n1:\n  title: Newts\n  code: https://github.com/newts/pond\nt2:\n  title: Toads\n  year: 2021\n",
        "2021:\n  - {title: Newts, year: 2021}\n2020:\n  - {title: Toads, year: 2020}\n",
        '[[papers]]\ntitle = "Newts"\ncode = "https://github.com/newts/pond"\n[[papers]]\ntitle = "Toads"\n',
    ],
)
def test_records_are_papers_wherever_they_stand(content: str) -> None:
    assert titles(content) == ["Newts", "Toads"]


def test_a_beginning_that_ends_in_the_middle_of_a_record_is_recognised() -> None:
    record = "  - title: Newts\n    abstract: {}\n    code: https://github.com/newts/pond\n"
    long = "papers:\n" + "".join(record.format("wet " * (number % 50)) for number in range(1_000))
    assert len(titles(long)) == 1_000


@pytest.mark.parametrize(
    "content",
    [
        f"# Papers\n\n- Newts: swim [pdf]({ARXIV}1) [code](https://github.com/n/p)\n- Toads: leap [pdf]({ARXIV}2)\n",
        f"---\ntitle: Ours\nlayout: page\n---\n\n- [Newts]({ARXIV}1), 2023\n- [Toads]({ARXIV}2), 2023\n",
    ],
)
def test_a_list_in_markdown_is_no_yaml(content: str) -> None:
    assert recognise(content.encode(), "s", READERS).name == "markdown-list"


@pytest.mark.parametrize(
    "body",
    [
        "Newts swim in ponds, and the pond of https://github.com/newts/pond is deep.\n",
        "# Newts\n\nIn ponds: https://github.com/newts/pond\n",
        "Abstract: newts swim.\nCode: https://github.com/newts/pond\n",
        "- Newts: in ponds\n- Title: toads\n",
        "",
    ],
    ids=["prose", "heading", "keys", "list", "nothing"],
)
def test_a_text_under_front_matter_is_one_paper(body: str) -> None:
    assert titles(f"---\ntitle: Ours\nyear: 2021\n---\n{body}") == ["Ours"]


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"- name: Ann {number}\n  url: https://github.com/ann{number}\n" for number in range(9)),
        "lamp:\n  watts: 40\n  colour: warm\ncamera:\n  every: 30 s\nsites:\n  - name: north\n    at: 1\n",
        "a: &a [x, x]\nb: &b [*a, *a]\ntitle: Newts\nc: &c [*b, *b]\nd: [*c, *c]\n",
    ],
)
def test_other_yaml_is_refused_and_named(content: str) -> None:
    with pytest.raises(InputError, match="YAML"):
        read(content)


@pytest.mark.parametrize(
    "breaks",
    ["A survey: newts", '"Newts" in ponds', "*newts", "[newts", "!!python/name:os.system"],
)
def test_broken_yaml_is_no_list_in_markdown(breaks: str) -> None:
    record = "- title: {}\n  authors: N. Pond, T. Reed\n  code: https://github.com/newts/pond\n  url: {}{}\n"
    some = [record.format(breaks if number == 3 else f"Newts of pond {number}", ARXIV, number) for number in range(6)]
    with pytest.raises(InputError, match="seems to be YAML"):
        read("".join(some))


@pytest.mark.parametrize(
    ("written", "paper_id", "published"),
    [
        ("arxiv: 2310.15510\n  year: 2023", "2310.15510", "2023"),
        ("id: 010\n  date: 2023-00-00", "010", "2023"),
        ("id: 1e3\n  date: 2023-04-05", "1e3", "2023-04-05"),
        ("id: no\n  year: ~", "no", ""),
        ("pmid: 123\n  date: 2022-02-03 04:05:06 +02:00", "pmid:123", "2022-02-03"),
    ],
)
def test_numbers_and_dates_of_yaml_are_as_they_are_written(written: str, paper_id: str, published: str) -> None:
    (paper,) = read(f"- title: On\n  code: https://github.com/newts/pond\n  {written}\n")
    assert isinstance(paper, Paper)
    assert (paper.id, paper.title, paper.published) == (paper_id, "On", published)


def test_numbers_of_toml_are_as_they_are_written() -> None:
    (paper,) = read('[[papers]]\ntitle = "Newts"\narxiv = 2310.15510\nyear = 2023\n')
    assert isinstance(paper, Paper)
    assert (paper.id, paper.published) == ("2310.15510", "2023")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (f"a: &a [x]\n{PAPERS}more: *a\n", "aliases"),
        ("- title: Newts\n  deep: " + "[" * 40 + "]" * 40 + "\n", "nested too deeply"),
        ("- title: [\n", "broken"),
        ("- size: 3\n  colour: red\n", "no key is a title"),
    ],
    ids=["aliases", "deep", "broken", "nothing like a paper"],
)
def test_yaml_that_is_asked_for_by_name_is_told_why_it_is_not_read(content: str, why: str) -> None:
    found = list(YAML.read(io.BytesIO(content.encode()), "s"))
    assert isinstance(found[-1], BadRecord)
    assert why in found[-1].why


def test_what_stands_before_a_break_is_read() -> None:
    *papers, bad = YAML.read(io.BytesIO(f"{PAPERS}  - title: [\n".encode()), "s")
    assert [one.title for one in papers if isinstance(one, Paper)] == ["Newts", "Toads"]
    assert bad == BadRecord("s", 0, "YAML after record 2: it is broken, nested too deeply or has aliases")


WET = "wet " * 20_000


@pytest.mark.parametrize("mark", ["- ", "---\n"])
def test_a_long_file_is_parsed_in_parts(mark: str) -> None:
    longest: list[int] = []

    def counted(part: str) -> Sequence[Any] | None:
        longest.append(len(part))
        return YAML.values(part)

    record = f"{mark}title: Newts\n  abstract: {WET}\n".replace("\n  ", "\n" if mark == "---\n" else "\n  ")
    papers = list(replace(YAML, values=counted).read(io.BytesIO(record.encode() * 100), "s"))
    assert [one.title for one in papers if isinstance(one, Paper)] == ["Newts"] * 100
    assert max(longest) < 3 * len(record)


def test_a_text_of_several_lines_is_no_border_between_parts() -> None:
    content = f'- title: Newts\n  abstract: "{WET}\n- title: no paper"\n- title: Toads\n'
    papers = list(YAML.read(io.BytesIO(content.encode()), "s"))
    assert [one.title for one in papers if isinstance(one, Paper)] == ["Newts", "Toads"]


def test_what_stands_before_the_part_that_breaks_is_read() -> None:
    content = f"- title: Newts\n  abstract: {WET}\n- title: Toads\n- title: [\n"
    *papers, bad = YAML.read(io.BytesIO(content.encode()), "s")
    assert [one.title for one in papers if isinstance(one, Paper)] == ["Newts", "Toads"]
    assert isinstance(bad, BadRecord)
    assert bad.why.startswith("YAML after record 2")


def test_a_file_too_long_to_be_parsed_is_refused() -> None:
    with pytest.raises(InputError, match="4 MiB"):
        list(YAML.read(io.BytesIO(b"- title: " + b"x" * 2**22), "s"))


def test_a_record_that_is_none_costs_itself() -> None:
    first, second = YAML.read(io.BytesIO(b"- title: Newts\n- [1, 2]\n"), "s")
    assert isinstance(first, Paper)
    assert second == BadRecord("s", 0, "record 2: no fields with names")


def test_dates_of_toml_are_dates() -> None:
    (paper,) = TOML.read(io.BytesIO(b'[[papers]]\ntitle = "Newts"\ndate = 2021-05-04\n'), "s")
    assert isinstance(paper, Paper)
    assert paper.published == "2021-05-04"
