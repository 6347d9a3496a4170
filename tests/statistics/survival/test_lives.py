"""Lives as the database has them, as the spells of links that an estimate takes; and what is counted of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from checker.model.subjects import Life
from checker.statistics.survival.evidence import BLOCKED, GONE, grouped, spells_of
from checker.statistics.survival.spells import ALIVE, Spells
from tests.statistics.survival.spells import table

LIFE = Life(1, "other", "a.example.org/x", 0, None, None, never_there=False, confirmed=True, blocked=False)


def life(entry: int, last_alive: int | None, lost: int | None, **more: Any) -> Life:
    return LIFE._replace(entry=entry, last_alive=last_alive, lost=lost, **more)


@pytest.mark.parametrize(
    ("known", "spell"),
    [
        (life(0, 24, None), (0, 24, ALIVE)),
        (life(6, 24, None), (6, 24, ALIVE)),
        (life(6, 6, None), (6, 6, ALIVE)),
        (life(30, 24, None), (30, 30, ALIVE)),  # nothing is known before it came under observation
        (life(0, 24, 30), (0, 24, 30)),
        (life(6, None, 30), (6, 6, 30)),  # lost at the first look: since it came under observation
        (life(0, None, 1), (0, 0, 1)),
        # there and lost within one month of age: lost in the month before the nearest one
        (life(0, 24, 24), (0, 23, 24)),
        (life(24, 24, 24), (23, 23, 24)),
        (life(0, 1, 1), (0, 0, 1)),
        (life(0, 0, 0), (0, 0, 1)),
        # lost before it was last there by the dates that are told
        (life(0, 25, 24), (0, 23, 24)),
        # lost within a month of its paper, at the first look: it was never there
        (life(0, None, 0, never_there=True), (0, 0, 0)),
        (life(0, 12, None, never_there=True), (0, 12, ALIVE)),
    ],
)
def test_a_life_is_from_its_first_look_to_its_last_and_to_its_loss(known: Life, spell: tuple[int, int, int]) -> None:
    (row,) = table(spells_of([known])).tolist()
    assert tuple(row[:3]) == spell


def test_of_what_nothing_is_known_there_is_no_spell() -> None:
    assert len(spells_of([life(0, None, None)])) == 0
    assert len(spells_of([])) == 0


@pytest.mark.parametrize(("confirmed", "right"), [(True, 30), (False, ALIVE)])
def test_what_was_seen_gone_once_counts_on_wish_as_it_was_last_known(confirmed: bool, right: int) -> None:
    once = life(0, 24, 30, confirmed=confirmed)
    assert spells_of([once]).right.tolist() == [30]
    assert spells_of([once], unconfirmed=False).right.tolist() == [right]
    assert len(spells_of([life(0, None, 30, confirmed=False)], unconfirmed=False)) == 0, "never seen there either"


def test_what_it_was_lost_by_is_kept() -> None:
    gone, blocked = life(0, 1, 2), life(0, 1, 2, blocked=True)
    assert spells_of([gone, blocked]).cause.tolist() == [GONE, BLOCKED]


def test_links_of_one_owner_have_one_number_whatever_the_order_and_the_group() -> None:
    owners = ["b.example.org/1", "a.example.org/1", "c.example.org/1", "a.example.org/2"]
    lives = [life(0, 1, None)._replace(target=one) for one in owners]
    assert grouped(lives, lambda _: "all")["all"].cluster.tolist() == [1, 0, 2, 0], "in the order of their names"
    assert grouped(lives[::-1], lambda _: "all")["all"].cluster.tolist() == [0, 2, 0, 1]
    found = grouped(lives, lambda one: "first" if one.target.endswith("1") else "second")
    assert {name: spells.cluster.tolist() for name, spells in found.items()} == {"first": [1, 0, 2], "second": [0]}


KNOWN = Spells.of_columns(
    np.array([[0, 5, ALIVE, 0, 0], [3, 5, 9, 0, 1], [0, 5, 9, 1, 1], [1, 2, ALIVE, 0, 2], [0, 0, 0, 0, 3]]),
    np.array([10, 200, 30, 4, 7_000]),
)


def test_links_are_counted_by_what_became_of_them() -> None:
    assert (len(KNOWN), KNOWN.losses, KNOWN.never_there, KNOWN.late) == (7_244, 230, 7_000, 204)


def test_those_that_are_chosen_keep_all_that_is_known_of_them() -> None:
    chosen = KNOWN.only(KNOWN.cluster == 1)
    assert table(chosen).tolist() == [[3, 5, 9, 0, 1], [0, 5, 9, 1, 1]]
    assert (len(chosen), chosen.losses, chosen.late) == (230, 230, 200)


@pytest.mark.parametrize("row", [(0, 0, 1, 0, 0), (3, 3, 4, 0, 0), (0, 0, 0, 0, 0), (0, 4, ALIVE, 2, 9)])
def test_ages_in_order_are_taken(row: tuple[int, int, int, int, int]) -> None:
    assert table(Spells.of([row])).tolist() == [list(row)]
