"""The figures F1 to F9 of a report, from a database; those that need numpy say so where it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.statistics.estimates import SEED, bootstrapped
from checker.statistics.figures.content import archives, ladder, maintenance, own_error
from checker.statistics.figures.headline import headline, kinds_and_years, silent
from checker.statistics.figures.own import OwnLinks
from checker.statistics.figures.values import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.statistics.survival.curve import Curve
    from checker.store.store import Store

_MISSING = "Not computed: numpy is missing. Install 'reprolinks[stats]'."


def figures(store: Store, source: str | None = None) -> list[Figure]:
    """All figures, in order; only from papers that `source` lists, if given."""
    own = OwnLinks.of(store.lives.subjects(source))
    return [
        *headline(own, bootstrapped),
        kinds_and_years(own, bootstrapped),
        *_survival(store, source),
        ladder(own),
        _promises(store),
        maintenance(own),
        *archives(own, bootstrapped),
        own_error(own, store.lives.healed()),
        silent(own, store.lives.silences(), store.lives.newest_moment()),
    ]


def survival_curves(store: Store, source: str | None = None) -> dict[str, Curve]:
    """The survival curves of F3 by name: all, repositories, hub, archives, pages; none without numpy."""
    try:
        from checker.statistics.figures.survival import curves
    except ImportError:
        return {}
    return curves(store.lives.lives(source), SEED)


def _survival(store: Store, source: str | None) -> Iterator[Figure]:
    try:
        from checker.statistics.figures.survival import survival
    except ImportError:
        yield Figure(name="F3.all", title="Survival of own links", definition="", sql="lives", text=_MISSING)
        return
    yield from survival(store.lives.lives(source), SEED)


def _promises(store: Store) -> Figure:
    try:
        from checker.statistics.figures.survival import promises
    except ImportError:
        return Figure(name="F5", title="Promises", definition="", sql="promises", text=_MISSING)
    return promises(list(store.lives.promises()), store.lives.newest_moment(), SEED)
