"""How far an address goes: over the blanks that break it, never into the next address or into plain words."""

from __future__ import annotations

import pytest

from checker.links import find_links


def targets(text: str) -> list[str]:
    return [link.target for link in find_links(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("code at https://github. com/ lab/ my- tool_2 now.", "lab/my-tool_2"),
        ("code at https:// github. com/ lab/ my-\ntool_2 now.", "lab/my-tool_2"),
        ("code at https://sites.google.com/ view/ my- robot- page_2/ now", "sites.google.com/view/my-robot-page_2"),
        ("code at https://huggingface. co/ datasets/ lab/ my- data_2 now.", "lab/my-data_2"),
    ],
)
def test_an_address_that_is_broken_many_times_is_read_to_its_end(text: str, target: str) -> None:
    assert targets(text) == [target]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("at https://github.com/lab/toolhttps://github.com/lab/other now", ["lab/tool", "lab/other"]),
        ("at www.github.com/lab/toolhttps://huggingface.co/lab/model now", ["lab/tool", "lab/model"]),
        ("at https://gitlab.com/lab/toolhttp://example.org/a now", ["gitlab.com/lab/tool", "example.org/a"]),
        ("at https://github.com/lab/my\\_toolhttps://github.com/lab/other now", ["lab/my_tool", "lab/other"]),
        ("at https://github.com/lab/ toolhttps://github.com/lab/other now", ["lab/tool", "lab/other"]),
    ],
)
def test_an_address_ends_where_another_is_glued_on(text: str, both: list[str]) -> None:
    assert targets(text) == both


@pytest.mark.parametrize(
    "text",
    [
        "Code is on https://github.com/ and/or from us.",
        "Weights are at https://huggingface.co/ and/or by mail, on request.",
        "Code is on https://github.com/\nAnd/or from us.",
    ],
)
def test_and_or_after_a_bare_host_is_no_repository(text: str) -> None:
    assert not [name for name in targets(text) if name.casefold() == "and/or"]
