"""Where an address may begin: not within a mail address, a path or a longer word."""

from __future__ import annotations

import pytest

from checker.links import find_links

SWHID = f"swh:1:rev:{'0a' * 20}"


def raws(text: str) -> list[str]:
    return [link.raw for link in find_links(text)]


@pytest.mark.parametrize(
    "text",
    [
        *("me@github.com/lab/tool", "@github.com/lab/tool", "Write to ann@example.org/x now."),
        *("docs/github.com/lab/tool", "/github.com/lab/tool", "see docs/lab.github.io/a and", "a\\github.com/lab/x"),
        *(f"x{SWHID}", f"a/{SWHID}", "mywww.example.org"),
    ],
)
def test_what_is_a_piece_of_something_else_is_no_link(text: str) -> None:
    assert raws(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("github.com/lab/tool", ["github.com/lab/tool"]),
        ("(github.com/lab/tool)", ["github.com/lab/tool"]),
        ("//github.com/lab/tool", ["//github.com/lab/tool"]),
        ("see //example.org/cones and", ["//example.org/cones"]),
        ("_github.com/lab/tool_ is", ["github.com/lab/tool"]),
        (f"({SWHID})", [SWHID]),
        ("/ and https://github.com/lab/tool", ["https://github.com/lab/tool"]),
        ("// and https://github.com/lab/tool", ["https://github.com/lab/tool"]),
        (
            "Visit www.example.org or https://github.com/lab/tool.",
            ["www.example.org", "https://github.com/lab/tool"],
        ),
        (
            "At https://github.com/lab/tool. Visit www.example.org, then http://example.org/a.",
            ["https://github.com/lab/tool", "www.example.org", "http://example.org/a"],
        ),
        (
            f"{SWHID}; www.example.org; https://github.com/lab/tool; git@example.org:lab/x.git",
            [SWHID, "www.example.org", "https://github.com/lab/tool", "git@example.org:lab/x.git"],
        ),
    ],
)
def test_links_are_found_in_their_order_wherever_they_stand(text: str, found: list[str]) -> None:
    assert raws(text) == found


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("at http://example.org/a now", "http://example.org/a"),
        ("at https://example.org/a now", "https://example.org/a"),
        ("at HTTP://example.org/a now", "http://example.org/a"),
        ("at http : //example.org/a now", "http://example.org/a"),
        ("at htp://example.org/a now", "https://example.org/a"),
        ("at ftp://example.org/a now", "http://example.org/a"),
        ("at example.org/a now", "https://example.org/a"),
        ("at http example.org/a now", "https://example.org/a"),
    ],
)
def test_the_scheme_is_the_one_that_is_meant(text: str, url: str) -> None:
    (link,) = find_links(text)
    assert link.url == url


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("see https://example.org/wiki/Lamp_(film) now", "https://example.org/wiki/Lamp_(film)"),
        ("see https://example.org/a_(b)_(c) now", "https://example.org/a_(b)_(c)"),
        ("see (https://example.org/wiki/Lamp_(film)) now", "https://example.org/wiki/Lamp_(film)"),
        ("see (https://example.org/a) now", "https://example.org/a"),
        ("see [https://example.org/a] now", "https://example.org/a"),
        ("see https://example.org/a(b now", "https://example.org/a"),
        ("see \\verb+https://example.org/a+ now", "https://example.org/a"),
        ("see \\verb|https://example.org/a| now", "https://example.org/a"),
    ],
)
def test_brackets_belong_to_an_address_in_pairs(text: str, raw: str) -> None:
    assert raws(text) == [raw]


@pytest.mark.parametrize(
    "written", ["my%5Ftool", "my%5C_tool", "my\\_tool", "my\\textunderscore tool", "my{\\_}tool"]
)
def test_an_underscore_is_one_however_it_was_escaped(written: str) -> None:
    (link,) = find_links(f"Code is at https://github.com/lab/{written} now.")
    assert link.target == "lab/my_tool"


