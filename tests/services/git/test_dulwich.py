"""What we override of dulwich, whose name says that it may change: it still is as we took it for."""

from __future__ import annotations

import inspect

from dulwich.client import AbstractHttpGitClient

from checker.services.git.wire import _Client


def parameters(function: object) -> list[tuple[str, object, object]]:
    """Names, kinds and defaults of what a function takes."""
    found = inspect.signature(function).parameters.values()  # type: ignore[arg-type]  # any callable
    return [(one.name, one.kind, one.default) for one in found]


def test_the_method_that_sends_requests_takes_what_ours_takes() -> None:
    assert parameters(AbstractHttpGitClient._http_request) == parameters(_Client._http_request)


def test_the_method_that_warns_of_filters_takes_what_ours_takes() -> None:
    assert [name for name, *_ in parameters(AbstractHttpGitClient._warn_filter_objects)] == []
    assert "_warn_filter_objects()" in inspect.getsource(AbstractHttpGitClient.fetch_pack)


def test_dulwich_asks_by_that_method_alone() -> None:
    for method in (AbstractHttpGitClient._discover_references, AbstractHttpGitClient._smart_request):
        assert "self._http_request(" in inspect.getsource(method)
