"""Checks of the proxy and certificate variables of the environment, before a run begins."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_SCHEMES = ("http", "https", "socks5", "socks5h")


def check_environment(environment: Mapping[str, str]) -> None:
    """
    Raise UsageError for a proxy or certificate file that can't work. The message names the variable; it does not show
    the address of a proxy, which may hold a password.
    """
    for name in _PROXIES:
        for variable in (name, name.lower()):
            if value := environment.get(variable, "").strip():
                _check_proxy(variable, value)
    if file := environment.get("SSL_CERT_FILE", "").strip():
        _check_certificates(file)


def _check_proxy(variable: str, value: str) -> None:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        usable = parts.scheme in _SCHEMES and parts.hostname and (parts.port or 1)
    except ValueError:
        usable = None
    if not usable:
        raise UsageError(
            f"{variable} does not name a usable proxy.",
            "Set it to http://HOST:PORT or socks5://HOST:PORT, or unset it.",
        )


def _check_certificates(file: str) -> None:
    try:
        ssl.create_default_context(cafile=file)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"SSL_CERT_FILE does not name certificates: {file} ({getattr(error, 'strerror', None) or error}).",
            "Name a file in PEM format, or unset it.",
        ) from error
