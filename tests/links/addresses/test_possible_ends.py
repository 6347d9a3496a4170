"""Where a broken address may end: the likeliest end first, and what else it may have been."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import find_links
from checker.links.addresses.ends import missing_segments, possible_ends


def ends(text: str) -> list[str]:
    return [text[:end] for end in possible_ends(text, 0)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # within a host: half a known name, a dot at the break, the slash of the path
        ("github. com/lab/tool x", "github. com/lab/tool"),
        ("hugging- face.co/lab/net x", "hugging- face.co/lab/net"),
        ("github .com/lab/tool x", "github .com/lab/tool"),
        *((f"{broken} x", broken) for broken in ("git hub.com/lab/tool", "hugging face.co/lab/net")),
        *((f"{broken} x", broken) for broken in ("git lab.com/lab/tool", "bit bucket.org/lab/tool")),
        *((f"{broken} x", broken) for broken in ("zen odo.org/record/1", "raw.github usercontent.com/lab/tool/a")),
        ("lab.example .org/a x", "lab.example .org/a"),
        ("lab.example. org/a x", "lab.example. org/a"),
        ("Git Hub.com/lab/tool x", "Git Hub.com/lab/tool"),
        ("github . com/lab/tool x", "github . com/lab/tool"),
        ("lab.example . org/a x", "lab.example . org/a"),
        ("example.org /ab x", "example.org /ab"),
        ("github.com / lab/tool x", "github.com / lab/tool"),
        ("github.com /lab/tool x", "github.com /lab/tool"),
        ("osf.io /x now", "osf.io /x"),
        ("OSF.io /x now", "OSF.io /x"),
        ("example.org /abc now", "example.org /abc"),
        # a name that an address still lacks
        ("github.com/lab/ tool", "github.com/lab/ tool"),
        ("github.com/lab/ tool. And", "github.com/lab/ tool."),
        ("github.com/lab/ tool, and more", "github.com/lab/ tool,"),
        ("github.com/lab/ tool) and", "github.com/lab/ tool)"),
        ("GitHub.com/lab/ tool, and more", "GitHub.com/lab/ tool,"),
        ("github.com/lab/ Tracking, and more", "github.com/lab/ Tracking,"),
        ("github.com/lab/ my_tool2 here", "github.com/lab/ my_tool2"),
        ("github.com/lab/ v2b is", "github.com/lab/ v2b"),
        ("GitHub.com/lab / tool_2 x", "GitHub.com/lab / tool_2"),
        ("github.com/lab/\ntool, and more", "github.com/lab/\ntool,"),
        ("github.com/\nlab2 is here", "github.com/\nlab2"),
        ("github.com/\nv2b is here", "github.com/\nv2b"),
        ("github.com/\nlab /tool is", "github.com/\nlab /tool"),
        ("github.com/ lab, and more", "github.com/ lab,"),
        ("github.com/\nlab/tool is here", "github.com/\nlab/tool"),
        ("huggingface.co/datasets/lab/ cones, and more", "huggingface.co/datasets/lab/ cones,"),
        ("zenodo.org/record/ 123 now", "zenodo.org/record/ 123"),
        ("doi.org/10.5281/ zenodo.12 x", "doi.org/10.5281/ zenodo.12"),
        # an address that is unfinished, or a piece that goes on as one does
        ("doi.org/10.5281/zenodo. 123 x", "doi.org/10.5281/zenodo. 123"),
        ("doi.org/10. 5281/zenodo.1 x", "doi.org/10. 5281/zenodo.1"),
        ("example.org/a?id= 771 of", "example.org/a?id= 771"),
        ("example.org/a /bc x", "example.org/a /bc"),
        ("example.org/a _bc x", "example.org/a _bc"),
        ("example.org/my- robot page", "example.org/my- robot"),
        ("example.org/v- 2 is", "example.org/v- 2"),
        ("github.com/lab/my_ tool x", "github.com/lab/my_ tool"),
        ("example.org/data/ sub/v1.zip x", "example.org/data/ sub/v1.zip"),
        # a word that the text ends with
        *((f"example.org/data/ cones{end}", "example.org/data/ cones") for end in ("", '"', "}", ' " }', '"' * 20)),
    ],
)
def test_a_blank_belongs_to_an_address_that_is_unfinished(text: str, whole: str) -> None:
    found = ends(text)
    assert found[0] == whole
    assert len(found) > 1, "that it ends before the blank stays possible"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("github.com/lab/tool the code", "github.com/lab/tool"),
        ("github.com/lab/ the code", "github.com/lab/"),
        ("github.com/lab/ publicly. And", "github.com/lab/"),
        ("github.com/lab/ cone was", "github.com/lab/"),
        ("github.com/lab/ The, and more", "github.com/lab/"),
        ("github.com/lab/ the. And", "github.com/lab/"),
        ("github.com/lab/ (see below)", "github.com/lab/"),
        ("github.com/lab/ \u201ccones\u201d here", "github.com/lab/"),
        ("github.com/lab/ and/or more", "github.com/lab/"),
        ("github.com/lab/tool / more", "github.com/lab/tool"),
        ("github.com/\nlab is here", "github.com/"),
        ("github.com/\nlab, and more", "github.com/"),
        ("example.org/my- and others", "example.org/my-"),
        ("example.org /x now", "example.org"),
        ("example.org / x", "example.org"),
        ("example.org .", "example.org"),
        ("example.org .com is", "example.org"),
        ("localhost /abc now", "localhost"),
        ("lab.example .5 is", "lab.example"),
        ("lab.example .xq/a is", "lab.example"),
        ("lab.example .x_y.org/a is", "lab.example"),
        ("lab.example. Xylem is", "lab.example."),
        ("lab.example. x_y.org/a is", "lab.example."),
        ("example.org. Com/lab", "example.org."),
        ("example.org/a /b now", "example.org/a"),
        ("example.org/data/ and more", "example.org/data/"),
        ("example.org/data/ v1 x", "example.org/data/"),
        ("example.org/data/ cones} and more", "example.org/data/"),
        ("example.org/data/ soon", "example.org/data/"),
        ("example.org/data/ either/or more", "example.org/data/"),
        ("example.org/my- (see more", "example.org/my-"),
        ("example.org/a Xray is", "example.org/a"),
        ("example.org/X ray is", "example.org/X"),
        ("github.com/lab/tool https://example.org", "github.com/lab/tool"),
    ],
)
def test_plain_words_and_the_next_sentence_do_not(text: str, whole: str) -> None:
    assert ends(text)[0] == whole


@pytest.mark.parametrize("text", ["github.com/lab/ the code", "github.com/lab- the code", "github.com/lab. the code"])
def test_behind_a_slash_a_hyphen_or_a_dot_the_word_after_a_blank_is_the_last_possibility(text: str) -> None:
    whole = text.partition(" ")[0]
    assert ends(text) == [whole, f"{whole} the"]


def test_behind_anything_else_it_is_none() -> None:
    assert ends("github.com/lab/tool the code") == ["github.com/lab/tool"]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("at _github.com/ lab/tool_ shows", "github.com/ lab/tool"),
        ("at __github.com/lab/tool__ shows", "github.com/lab/tool"),
        ("at ___https://github.com/lab/tool___ shows", "https://github.com/lab/tool"),
        ("at github.com/lab/my_ tool shows", "github.com/lab/my_ tool"),
        ("at x_github.com/lab/tool_ shows", None),
    ],
)
def test_an_emphasis_ends_with_the_mark_that_opened_it(text: str, raw: str | None) -> None:
    assert [link.raw for link in find_links(text)] == ([raw] if raw else [])


def test_eight_blanks_are_crossed_and_no_ninth() -> None:
    text = "github.com/lab/a- b- c- d- e- f- g- h- i- j- k is"
    assert ends(text)[0] == "github.com/lab/a- b- c- d- e- f- g- h- i-"


def test_backslashes_stand_for_slashes_only_behind_a_scheme_with_them() -> None:
    text = "https:\\\\github.com\\lab\\tool now"
    assert [text[8:end] for end in possible_ends(text, 8)] == ["github.com\\lab\\tool"]
    mixed = "https:\\\\github.com/lab/tool or a\\b"
    assert [mixed[8:end] for end in possible_ends(mixed, 8)] == ["github.com/lab/tool"]
    bare = "see github.com\\lab\\tool now"
    assert [bare[4:end] for end in possible_ends(bare, 4)] == ["github.com"]
    (link,) = find_links("It is at https:\\\\github.com\\lab\\tool now.")
    assert link.target == "lab/tool"


@pytest.mark.parametrize(
    ("host", "path", "missing"),
    [
        *(
            ("github.com", path, count)
            for path, count in (("", 2), ("/", 2), ("lab", 1), ("lab/", 1), ("lab/a", 0), ("X", 1))
        ),
        *(("github.com", path, 0) for path in ("lab/a/", "lab/a/tree/main")),
        *(("huggingface.co", path, count) for path, count in (("", 2), ("lab", 1), ("lab/net", 0), ("datasets", 2))),
        *(("hf.co", path, count) for path, count in (("spaces/lab", 1), ("collections/lab/a", 0), ("models/lab", 0))),
        *(("bit.ly", path, count) for path, count in (("", 1), ("abc", 0))),
        *((host, "", 2) for host in ("gist.github.com", "zenodo.org", "doi.org", "anonymous.4open.science")),
        *((host, "", 2) for host in ("sites.google.com", "codeberg.org", "gitlab.com", "hf-mirror.com")),
        *(("hf.co", "collections/lab", 1), ("gitee.com", "datasets", 1), ("gitee.com", "spaces/lab", 0)),
        *(("osf.io", "", 1), ("gitlab.com", "lab", 1), ("modelscope.cn", "models/lab", 1), ("example.org", "", 0)),
    ],
)
def test_how_many_segments_an_address_lacks_is_known_of_known_hosts(host: str, path: str, missing: int) -> None:
    assert missing_segments(host, path) == missing


@given(st.text(alphabet="ab./-_ \n\\?=A1(", max_size=40))
def test_an_address_ends_somewhere_in_its_text_and_nowhere_twice(rest: str) -> None:
    text = f"github.com/{rest}"
    found = possible_ends(text, 0)
    assert found
    assert all(0 < end <= len(text) for end in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("https://lamps.example.org/wiki/Lamps_Inc", ["lamps.example.org/wiki/Lamps_Inc."]),
        ("https://lamps.example.org/wiki/Lamps_Inc/", []),
        ("https://lamps.example.org/wiki/Lamps_Inc#top", []),
        ("https://lamps.example.org/wiki/Lamps_Inc?page=lamps", []),
        ("https://lamps.example.org/wiki/lamps.html", []),
        ("https://lamps.example.org", []),
        ("https://bit.ly/abCdefgh", []),
        ("https://youtube.com/abCdefgh", []),
        ("https://github.com/lab/lamps_inc", []),
    ],
)
def test_the_dot_behind_a_pages_name_may_belong_to_it_nowhere_else(printed: str, other: list[str]) -> None:
    (link,) = find_links(f"It is at {printed}. Then more is said.")
    assert [one.target for one in link.alternatives] == other
    (link,) = find_links(f"It is at {printed} now. Then more is said.")
    assert link.alternatives == ()


def test_a_name_behind_a_blank_may_be_meant() -> None:
    (link,) = find_links("The code is at https://github.com/lab/ tool here")
    assert (link.target, [one.target for one in link.alternatives]) == ("lab", ["lab/tool"])
