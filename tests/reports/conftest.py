"""Databases that the tests of reports read: made once, and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.moths import database

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def moths(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers on moths, each with one link, of every fate, in three runs."""
    return database(tmp_path_factory.mktemp("moths") / "moths.db")


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a paper and without a run."""
    return database(tmp_path_factory.mktemp("nothing") / "nothing.db", (), runs=0)
