"""Where an address ends: before the marks, brackets and words that are its sentence's, a table's or its markup's."""

from __future__ import annotations

import pytest

from checker.links.addresses.trim import trimmed


def ends(run: str, before: str = "", after: str = "") -> str:
    """What is left of a run of characters in which an address begins."""
    text = before + run + after
    return text[len(before) : trimmed(text, len(before), len(before) + len(run), before)]


@pytest.mark.parametrize("mark", [*".,;:!?'*~\u2026\u200b\ufeff\u00ad", ".,", "...", "?!", ".)", "),", ")]."])
def test_marks_after_an_address_are_its_sentences(mark: str) -> None:
    assert ends(f"lab.org/x-1{mark}") == "lab.org/x-1"


@pytest.mark.parametrize(
    ("run", "address"),
    [
        ("lab.org/x_(a)", "lab.org/x_(a)"),
        ("lab.org/x_(a))", "lab.org/x_(a)"),
        ("lab.org/x[1]", "lab.org/x[1]"),
        ("lab.org/x(a(b)c)d", "lab.org/x(a(b)c)d"),
        ("lab.org/x)y", "lab.org/x"),
        ("lab.org/x]y(z)", "lab.org/x"),
        ("lab.org/x(y", "lab.org/x"),
        ("lab.org/x(y[z", "lab.org/x"),
        ("lab.org/x(y)[z", "lab.org/x(y)"),
        ("lab.org/x" + "(y" * 20, "lab.org/x"),
    ],
)
def test_brackets_are_the_addresss_own_where_both_are_in_it(run: str, address: str) -> None:
    assert ends(run) == address


@pytest.mark.parametrize(
    ("run", "address"),
    [
        ("lab.org/a.html,done", "lab.org/a.html"),
        ("lab.org/a.HTM,done", "lab.org/a.HTM"),
        ("lab.org/a.php,done", "lab.org/a.php"),
        ("lab.org/a.pdf,done", "lab.org/a.pdf"),
        ("lab.org/a.zip,done", "lab.org/a.zip"),
        ("lab.org/a.tar.gz,done", "lab.org/a.tar.gz"),
        ("lab.org/a.git,done", "lab.org/a.git"),
        ("lab.org/a,200", "lab.org/a"),
        ("lab.org/a,404,gone", "lab.org/a"),
        ("lab.org/a,600", "lab.org/a,600"),
        ("lab.org/a,2000", "lab.org/a,2000"),
        ("lab.org/a,b", "lab.org/a,b"),
        ("lab.org/a.txt,b", "lab.org/a.txt,b"),
    ],
)
def test_the_next_cell_of_a_table_is_no_part_of_it(run: str, address: str) -> None:
    assert ends(run) == address