#: A scheme as it is printed, up to the host; and the one with which the address is asked.
SCHEMES = [
    *(("http://", "http"), ("https://", "https"), ("HTTP://", "http"), ("HTTPS://", "https")),
    # a blank or a line's end in it
    *(("https: //", "https"), ("https:\n//", "https"), ("https:// ", "https"), ("http : // ", "http")),
    *(("https:/ /", "https"), ("https: / / ", "https"), ("http: ", "http"), ("HTTP: ", "http"), ("https; ", "https")),
    *(("https : ", "https"), ("http:", "http"), ("https;", "https"), ("https:\n", "https")),
    # another mark for the colon, or none
    *(("http;//", "http"), ("https.//", "https"), ("https//", "https"), ("http//", "http"), ("HTTP//", "http")),
    # a slash too few or too many, backslashes, slashes as JSON escapes them, a colon behind them
    *(("https:/", "https"), ("https:///", "https"), ("https:////", "https"), ("http:\\\\", "http")),
    *(("https:\\/\\/", "https"), ("https://:", "https"), ("//", "https")),
    # letters too few or too many
    *(("hhttps://", "https"), ("htttp://", "https"), ("htp://", "https"), ("ttps://", "https"), ("tp://", "https")),
    *(("hps://", "https"), ("httpss://", "https"), ("ttp;//", "https")),
    # git's own, and an old one
    *(("git://", "git"), ("ssh://", "ssh"), ("SSH://", "ssh"), ("ftp://", "http")),
]


@pytest.mark.parametrize(("scheme", "meant"), SCHEMES)
def test_a_broken_scheme_belongs_to_the_address_and_is_asked_as_it_is_meant(scheme: str, meant: str) -> None:
    (link,) = find_links(f"The lamps are at {scheme}example.org/lamps/a now.")
    assert (link.raw, link.printed) == (f"{scheme}example.org/lamps/a", f"{meant}://example.org/lamps/a")


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("https://https://example.org/a", "https://example.org/a"),
        ("http://http//example.org/a", "http//example.org/a"),
        ("https: //http://example.org/a", "http://example.org/a"),
        ("thehttps://example.org/a", "https://example.org/a"),
        ("thehttp://example.org/a", "http://example.org/a"),
        ("git+ssh://git@example.org/lab/tool.git", "ssh://git@example.org/lab/tool.git"),
    ],
)
def test_of_a_scheme_printed_twice_or_glued_on_the_last_whole_one_counts(text: str, raw: str) -> None:
    assert raws(f"The lamps are at {text} now.") == [raw]


WITHOUT_A_SCHEME = [
    *("Xylem.example.org/lab/tool", "my-lab.example.org/lab/tool", "a.b.io/lab/tool", "example.org:8080/lab/tool"),
    *("github.com /lab/tool", "example.org /lab/tool", "github.com\n/lab/tool", "github.com:/lab/tool"),
    # a capital domain is a shouted one, which prose has too: known hosts alone are surely meant
    *("GITHUB.COM/LAB/TOOL", "GITLAB.COM/LAB/TOOL", "HUGGINGFACE.CO/LAB/TOOL"),
    # a name broken by a blank, or with braces that keep its capitals
    *(
        "hugging face.co/lab/tool",
        "git hub.com/lab/tool",
        "hugging-\nface.co/lab/tool",
    ),
    *("github .com/lab/tool", "GitLab .com/lab/tool", "huggingface .co/lab/tool"),
    *("{GitHub}.com/lab/tool", "{G}it{L}ab.com/lab/tool", "{H}ugging{F}ace.co/lab/tool", "{Zenodo}.org/record/77"),
    # git's own form, and identifiers
    *("git@github.com:lab/tool.git", "10.5281/zenodo.77", "doi:10.5281/zenodo.77", "DOI: 10.5281/zenodo.77"),
    *("doi: 10.17605/OSF.IO/AB12C", "10.15131/shef.data.77", SWHID, SWHID.upper().replace("SWH:1:REV", "swh:1:REV")),
]


