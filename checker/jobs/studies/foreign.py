"""Survival and flapping of what a foreign witness looked at, beside our figures and in none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.statistics.estimates import SEED, bootstrapped
from checker.statistics.figures.foreign import flapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.statistics.figures.values import Figure
    from checker.store.history.foreign import Foreign

#: What is taken as lost → whether that is whatever did not answer.
LOST = {"404 or 410": False, "no answer": True}


def foreign(told: Foreign, witness: str) -> Iterator[tuple[str, Figure]]:
    """
    What is taken as lost, and a figure: survival by our definition of a loss and by the witness's, then how often
    answers failed, came back and changed. UsageError for a witness that nothing is known of, or without numpy.
    """
    _require(told, witness)
    try:
        from checker.statistics.figures.survival import survival
    except ImportError as error:
        raise UsageError("numpy is missing, which survival needs.", "Install 'reprolinks[stats]'.") from error
    for words, answered in LOST.items():
        for one in survival(told.lives(witness, answered=answered), SEED):
            yield words, one
    for one in flapping(list(told.looked(witness)), bootstrapped):
        yield "no answer", one


def _require(told: Foreign, witness: str) -> None:
    known = told.witnesses()
    if witness not in known:
        kept = f"Kept are those of: {', '.join(known)}." if known else "Import them with reprolinks import-checks."
        raise UsageError(f"No checks of {witness} are in the database.", kept)
