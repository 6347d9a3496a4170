"""Survival and changing answers of links that somebody else checked; these are in no figure of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.statistics.estimates import SEED, bootstrapped
from checker.statistics.figures.foreign import flapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.statistics.figures.values import Figure
    from checker.store.history.foreign import Foreign

#: Definition of a loss, in words → whether any check without an answer counts as one.
LOST = {"404 or 410": False, "no answer": True}


def foreign(checks: Foreign, witness: str) -> Iterator[tuple[str, Figure]]:
    """
    (definition of a loss, figure) of the checks of one witness: survival by our definition of a loss and by the
    witness's, then how often answers failed, came back and changed. Raises UsageError for a witness of whom no checks
    are stored, and where numpy is missing.
    """
    _require(checks, witness)
    try:
        from checker.statistics.figures.survival import survival
    except ImportError as error:
        raise UsageError("numpy is missing, which survival needs.", "Install 'reprolinks[stats]'.") from error
    for words, answered in LOST.items():
        for one in survival(checks.lives(witness, answered=answered), SEED):
            yield words, one
    for one in flapping(list(checks.looked(witness)), bootstrapped):
        yield "no answer", one


def _require(checks: Foreign, witness: str) -> None:
    known = checks.witnesses()
    if witness not in known:
        kept = f"Kept are those of: {', '.join(known)}." if known else "Import them with reprolinks import-checks."
        raise UsageError(f"No checks of {witness} are in the database.", kept)
