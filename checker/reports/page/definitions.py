"""What the words of a report mean, for its section on method."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.reports.contents.contents import Contents

#: State (its sign, or empty), words, meaning.
DEFINITIONS = (
    ("available", "Available", "Exists, may be seen, holds content. Usable means available."),
    (
        "reused",
        "Another repository",
        "The address works, but leads to a repository with another id than before. Not counted as usable.",
    ),
    ("restricted", "Restricted", "Exists behind a gate, a login or a request."),
    ("placeholder", "Placeholder", "Only a README or a licence, or it says that the content is still to come."),
    ("empty", "Empty", "Exists, with no commit and no file."),
    ("blocked", "Blocked", "Taken down by the host: copyright claim or terms of service."),
    (
        "gone",
        "Gone",
        (
            "The host says with authority that there is nothing to see. Deleted and made private look the same from"
            " outside. Confirmed: two looks at least 24 hours apart."
        ),
    ),
    (
        "unknown",
        "Unknown",
        (
            "It could not be found out: a silent host, a refusal, a limit. Never counted as gone and in no share; the"
            " last known verdict stays beside it."
        ),
    ),
    ("", "Own, third party", "Whether the paper presents the thing as its own. Shares count own links only."),
    ("", "Still there", "Not gone and not blocked, of those known."),
    (
        "",
        "Maintained",
        (
            "By a stated rule over dated evidence, for what is usable and not younger than 90 days. A maintained"
            " repository and an available one are different things."
        ),
    ),
    (
        "",
        "Promise",
        (
            "A paper that says that something will be released, or that links to something empty at first. Kept"
            " when code, weights or data are first seen. Nothing is expected of a paper younger than 90 days."
        ),
    ),
    (
        "",
        "Interval",
        (
            "95 %. Links of one owner or host are often lost together. Where that shows (a design effect of 1.5 or"
            " more), the interval of the shares usable and still there is a bootstrap over owners and hosts, or, with"
            " fewer than 20 of them, Wilson's for the number of links divided by the design effect. All other"
            " intervals are Wilson's."
        ),
    ),
)


def definitions(contents: Contents, rules: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    """
    The definitions as (state, words, meaning), adapted to whose links are counted; `rules` are the versions of the
    rules.
    """
    for state, words, text in DEFINITIONS:
        if words == "Own, third party" and not contents.only_own:
            yield state, words, "Whether the paper presents the thing as its own. The shares here count all links."
        else:
            yield state, words, text.replace("95 %", "95\N{NARROW NO-BREAK SPACE}%")
    if rules:
        versions = ", ".join(map(str, rules))
        yield "", "Rules", f"The current verdicts are by version {versions} of the rules, and can be derived again."
