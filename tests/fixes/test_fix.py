"""Files are mended where links stand, by what the database knows, and nowhere else."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.fixes.files import FixedFile, fixed_file
from checker.fixes.notations import regions
from tests.fixes.known import known


def mend(text: str | bytes, name: str = "list.md", *, archived: bool = False) -> FixedFile:
    data = text if isinstance(text, bytes) else text.encode()
    found = fixed_file(data, name, known, archived=archived)
    assert found is not None
    return found


def after(text: str, name: str = "list.md", *, archived: bool = False) -> str:
    return mend(text, name, archived=archived).after.decode()


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("https://github.com/old/tool", "https://github.com/new_home/tool-2"),
        ("http://www.github.com/Old/Tool/", "http://www.github.com/new_home/tool-2/"),
        ("github.com/old/tool.git", "github.com/new_home/tool-2.git"),
        ("git@github.com:old/tool.git", "git@github.com:new_home/tool-2.git"),
        (
            "https://github.com/old/tool/blob/dev/a_b.py?raw=1#L3",
            "https://github.com/new_home/tool-2/blob/dev/a_b.py?raw=1#L3",
        ),
        (
            "https://raw.githubusercontent.com/old/tool/main/x",
            "https://raw.githubusercontent.com/new_home/tool-2/main/x",
        ),
        (
            "https://colab.research.google.com/github/old/tool/blob/main/a.ipynb",
            "https://colab.research.google.com/github/new_home/tool-2/blob/main/a.ipynb",
        ),
        ("https://huggingface.co/lab/small/tree/main", "https://huggingface.co/house/small/tree/main"),
        ("https://gitlab.com/group/part/old.git", "https://gitlab.com/group/part/new.git"),
    ],
)
def test_a_moved_repository_gets_its_name_of_today_and_keeps_all_else(before: str, expected: str) -> None:
    assert after(f"See {before} for it.") == f"See {expected} for it."


def test_a_name_that_moved_twice_is_followed_to_its_end() -> None:
    assert after("https://github.com/first/name") == "https://github.com/third/name"


def test_an_address_that_does_not_work_as_printed_gets_the_form_that_does() -> None:
    assert after("See http://www.lab.example/tool.") == "See http://lab.example/tool."
    assert after("See www.lab.example/bare") == "See lab.example/bare", "no scheme was printed, and none is added"
    assert after("http://lab.example/tool", archived=True) == "http://lab.example/tool", "this form works"
    assert after("http://lab.example/fine") == "http://lab.example/fine", "never another scheme unasked"


def test_a_copy_is_put_in_only_on_wish_and_only_for_what_is_gone_for_certain() -> None:
    text = "https://github.com/lost/code and https://github.com/lost/once and https://github.com/lost/nothing"
    assert mend(text).changes == ()
    assert len(mend(text).unchanged) == 3
    found = mend(text, archived=True)
    copy = "https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/lost/code"
    assert found.after.decode() == text.replace("https://github.com/lost/code", copy)
    assert "seen only once" in found.notes(found.unchanged)[0]


def test_what_was_reused_is_never_changed_by_a_machine() -> None:
    found = mend("https://github.com/taken/name", archived=True)
    assert (found.changes, found.before) == ((), found.after)
    assert "something else today" in found.notes(found.unchanged)[0]


def test_a_reading_that_is_not_the_printed_one_is_left_to_a_human() -> None:
    found = mend("at github.com/line/n-\next.", "a.txt", archived=True)
    assert found.changes == ()
    assert "is read as line/next, because line/n-ext does not exist" in found.notes(found.unchanged)[0]


def test_what_is_unknown_or_never_checked_is_no_reason_to_change() -> None:
    for target in ("unknown/moved", "never/heard", "fine/here"):
        found = mend(f"https://github.com/{target}")
        assert (found.changes, found.unchanged) == ((), ())


def test_a_name_of_today_that_no_name_can_be_is_not_written() -> None:
    assert mend("https://github.com/evil/name").changes == ()


NEW, PLAIN = "new_home/tool-2", "https://github.com/old/tool"


@pytest.mark.parametrize(
    ("name", "before", "expected"),
    [
        ("a.md", "[old/tool](https://github.com/old/tool)", f"[old/tool](https://github.com/{NEW})"),
        ("a.md", "<!-- https://github.com/old/tool -->", "<!-- https://github.com/old/tool -->"),
        ("a.md", "[x]: https://github.com/old/tool 'T'", f"[x]: https://github.com/{NEW} 'T'"),
        (
            "a.md",
            '<a href="https://github.com/old/tool?a=1&amp;b">',
            f'<a href="https://github.com/{NEW}?a=1&amp;b">',
        ),
        ("a.md", r"https://github.com/under\_score/x\_y", r"https://github.com/line\_up/x\_z"),
        ("a.html", f"<p>{PLAIN}</p><!-- {PLAIN} -->", f"<p>https://github.com/{NEW}</p><!-- {PLAIN} -->"),
        ("a.html", f"<a href='{PLAIN}?x=1&amp;y=2'>t</a>", f"<a href='https://github.com/{NEW}?x=1&amp;y=2'>t</a>"),
        ("a.html", f"<a href={PLAIN}>t</a>", f"<a href=https://github.com/{NEW}>t</a>"),
        ("a.html", f"<script>u='{PLAIN}'</script>", f"<script>u='{PLAIN}'</script>"),
        ("a.tex", rf"\url{{{PLAIN}}}", rf"\url{{https://github.com/{NEW}}}"),
        ("a.tex", rf"\href{{{PLAIN}}}{{code}}", rf"\href{{https://github.com/{NEW}}}{{code}}"),
        ("a.tex", r"\href{https://github.com/under\_score/x\_y}{t}", r"\href{https://github.com/line\_up/x\_z}{t}"),
        ("a.tex", f"see {PLAIN}.", r"see https://github.com/new\_home/tool-2."),
        ("a.tex", r"at https://github.com/under\_score/x\_y", r"at https://github.com/line\_up/x\_z"),
        ("a.tex", rf"50\% {PLAIN} % {PLAIN}", rf"50\% https://github.com/new\_home/tool-2 % {PLAIN}"),
        ("a.tex", rf"\verb|{PLAIN} % x|", rf"\verb|https://github.com/{NEW} % x|"),
        (
            "a.tex",
            f"\\begin{{verbatim}}\n% {PLAIN}\n\\end{{verbatim}}",
            f"\\begin{{verbatim}}\n% https://github.com/{NEW}\n\\end{{verbatim}}",
        ),
        ("a.bib", f"@misc{{a, url = {{{PLAIN}}}}}", f"@misc{{a, url = {{https://github.com/{NEW}}}}}"),
        ("a.bib", f'@misc{{a,\n note = "{PLAIN}"}}', '@misc{a,\n note = "https://github.com/new\\_home/tool-2"}'),
        ("a.csv", f'x,"{PLAIN}",y', f'x,"https://github.com/{NEW}",y'),
        ("a.csv", f"id;code\n1;{PLAIN};z", f"id;code\n1;https://github.com/{NEW};z"),
        ("a.tsv", f"id\tcode\n1\t{PLAIN}\t2", f"id\tcode\n1\thttps://github.com/{NEW}\t2"),
        ("a.jsonl", r'{"u": "https:\/\/github.com\/old\/tool"}', r'{"u": "https:\/\/github.com\/new_home\/tool-2"}'),
        (
            "a.rst",
            f"`code <{PLAIN}>`_ and {PLAIN}",
            f"`code <https://github.com/{NEW}>`_ and https://github.com/{NEW}",
        ),
        ("a.txt", f"{PLAIN}, {PLAIN}", f"https://github.com/{NEW}, https://github.com/{NEW}"),
    ],
)
def test_each_notation_keeps_its_own_marks(name: str, before: str, expected: str) -> None:
    assert after(before, name) == expected


def test_a_copy_with_the_separator_of_a_table_is_quoted_where_it_stands() -> None:
    copy = "https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/lost/code"
    text = "id;code\n1;https://github.com/lost/code\n2;see https://github.com/lost/code here\n"
    wanted = f'id;code\n1;"{copy}"\n2;see {copy.replace(";", "%3B")} here\n'
    assert after(text, "a.csv", archived=True) == wanted
    assert after("https://github.com/lost/code", "a.csv", archived=True) == f'"{copy}"', "its one column stays one"


def test_an_address_is_escaped_as_its_notation_needs() -> None:
    text = "https://github.com/lost/page"
    assert after(f"<a href='{text}'>", "a.html", archived=True) == (
        "<a href='https://web.archive.example/?a=1&amp;b=it&#39;s'>"
    )
    assert after(f"see {text} now", "a.tex", archived=True) == r"see https://web.archive.example/?a=1\&b=it's now"
    assert after(rf"\url{{{text}}}", "a.tex", archived=True) == r"\url{https://web.archive.example/?a=1&b=it's}"


def test_a_byte_order_mark_is_no_part_of_a_cell() -> None:
    copy = "https://archive.softwareheritage.org/swh:1:snp:00;origin=https://github.com/lost/code"
    assert after("\ufeffhttps://github.com/lost/code,b", "a.csv", archived=True) == f'\ufeff"{copy}",b'


def test_what_names_several_in_braces_is_only_told() -> None:
    found = mend("https://github.com/lost/{code,nothing} and https://github.com/old/{tool,thing}", archived=True)
    assert found.changes == ()
    assert [note.partition(": ")[2].partition(" is ")[0] for note in found.notes(found.unchanged)] == [
        *("lost/code", "lost/nothing", "old/tool")
    ]


def test_the_notation_of_an_unknown_ending_is_seen_in_the_text() -> None:
    assert after(f"<html><p>{PLAIN}<!-- {PLAIN} -->", "page").endswith(f"<!-- {PLAIN} -->")
    assert r"new\_home" in after(f"\\documentclass{{a}}\n{PLAIN}", "paper")
    assert r"new\_home" in after(f"@misc{{key, note={{{PLAIN}}}}}", "refs")


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04", b"a\0b", b"\xff\xfeab\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert fixed_file(data, "a", known, archived=False) is None


PIECES = st.sampled_from(
    (
        *(
            f"https://github.com/{target}"
            for target in ("old/tool", "fine/here", "lost/code", "taken/name", "under_score/x_y")
        ),
        *("http://www.lab.example/tool", "www.lab.example/bare", "https://gitlab.com/group/part/old.git"),
        *(
            r"\url{https://github.com/old/tool}",
            "](https://github.com/old/tool)",
            '<a href="http://www.lab.example/tool">',
        ),
        *(
            '"',
            ",",
            "\r\n",
            "\n",
            "\r",
            " ",
            "é",
            "\ufeff",
            "{",
            "}",
            "%",
            "&amp;",
            "\\_",
            "<!--",
            "-->",
            "|",
            "\U0001f600",
        ),
        *("https://github.com/old/", "tool", ".git", "/tree/main", "- "),
    )
)
NAMES = st.sampled_from(("a.md", "a.html", "a.tex", "a.bib", "a.csv", "a.txt", "a.jsonl", "a.rst", "a"))
CODES = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "latin-1"))


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join), NAMES, CODES, st.booleans())
def test_all_bytes_but_those_of_links_stay_and_nothing_is_changed_twice(
    text: str, name: str, code: str, archived: bool
) -> None:
    data = text.encode(code, "replace")
    found = fixed_file(data, name, known, archived=archived)
    assert found is not None
    rest, at = found.after, 0
    for change in found.spans():
        kept = data[at : change.start]
        assert rest.startswith(kept + change.new)
        rest, at = rest[len(kept) + len(change.new) :], change.end
    assert rest == data[at:]
    again = fixed_file(found.after, name, known, archived=archived)
    assert again is not None
    assert again.after == found.after
    assert again.changes == ()


@given(st.lists(PIECES, max_size=14).map("".join), NAMES)
def test_regions_stand_in_order_and_never_overlap(text: str, name: str) -> None:
    at = 0
    for region in regions(text, name):
        assert at <= region.start <= region.end <= len(text)
        at = region.end


BROKEN_OVER_LINES = "at github.com/\nlost/code x\n" + "\n" * 12 + "https://github.com/old/tool\n"


@settings(max_examples=25)
@example(BROKEN_OVER_LINES, "a.txt", "utf-8")
@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(("a.md", "a b.tex", 'ü"x.csv')), CODES)
def test_git_makes_of_the_patch_what_is_written(text: str, name: str, code: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode(code, "replace"))
        found = fixed_file(path.read_bytes(), name, known, archived=True)
        assert found is not None
        patch = found.patch(name)
        if patch:
            subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=folder, input=patch, check=True)
        assert path.read_bytes() == found.after


def test_a_place_is_that_of_extract() -> None:
    found = mend("\ufeffA\r\nB\rC https://github.com/old/tool")
    assert found.notes(found.changes)[0].startswith("3:3: old/tool is new_home/tool-2 today")
    found = mend("\ufeffhttps://github.com/old/tool")
    assert found.notes(found.changes)[0].startswith("1:1: ")


def test_a_hunk_counts_the_lines_that_an_earlier_one_took_away() -> None:
    patch = mend(BROKEN_OVER_LINES, "a.txt", archived=True).patch("a.txt").decode()
    heads = [line for line in patch.splitlines() if line.startswith("@@")]
    assert heads == ["@@ -1,5 +1,4 @@", "@@ -12,4 +11,4 @@"]
