"""The short way of reading an address comes to what the general way comes to, or leaves it to that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.links import find_links
from checker.links.addresses import find
from checker.links.addresses.usual import plain_address

if TYPE_CHECKING:
    from checker.model import Link

PLAIN = [
    "https://github.com/lab/tool",
    "https://github.com/lab/tool.git",
    "http://www.github.com/lab/my-tool_2",
    "https://huggingface.co/datasets/lab/set-1.5",
    "https://lab.github.io/tool/",
    "https://lab.github.io",
    "https://example.org/~lab/tool-1.2/index.html",
    "https://doi.org/10.5281/zenodo.1234567",
]
TO_BE_LOOKED_AT = [
    "https://github.com/lab",
    "https://huggingface.co/datasets/lab",
    "https://github.com/lab/tool.The",
    "https://github.com/lab/tool--",
    "https://github.com/lab/my\\_tool",
    "https://doi.org/10.5281/zenodo",
    "https://github.com/lab/toolhttps",
]
PIECES = [
    *PLAIN,
    *TO_BE_LOOKED_AT,
    *(
        "see",
        "at",
        "The",
        "Our",
        "tool",
        "lab/tool",
        "and/or",
        "CI/CD",
        "(in/out)",
        "Lab-1/tool",
        "our GitHub repository",
        "/tree/main",
        "_x",
        "and",
        "12",
        "zenodo.",
        "1234",
        "github",
        ".com",
        "hugging face",
        ":8080/a",
        "10.5281",
        "http:",
        "www.",
        "visit lab.org",
        "lab.github.io",
        "git@github.com:lab/tool",
        f"swh:1:rev:{'a' * 40}",
        "https:\\\\github.com\\lab\\tool",
    ),
    *(
        ".",
        ",",
        ";",
        ")",
        "(",
        "}",
        "{",
        "\\url{",
        '"',
        "-",
        "/",
        "?",
        "=",
        "~",
        ":",
        "\n",
        " ",
        "  ",
        "\u4e2d",
        "\u2019",
    ),
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n"])), max_size=12).map(
    lambda pieces: "".join(piece + blank for piece, blank in pieces)
)


ANY_SLASH = re.compile(r"/(?P<host>(?!))?(?P<path>(?!))?(?P<name>(?!))?")  # tells nothing of what the slash is


def generally(text: str) -> list[Link]:
    with (
        patch.object(find, "plain_address", lambda _text, _start: None),
        patch.object(find, "_slash", ANY_SLASH.search),
        patch.object(find, "_at_slashes", lambda _text, _field: None),
    ):
        return find_links(text)


@pytest.mark.parametrize("url", PLAIN)
@pytest.mark.parametrize("after", ["", ".", ").", " and more", ".\nMore", "}", '"'])
def test_what_is_plainly_printed_is_read_at_once(url: str, after: str) -> None:
    assert plain_address(f"{url}{after}", url.index("//") + 2)


@pytest.mark.parametrize("url", TO_BE_LOOKED_AT)
def test_what_may_be_read_two_ways_is_left_to_the_general_way(url: str) -> None:
    assert plain_address(f"{url} now", url.index("//") + 2) is None


@given(TEXTS)
@example("https://lab.github.io/tool/ tool )")
def test_both_ways_come_to_the_same_links(text: str) -> None:
    assert find_links(text) == generally(text)


@given(
    st.text(alphabet="ab.-_~/ T\n,)}{:hw", max_size=30), st.sampled_from(["github.com/a", "b.github.io/", "a.org/x"])
)
def test_so_they_do_where_anything_follows(text: str, host: str) -> None:
    written = f"at https://{host}{text}"
    assert find_links(written) == generally(written)
