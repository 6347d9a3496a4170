"""A `map` over several processes that keeps the order and takes no more work than it can do."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

_AHEAD = 3  # pieces of work submitted for each process: enough to keep it busy, few enough to fit into memory


def ordered_map(function: Callable[[_Work], _Result], work: Iterable[_Work], *, jobs: int) -> Iterator[_Result]:
    """
    The results of `map(function, work)`, in order, by `jobs` processes; by this process where `jobs` is 1.

    Pieces are taken from `work` only as fast as results are consumed. An exception of `function` or `work` is raised
    after the results of the pieces before it.
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
    failure: Exception | None = None
    source = iter(work)
    while failure is None:
        try:
            waiting.append(pool.submit(function, next(source)))
        except StopIteration:
            break
        except Exception as error:  # noqa: BLE001  (raised below, after the results of the work before it)
            failure = error
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
    if failure:
        raise failure
