"""What of an address is the name of a thing, and what is a version, a page or a badge of it."""

from __future__ import annotations

import pytest

from checker.links.addresses.grammar import parse

MODEL_PAGES = ("tree/main", "blob/main/a.json", "resolve/main/w.bin", "raw/main/a", "discussions", "commits/main")
DATA_PAGES = (*MODEL_PAGES, "viewer", "viewer/plain/train", "embed/viewer/plain/train", "settings", "commit/0a1b2c")


def named(text: str) -> tuple[str, str]:
    address = parse(text)
    assert address is not None
    return address.kind, address.target


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("https://github.com/lab/tool@v1.2", "github_repo", "lab/tool"),
        ("https://github.com/lab/tool%40v1.2", "github_repo", "lab/tool"),
        ("git+https://github.com/lab/tool.git@main", "github_repo", "lab/tool"),
        ("https://huggingface.co/lab/model@main", "hf_model", "lab/model"),
        ("https://gitlab.com/lab/tool@v2", "other_forge", "gitlab.com/lab/tool"),
    ],
)
def test_a_version_after_a_name_is_no_part_of_it(text: str, kind: str, target: str) -> None:
    assert named(text) == (kind, target)


@pytest.mark.parametrize("page", DATA_PAGES)
@pytest.mark.parametrize("host", ["huggingface.co", "hf.co"])
def test_a_page_of_a_data_set_without_an_owner_is_the_data_set(host: str, page: str) -> None:
    assert named(f"https://{host}/datasets/mothwings/{page}") == ("hf_dataset", "mothwings")


@pytest.mark.parametrize("page", DATA_PAGES)
def test_a_page_of_a_model_without_an_owner_is_the_model(page: str) -> None:
    assert named(f"https://huggingface.co/mothnet/{page}") == ("hf_model", "mothnet")


@pytest.mark.parametrize("page", DATA_PAGES)
@pytest.mark.parametrize(
    ("listing", "kind"), [("datasets/", "hf_dataset"), ("", "hf_model"), ("spaces/", "hf_space")]
)
def test_a_page_of_what_has_an_owner_is_that_thing(listing: str, kind: str, page: str) -> None:
    assert named(f"https://huggingface.co/{listing}moths/wings/{page}") == (kind, "moths/wings")


@pytest.mark.parametrize("name", ["tree", "viewer", "settings"])
def test_a_space_always_has_an_owner(name: str) -> None:
    assert named(f"https://huggingface.co/spaces/moths/{name}") == ("hf_space", f"moths/{name}")


def test_the_address_of_what_has_no_owner_leads_to_it() -> None:
    address = parse("https://huggingface.co/datasets/mothwings/tree/main")
    assert address is not None
    assert address.url == "https://huggingface.co/datasets/mothwings"


@pytest.mark.parametrize("badge", ["latestdoi/1234", "DOI/10.5281/zenodo.1234.svg", "1234.svg"])
def test_an_archives_badge_is_no_deposit(badge: str) -> None:
    assert named(f"https://zenodo.org/badge/{badge}")[0] != "archive"
    assert named("https://zenodo.org/records/1234")[0] == "archive"
