"""Licences as archives name them."""

from __future__ import annotations

import pytest

from checker.services.deposits.licenses import spdx


@pytest.mark.parametrize(
    ("name", "url", "known"),
    [
        ("cc-by-4.0", None, "CC-BY-4.0"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("CC BY-NC-SA 3.0", None, "CC-BY-NC-SA-3.0"),
        ("CC0 1.0", "http://creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"),
        ("CC0", None, "CC0-1.0"),
        ("MIT License", None, "MIT"),
        ("mit", None, "MIT"),
        ("apache-2.0", None, "Apache-2.0"),
        ("GPL 3.0+", None, "GPL-3.0-or-later"),
        ("Custom  terms", None, "Custom terms"),
        ("", "", None),
        (None, None, None),
        ("x" * 500, None, "x" * 80),
    ],
)
def test_names_and_addresses_become_spdx(name: str | None, url: str | None, known: str | None) -> None:
    assert spdx(name, url) == known
