"""What an address was before it was set in type: escapes, fonts, blanks, look-alikes, entities are undone."""

from __future__ import annotations

import pytest

from checker.links.addresses.repair import past_command, repaired, spellings

PRINTED = {
    "_": [
        *("\\_", "\\_{}", "{\\_}", "{ \\_ }", "$\\_$", "$ \\_ $", "{$\\_$}"),
        *("\\textunderscore ", "{\\textunderscore}", "\\char95 ", "\\symbol{95}", "\\char`\\_"),
        *("\\texttt{_}", "\\textsf{_}", "\\textrm{_}", "\\text{_}", "\\mathtt{_}", "\\mathrm{_}", "\\mbox{_}"),
        *("\\texttt{\\_}", "\\texttt { \\_}"),
        *("\\textbackslash\\_", "\\textbackslash{}\\_", "{\\textbackslash}{\\_}"),  # escaped twice
        *("%5C_", "%5c_", "%7B\\_%7D", "%7B_%7D", "%7B%5C_%7D", "%5Ctextunderscore%20"),  # and encoded
    ],
    "~": [
        *("\\~", "\\~{}", "\\textasciitilde ", "{\\textasciitilde}", "$\\sim$", "\\tilde "),
        *("\\char126 ", "\\symbol{126}", "\\char`\\~", "%5C~"),
        *("\u02dc", "\u223c"),  # looks like it
    ],
    "-": ["\u2010", "\u2011", "\u2012", "\u2013", "\u2212"],
    "/": ["\\slash ", "{\\slash}"],
    "%": ["\\%", "{\\%}", "$\\%$"],
    "#": ["\\#", "{\\#}", "$\\#$"],
    "&": ["\\&", "{\\&}", "$\\&$", "&amp;", "&AMP;"],
    "": [
        *("\\-", "\\/"),  # a hyphen at a line's end alone; a slip of a letter's slope
        *("\\protect ", "\\allowbreak ", "\\string ", "\\linebreak ", "\\nobreak ", "\\newline ", "\\relax "),
        *("\\hspace{0pt}", "\\hspace*{-1pt}", "\\discretionary{-}{}{}", "\\mbox{}", "\\penalty0 "),
        *("\\linebreak[2]", "\\hskip 0pt plus 1pt ", "\\allowbreak{}"),
        *("\u200b", "\u00ad", "\ufeff", "\u2060"),  # these show nothing
        *(" ", "\n", "\u00a0", " \n "),
    ],
}


@pytest.mark.parametrize(("written", "mark"), [(one, mark) for mark, every in PRINTED.items() for one in every])
def test_what_stands_for_a_mark_within_an_address_is_that_mark(written: str, mark: str) -> None:
    assert repaired(f"example.org/a{written}b") == f"example.org/a{mark}b"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("{GitHub}.com/{L}ab/{T}ool", "GitHub.com/Lab/Tool"),
        ("github.com/{{My-Lab}}/tool", "github.com/My-Lab/tool"),
        ("github.com/lab/\\texttt{tool}", "github.com/lab/tool"),
        ("https:\\/\\/github.com\\/lab\\/tool", "https://github.com/lab/tool"),
        ("github.com/lab\\/tool/a", "github.com/labtool/a"),  # LaTeX's own: it parts two letters and prints nothing
        ("example.org/a%20b", "example.org/a%20b"),
        ("example.org/%7Elab", "example.org/%7Elab"),
        ("example.org/my%5C%5Ftool", "example.org/my%5Ftool"),
        ("example.org/a%5Bb", "example.org/a%5Bb"),
        ("example.org/a?x=1&y=2", "example.org/a?x=1&y=2"),
        ("example.org/caf\u00e9", "example.org/caf\u00e9"),
    ],
)
def test_what_else_is_printed_is_kept(written: str, address: str) -> None:
    assert repaired(written) == address


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("\\strange tool now", "tool"),
        ("\\strange{x}tool, and", "tool"),
        ("\\strange{x}{y}{z}tool", "tool"),
        ("\\strange*tool_2.", "tool_2"),
        ("\\strange{x} and", ""),
        ("\\strange{x}.", ""),
        ("\\x tool", ""),  # one letter: an accent
        ("tool", ""),
    ],
)
def test_behind_an_unknown_command_an_address_may_go_on(text: str, rest: str) -> None:
    assert past_command(f"lab/{text}", 4) == rest


@pytest.mark.parametrize(
    ("raw", "run", "every"),
    [
        ("lab/tool", "lab/tool", ["lab/tool"]),
        ("lab/multi-\nmodal", "lab/multi-\nmodal", ["lab/multi-\nmodal", "lab/multimodal"]),
        ("lab/multi- \r\n  modal", "lab/multi- \r\n  modal", ["lab/multi- \r\n  modal", "lab/multimodal"]),
        ("lab/multi-\nModal", "lab/multi-\nModal", ["lab/multi-\nModal"]),  # a capital begins a word of its own
        ("lab/tool", "lab/tool.The", ["lab/tool", "lab/tool.The"]),
        ("lab/tool", "lab/toolThe method", ["lab/tool", "lab/toolThe"]),
        ("lab/tool", "lab/tool).", ["lab/tool"]),
    ],
)
def test_an_address_may_have_been_spelt_otherwise(raw: str, run: str, every: list[str]) -> None:
    assert list(spellings(raw, run)) == every
