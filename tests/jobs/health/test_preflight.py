"""What settings can't work is found before anything is recorded, and told without the password in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.errors import UsageError
from checker.jobs.health.preflight import check_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "proxy", ["http://[::1", "ftp://proxy:1", "http://", "http://proxy:port", "://x", "http://:80"]
)
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_proxy_that_can_be_none_is_refused_by_name(variable: str, proxy: str) -> None:
    with pytest.raises(UsageError, match=variable):
        check_environment({variable: proxy.replace("proxy", "me:s3cret@proxy")})
    with pytest.raises(UsageError) as refused:
        check_environment({variable: "ftp://me:s3cret@proxy"})
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "proxy", ["proxy:3128", "http://me:pw@proxy:3128", "socks5://[::1]:1080", "socks5h://proxy", ""]
)
def test_a_proxy_as_people_write_it_is_taken(proxy: str) -> None:
    check_environment({"HTTPS_PROXY": proxy})


def test_certificates_that_are_none_end_a_run_before_it_begins(
    reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("p.jsonl").write_text('{"title": "T", "abstract": "https://github.com/lab/tool"}', "utf-8")
    Path("none.pem").write_text("no certificate", "utf-8")
    for file in ("none.pem", "missing.pem"):
        monkeypatch.setenv("SSL_CERT_FILE", file)
        code, _, errors = reprolinks("run", "p.jsonl")
        assert (code, file in errors, errors.count("\n")) == (2, True, 1)
        assert not Path("availability.db").exists()
