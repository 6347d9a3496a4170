"""One function over many pieces of work, in several processes, the results in the order of the work."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

_AHEAD = 3  # pieces of work under way for each process: enough to keep it busy, few enough to fit into memory


def ordered_map(function: Callable[[_Work], _Result], work: Iterable[_Work], *, jobs: int) -> Iterator[_Result]:
    """
    `map(function, work)` by `jobs` processes; by this one alone where `jobs` is 1.

    Takes from `work` only as fast as results are taken. What `function` or `work` raises is raised in its turn:
    after the results of the work before it.
    """
    if jobs == 1:
        yield from map(function, work)
        return
    with ProcessPoolExecutor(jobs) as pool:
        try:
            yield from _ordered(pool, function, work, ahead=_AHEAD * jobs)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _ordered(
    pool: ProcessPoolExecutor, function: Callable[[_Work], _Result], work: Iterable[_Work], *, ahead: int
) -> Iterator[_Result]:
    waiting: deque[Future[_Result]] = deque()
    trouble: Exception | None = None
    source = iter(work)
    while trouble is None:
        try:
            waiting.append(pool.submit(function, next(source)))
        except StopIteration:
            break
        except Exception as error:  # noqa: BLE001  (raised again below, after what came before it)
            trouble = error
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
    if trouble:
        raise trouble
