"""Fixtures of all tests: no network but loopback, a clean environment, simulated services."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from checker.store import MEMORY
from checker.store.store import Store
from tests.simulator import Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


#: Folder of tests that have a make target of their own → the package that this target installs for them.
NEEDING = {"spark": "pyspark", "browser": "playwright"}
collect_ignore = [folder for folder, what in NEEDING.items() if not importlib.util.find_spec(what)]


def pytest_report_header() -> list[str]:
    """Name the folders of tests that are left out, and why."""
    left = "tests/{0} are left out: {1} is not installed (make test-{0})"
    return [left.format(folder, NEEDING[folder]) for folder in collect_ignore]


settings.register_profile("unhurried", deadline=None)  # a slow test on a busy machine is no failure
settings.register_profile("quick", deadline=None, max_examples=25)  # for make test; make coverage tries a hundred
settings.load_profile("unhurried")


class NetworkUsed(Exception):  # noqa: N818  (says what happened)
    """A test tried to reach something beyond loopback."""


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Every connection and every look-up of a name beyond loopback fails the test."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise NetworkUsed(f"a test connects to {address[0]}")
        connect(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise NetworkUsed(f"a test looks up {host}")
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def _nobody_waits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    No pause before another attempt of a request; the tests of the network have clocks of their own, and check how
    long the pause would be.
    """
    if "network" not in request.path.parts:
        monkeypatch.setattr("checker.network.host.FIRST_WAIT", 0.0)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No token, proxy or setting of the machine reaches a test."""
    for name in list(os.environ):
        wanted = name.startswith(("REPROLINKS_", "HF_", "GITHUB_", "GH_")) or name.lower().endswith("_proxy")
        if wanted and name not in ("REPROLINKS_CORPUS", "REPROLINKS_SCIENCE"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _schema_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """
    A new database is a copy of an empty one that the store made: making one takes ten times as long, and thousands of
    tests begin with one. Databases in memory are copies of it too; those of commands that run in processes are made
    anew.
    """
    empty = tmp_path_factory.mktemp("schema") / "empty.db"
    opened = Store.open
    with opened(empty):
        pass
    blank = empty.read_bytes()

    def copied(path: str | Path, *, create: bool = True) -> Store:
        if path == MEMORY:
            return Store.copy_of(empty)
        if create and str(path).strip():
            # The store reports a path that can't be created.
            with contextlib.suppress(OSError), Path(path).open("xb") as file:
                file.write(blank)
        return opened(path, create=create)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "open", copied)
        yield


class _Desk:
    """An empty folder to work in; it is replaced only when something was left in it, as most tests write nothing."""

    def __init__(self, made: Callable[[str], Path]) -> None:
        self._made = made
        self._folder: Path | None = None

    def cleared(self) -> Path:
        """The folder, empty."""
        if self._folder is None or any(self._folder.iterdir()):
            self._folder = self._made("desk")
        return self._folder


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> _Desk:
    """The folder for tests that ask for none of their own."""
    return _Desk(tmp_path_factory.mktemp)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, desk: _Desk) -> None:
    """Each test runs in an empty folder: nothing is written into the project, and no test finds another's files."""
    own = "tmp_path" in request.fixturenames
    monkeypatch.chdir(request.getfixturevalue("tmp_path") if own else desk.cleared())


@pytest.fixture
def world() -> World:
    """An empty world to fill."""
    return World()


@pytest.fixture
def simulator(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """The services of `world`; the environment points at them, without a token."""
    with Simulator(world) as running:
        for name, value in running.environment().items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def reprolinks(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command line: (exit code, standard output, standard error)."""
    from checker.__main__ import run
    from checker.cli.app import command

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(command.main, list(arguments))
        output, errors = capfd.readouterr()
        return code, output, errors

    return call


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real abstracts beside the checkout; they are other people's texts, which we may not ship."""
    folder = Path(os.environ.get("REPROLINKS_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"the real corpora are not here ({folder}): set REPROLINKS_CORPUS to test on them")
    return folder


@pytest.fixture(scope="session")
def science() -> Path:
    """The folder of other studies' data beside the checkout: statuses of links, labels. We may not ship them."""
    folder = Path(os.environ.get("REPROLINKS_SCIENCE", Path(__file__).parents[2] / "shared" / "science"))
    if not folder.is_dir():
        pytest.skip(f"the studies' data are not here ({folder}): set REPROLINKS_SCIENCE to test on them")
    return folder
