"""A run says that it is alive, also while it waits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from checker.jobs import check
from checker.store.store import Store

if TYPE_CHECKING:
    import pytest

    from checker.jobs.context.run import Run

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_run_that_waits_for_a_service_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "HEARTBEAT", 0)
    moments = iter(BEGIN + timedelta(minutes=number) for number in range(1_000))
    with Store.open(":memory:") as store:
        number = store.runs.begin(command="check", inputs=[], options={}, at=BEGIN)
        world = SimpleNamespace(now=lambda: next(moments))

        async def waits() -> None:
            with check.heartbeat(cast("Run", SimpleNamespace(id=number, store=store, world=world))):
                for _ in range(9):
                    await asyncio.sleep(0)

        asyncio.run(waits())
        ((alive,),) = store.query("SELECT alive_at FROM runs")[1]
        assert alive > "2026-01-01T00:00:00Z"
        store.runs.record_heartbeat(number, BEGIN)
        assert store.query("SELECT alive_at FROM runs")[1] == [(alive,)], "a clock set back takes nothing away"
