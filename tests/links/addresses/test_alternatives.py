"""Other targets that a printed address may mean: another repository on the same host, never a piece of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.links.addresses.alternatives import alternatives, may_be_meant
from checker.links.addresses.grammar import parse, printed_address
from checker.links.platforms.address import Parts

if TYPE_CHECKING:
    from checker.links.platforms.address import Address

SWHID = f"swh:1:dir:{'0a' * 20}"


def read(text: str) -> Address:
    address = parse(f"https://{text}")
    assert address
    return address


@pytest.mark.parametrize(
    ("first", "other", "meant"),
    [
        ("github.com/lab/tool", "github.com/lab/toolThe", True),
        ("github.com/lab/tool", "github.com/lab/other", True),
        ("github.com/lab", "github.com/lab/tool", True),
        ("huggingface.co/lab/net", "huggingface.co/datasets/lab/net", True),
        ("gitlab.com/lab/tool", "gitlab.com/lab/tools", True),
        # the same in other letters, or a piece of it
        ("github.com/Lab/Tool", "github.com/lab/tool", False),
        ("github.com/lab/tool", "github.com/Lab/Tool", False),
        ("gitlab.com/lab/sub/tool", "gitlab.com/Lab/Sub", False),
        ("gitlab.com/Lab/sub/tool", "gitlab.com/lab/sub", False),
        # unfinished
        *(("github.com/lab/tool", f"github.com/lab/to{end}", False) for end in ("-", "_")),
        # no repository, or elsewhere
        ("github.com/lab/tool", "github.com/lab", False),
        ("example.org/a/b", "example.org/a/c", False),
        ("github.com/lab/tool", "gitlab.com/lab/toolThe", False),
    ],
)
def test_another_reading_is_kept_where_it_is_another_repository(first: str, other: str, meant: bool) -> None:
    assert may_be_meant(read(other), read(first)) is meant


def test_an_address_in_parts_is_asked_over_tls_unless_it_says_otherwise() -> None:
    assert Parts("example.org", ["a"], "example.org/a").url("example.org/a") == "https://example.org/a"
    assert Parts("example.org", ["a"], "example.org/a", "http").url("example.org/a") == "http://example.org/a"


@pytest.mark.parametrize("host", ["bit.ly", "Bit.ly", "youtube.com", "YouTube.com", "tinyurl.com"])
def test_where_names_have_a_fixed_form_no_dot_belongs_to_them(host: str) -> None:
    assert alternatives(read(f"{host}/abCdefgh"), f"https://{host}/abCdefgh", ".") == ()


def test_elsewhere_the_dot_behind_a_name_makes_another_address() -> None:
    page = read("lamps.example.org/wiki/Lamps_Inc")
    (dotted,) = alternatives(page, "https://lamps.example.org/wiki/Lamps_Inc", ".")
    assert (dotted.target, dotted.url) == (f"{page.target}.", f"{page.url}.")
    assert alternatives(page, "https://lamps.example.org/wiki/Lamps_Inc", ",") == ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("HTTP://Example.org/A", "http://Example.org/A"),
        ("HTTPS:/example.org/a", "https://example.org/a"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        (":example.org/a", "https://example.org/a"),
        ("GIT://example.org/a.git", "git://example.org/a.git"),
        ("ftp://example.org/a", "ftp://example.org/a"),
        ("git@example.org:lab/a.git", "ssh://git@example.org/lab/a.git"),
        ("ssh://git@example.org/lab/a.git", "ssh://git@example.org/lab/a.git"),
        ("https://example.org/ask/git@github.com:lab/a", "https://example.org/ask/git@github.com:lab/a"),
    ],
)
def test_what_is_asked_has_a_scheme_in_small_letters_and_slashes(text: str, printed: str) -> None:
    address = parse(text)
    assert address
    assert printed_address(text, address) == printed


@pytest.mark.parametrize(
    "repository",
    [
        "github.com/oak/acorn",
        "huggingface.co/oak/acorn",
        "huggingface.co/datasets/oak/acorn",
        "huggingface.co/spaces/oak/acorn",
        "gitlab.com/oak/acorn",
    ],
)
def test_every_kind_of_repository_may_be_meant_in_place_of_another(repository: str) -> None:
    shorter, longer = read(repository), read(f"{repository}nut")
    assert may_be_meant(longer, shorter)
    assert not may_be_meant(shorter, shorter)


@pytest.mark.parametrize("mark", ["10.5281/zenodo.7", "doi:10.5281/zenodo.7", "DOI:10.5281/zenodo.7", SWHID])
def test_of_an_identifier_the_address_is_asked_that_its_resolver_has(mark: str) -> None:
    address = parse(mark)
    assert address
    assert printed_address(mark, address) == address.url
    assert address.url.startswith("https://")


def test_only_marks_before_a_host_are_taken_off() -> None:
    address = parse("//Xylem.example.org/a")
    assert address
    assert printed_address("//Xylem.example.org/a", address) == "https://Xylem.example.org/a"
