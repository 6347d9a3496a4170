"""
The figures derived from the studies' files when they were first read: (part, whole), or a share or survival as text.
A figure that differs now means another version of the file, or an error here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS = range(2005, 2018)


def recorded(name: str) -> str:
    """The recorded value of a figure as text; empty where none was recorded."""
    value = RECORDED.get(name)
    return f"{value[0]}/{value[1]}" if isinstance(value, tuple) else value or ""


def _numbered(name: str, keys: range, counts: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for key, pair in zip(keys, counts.split(), strict=True):
        part, _, whole = pair.partition("/")
        yield f"{name}.{key}", (int(part), int(whole))


def _survivals(name: str, values: str) -> Iterator[tuple[str, str]]:
    return ((f"{name}.{years}y", value) for years, value in zip((1, 2, 3, 5, 8, 10, 12), values.split(), strict=True))


RECORDED: dict[str, tuple[int, int] | str] = {
    "mangul2018.mentions": (11526, 47275),
    "mangul2018.all": (9440, 36702),
    "mangul2018.github": (16, 1784),
    "mangul2018.sourceforge": (43, 992),
    "mangul2018.other": (9381, 33926),
    "mangul2018.abstracts": (1755, 7183),
    "mangul2018.bodies": (7685, 29519),
    "mangul2018.broken": (3404, 36702),
    "mangul2018.no_answer": (6036, 36702),
    **dict(
        _numbered(
            "mangul2018.year",
            _YEARS,
            "697/1565 658/1582 698/1641 788/2079 955/2835 905/2954 876/2783 785/2962 695/3232 783/4108 651/3844"
            " 548/3875 401/3242",
        )
    ),
    **dict(
        _numbered(
            "mangul2018.github_share",
            range(2009, 2018),
            "2/2835 15/2954 19/2783 46/2962 89/3232 214/4108 364/3844 504/3875 531/3242",
        )
    ),
    "mangul2018.others": (9424, 34918),
    "mangul2018.others_as_github": "17.52",
    "mangul2018.bodies_as_abstracts": "29.29",
    **dict(_survivals("mangul2018.survival", "0.876 0.859 0.831 0.785 0.690 0.621 0.579")),
    **dict(_survivals("mangul2018.survival_abstracts", "0.922 0.902 0.888 0.841 0.732 0.657 0.578")),
    "reprodb.all": (2479, 2562),
    "reprodb.platform.Bitbucket": (9, 9),
    "reprodb.platform.DOI-other": (14, 15),
    "reprodb.platform.Figshare": (36, 37),
    "reprodb.platform.GitHub": (1257, 1291),
    "reprodb.platform.GitLab": (13, 13),
    "reprodb.platform.Zenodo": (877, 885),
    "reprodb.platform.other": (273, 312),
    **dict(
        _numbered(
            "reprodb.year",
            range(2017, 2027),
            "6/12 19/22 24/24 124/132 138/144 362/376 346/358 454/479 700/707 306/308",
        )
    ),
    "reprodb.healed": (146, 229),
    "reprodb.pushed_1y": (400, 1633),
    "reprodb.pushed_1y_own": (409, 1633),
    "pwc2019.dependencies": (160, 221),
    "pwc2019.training": (185, 221),
    "pwc2019.evaluation": (151, 221),
    "pwc2019.weights": (51, 221),
    "pwc2019.results": (58, 221),
    "pwc2019.ticks4": (60, 200),
}