@pytest.mark.parametrize("raw", WITHOUT_A_SCHEME)
def test_without_a_scheme_an_address_begins_with_a_host_or_an_identifier(raw: str) -> None:
    assert raws(f"The lamps are at {raw} now.") == [raw]
    assert raws(f"{raw} is where the lamps are, and all that belongs to them") == [raw]


@pytest.mark.parametrize(
    "text",
    [
        *("EXAMPLE.ORG/LAB", "Lamps.DE/Moths", "THEGITHUB.X.COM/A", "example.zz/lab", "example.org:8a/lab"),
        *("a_example.org/lab", "my-github .com/lab/tool"),
        *("xgit@github.com:lab/tool.git", "-git@github.com:lab/tool.git", "a/git@github.com:lab/tool.git"),
        *("10.1234/pine.77", "a10.5281/zenodo.77", "1.10.5281/zenodo.77"),
    ],
)
def test_what_only_looks_like_a_host_or_an_identifier_begins_none(text: str) -> None:
    assert raws(f"The lamps are at {text} now.") == []


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("atgithub.com/lab/tool", "github.com/lab/tool"),
        ("isgithub.com/lab/tool", "github.com/lab/tool"),
        ("link2github.com/lab/tool", "github.com/lab/tool"),
        ("codehuggingface.co/lab/tool", "huggingface.co/lab/tool"),
        ("-example.org/lab/tool", "example.org/lab/tool"),
        ("...example.org/lab/tool", "example.org/lab/tool"),
        ("a//example.org/lab/tool", "//example.org/lab/tool"),
        ("xgit hub.com/lab/tool", "hub.com/lab/tool"),
        ("___github.com/lab/tool___", "github.com/lab/tool"),
        ("results.lab-x.github.io/tool", "lab-x.github.io/tool"),
        ("https://results.lab-x.github.io/tool", "https://results.lab-x.github.io/tool"),
    ],
)
def test_what_is_glued_on_before_a_host_is_no_part_of_it(text: str, raw: str) -> None:
    assert raws(f"The lamps are at {text} now.") == [raw]


@pytest.mark.parametrize("before", ["", "at ", "(", "\n", "\u201c", "at:"])
def test_www_begins_an_address(before: str) -> None:
    for www in ("www", "WWW"):
        (link,) = find_links(f"{before}{www}.example.org is")
        assert (link.raw, link.printed) == (f"{www}.example.org", f"https://{www}.example.org")


@pytest.mark.parametrize("before", ["x", "-", ".", "@", "/", "7"])
def test_within_something_else_www_begins_none(before: str) -> None:
    assert raws(f"at {before}www.example.org is") == []


@pytest.mark.parametrize("host", ["lab.github.io", "my-lab.github.io", "lab.gitlab.io"])
def test_a_host_of_pages_is_a_link_wherever_it_is_named(host: str) -> None:
    (link,) = find_links(f"{host} has all of it")
    assert link.raw == link.target == host
    for within in (f"docs/{host}", f"ann@{host}", f"{host}-x"):
        assert raws(f"{within} has all of it") == []


@pytest.mark.parametrize("words", ["The code is available at", "Data: found via", "Our website:", "Please visit"])
@pytest.mark.parametrize("after", ["", ".", " and more", ", and more", "; more", ") and more", "\nmore"])
def test_another_host_is_a_link_where_the_text_says_to_go_there(words: str, after: str) -> None:
    (link,) = find_links(f"{words} tool.org{after}")
    assert link.raw == link.target == "tool.org"


@pytest.mark.parametrize(
    "text",
    [
        "We like tool.org and more",
        "We train.in the morning",
        "It is available. We like tool.org and more",
        f"The code is available {'a' * 30}, {'b' * 40} at tool.org now",  # said too far before it
        *(f"The code is available at {one} now" for one in ("tool.orgs", "tool.org-x", "tool.org's", "tool.ORG")),
    ],
)
def test_where_it_does_not_it_is_none(text: str) -> None:
    assert raws(text) == []
