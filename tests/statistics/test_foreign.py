"""What foreign witnesses looked at: how often an address was silent, healed, and flapped."""

from __future__ import annotations

from checker.model.subjects import LookHistory
from checker.statistics.figures.foreign import flapping


def looked(looks: int, silent: int, changes: int, *, answered_last: bool) -> LookHistory:
    return LookHistory("other", f"h{looks}{silent}{changes}.example.org/x", looks, silent, changes, answered_last)


STEADY = looked(5, 0, 0, answered_last=True)
HEALED = looked(2, 1, 1, answered_last=True)
DIED = looked(3, 1, 1, answered_last=False)
FLAPPING = looked(9, 4, 6, answered_last=False)
TWICE = looked(3, 2, 2, answered_last=True)
SILENT_ONCE = looked(1, 1, 0, answered_last=False)


def test_silent_healed_and_flapping_are_shares_each_of_those_that_could_be_so() -> None:
    """Silent of all; healed of the silent that were looked at again; flapping of those looked at three times."""
    found = list(flapping([STEADY, HEALED, DIED, FLAPPING, TWICE, SILENT_ONCE], None))
    assert [(one.name, one.title, one.k, one.n) for one in found] == [
        ("silent", "Silent", 5, 6),
        ("healed", "Healed", 2, 4),
        ("flapping", "Flapping", 2, 4),
    ]
    assert {one.sql for one in found} == {"foreign-looks"}
    assert len({one.definition for one in found}) == 3
    assert [one.method for one in found] == ["Wilson"] * 3


def test_of_addresses_that_nobody_looked_at_there_is_no_share() -> None:
    assert [(one.k, one.n, one.percent) for one in flapping([], None)] == [(0, 0, None)] * 3


def test_addresses_of_one_host_share_their_fate() -> None:
    """Thirty hosts with ten addresses each, all silent or none: as sure as thirty."""
    many = [
        LookHistory("other", f"h{host}.example.org/{number}", 3, host % 2, 0, answered_last=True)
        for host in range(30)
        for number in range(10)
    ]
    silent = next(flapping(many, None))
    assert silent.design_effect is not None
    assert 9 < silent.design_effect < 11