@pytest.mark.parametrize(
    "platform",
    [
        *("github.com", "huggingface.co", "hf.co", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com"),
        *("sourceforge.net", "huggingface.co/datasets", "huggingface.co/spaces", "GitHub.com"),
    ],
)
@pytest.mark.parametrize("more", [",for all", "'s page", "(v2)", "[1]", ":see", ";x", "!x", "*x"])
def test_the_name_of_a_repository_holds_no_mark(platform: str, more: str) -> None:
    assert ends(f"{platform}/octo/tool.js{more}") == f"{platform}/octo/tool.js"
    assert ends(f"https://{platform}/octo/tool.js{more}") == f"https://{platform}/octo/tool.js"


@pytest.mark.parametrize(
    ("run", "address"),
    [
        ("lab.org/x.The", "lab.org/x"),
        ("lab.org/x.TheCode", "lab.org/x"),
        ("lab.org/x.Theory", "lab.org/x.Theory"),
        ("lab.org/x.Notably", "lab.org/x"),
        ("lab.org/x.Importantly", "lab.org/x"),
        ("lab.org/x.Availability", "lab.org/x"),
        ("lab.org/x.Contact", "lab.org/x"),
        ("lab.org/x.Contactjane@lab.org", "lab.org/x"),
        ("lab.org/x.js", "lab.org/x.js"),
        ("lab.org/x.git.Results", "lab.org/x.git"),
        ("lab.org/x.git.Kettles", "lab.org/x.git"),
        ("lab.org/xContact", "lab.org/x"),
        ("lab.org/xSUPPLEMENTARY", "lab.org/x"),
        ("lab.org/XContact", "lab.org/XContact"),
    ],
)
def test_the_next_sentence_begins_with_a_word_that_sentences_begin_with(run: str, address: str) -> None:
    assert ends(run) == address


@pytest.mark.parametrize(
    ("run", "after", "address"),
    [
        ("lab.org/toolWe", " show that", "lab.org/tool"),
        ("lab.org/toolWe", "\nshow that", "lab.org/tool"),
        ("lab.org/toolWe", " and", "lab.org/toolWe"),
        ("lab.org/toolWe", " the", "lab.org/toolWe"),
        ("lab.org/toolWe", "", "lab.org/toolWe"),
        ("lab.org/toolWe", ", show", "lab.org/toolWe"),
        ("lab.org/toolWe", " 12 show", "lab.org/toolWe"),
        ("lab.org/TOOLWe", " show", "lab.org/TOOLWe"),
        ("lab.org/toolThis", " is new", "lab.org/tool"),
        ("lab.org/toolThis", " was new", "lab.org/tool"),
        ("lab.org/toolThis", " paper", "lab.org/tool"),
        ("lab.org/toolThis", " and", "lab.org/toolThis"),
        ("lab.org/toolThe", " paper", "lab.org/tool"),
        ("lab.org/toolThe", " is", "lab.org/toolThe"),
        ("lab.org/toolThe", " Is", "lab.org/toolThe"),
        ("lab.org/toolOur", " code", "lab.org/tool"),
        ("lab.org/tool,where", " all is", "lab.org/tool"),
        ("lab.org/tool,where", "", "lab.org/tool,where"),
        ("lab.org/tool?,where", " all is", "lab.org/tool?,where"),
        ("lab.org/tool,Where", " all is", "lab.org/tool,Where"),
    ],
)
def test_a_word_glued_on_is_the_next_sentences_where_that_goes_on(run: str, after: str, address: str) -> None:
    assert ends(run, after=after) == address
    assert ends(run, before="It says at length: ", after=after) == address


@pytest.mark.parametrize(
    "tail",
    [
        "\\",
        "\\\\",
        "&",
        "&amp",
        "%3C",
        "%3C/a%3E and more",
        "---as said",
        "--",
        "https",
        ".https://",
        "http://https:",
    ],
)
def test_what_markup_leaves_behind_it_is_cut(tail: str) -> None:
    assert ends(f"lab.org/x{tail}") == "lab.org/x"


@pytest.mark.parametrize(
    ("before", "run", "address"),
    [
        ("\\verb|", "lab.org/x|more", "lab.org/x"),
        ("see \\verb|", "lab.org/x|more|again", "lab.org/x"),
        ("\\verb*+", "lab.org/x+more", "lab.org/x"),
        ("see |", "lab.org/x|more", "lab.org/x|more"),
        ("_", "lab.org/x_", "lab.org/x"),
        ("_", "lab.org/x_.", "lab.org/x"),
        (" _", "lab.org/X_", "lab.org/X"),
        ("_ ", "lab.org/x_", "lab.org/x_"),
        ("_", "lab.org/x_y", "lab.org/x_y"),
        (" ", "lab.org/x_", "lab.org/x_"),
    ],
)
def test_what_was_opened_before_it_closes_after_it(before: str, run: str, address: str) -> None:
    assert ends(run, before=before) == address


def test_the_option_of_a_break_is_no_bracket_of_the_sentence() -> None:
    assert ends("lab.org/a\\linebreak[3]b)") == "lab.org/a\\linebreak[3]b"
    assert ends("github.com/octo/to\\linebreak[3]ol") == "github.com/octo/to\\linebreak[3]ol"
