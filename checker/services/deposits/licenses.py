"""Licences as archives name them → SPDX identifiers, by name or address. Pure."""

from __future__ import annotations

import re

_LONGEST = 80  # characters kept of a name that is not in SPDX
_DEED = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark)/1\.0)", re.IGNORECASE
)
_CC = re.compile(r"cc[ -](by(?:[ -](?:nc|nd|sa))*)[ -](\d\.\d)(?:[ -]international)?", re.IGNORECASE)
#: Names that archives use, in lower case → SPDX identifier.
_NAMES = {
    **dict.fromkeys(("cc0", "cc-zero", "cc0 1.0", "cc0-1.0", "cc0 1.0 universal"), "CC0-1.0"),
    **dict.fromkeys(("mit", "mit license", "mit-license", "mit license (mit)"), "MIT"),
    **dict.fromkeys(
        ("apache-2.0", "apache 2.0", "apache2.0", "apache license 2.0", "apache license, 2.0"), "Apache-2.0"
    ),
    **dict.fromkeys(("gpl", "gpl 3.0", "gpl-3.0", "gnu general public license (gpl) 3.0"), "GPL-3.0"),
    **dict.fromkeys(("gpl 2.0", "gpl-2.0", "gnu general public license (gpl) 2.0"), "GPL-2.0"),
    "gpl 3.0+": "GPL-3.0-or-later",
    "gpl 2.0+": "GPL-2.0-or-later",
    **dict.fromkeys(("bsd-3-clause", 'bsd 3-clause "new"/"revised" license'), "BSD-3-Clause"),
    **dict.fromkeys(("bsd-2-clause", 'bsd 2-clause "simplified" license'), "BSD-2-Clause"),
}


def spdx(name: str | None, url: str | None = None) -> str | None:
    """The SPDX identifier of a licence; its name as given if we know none, None without a name."""
    deed = _DEED.search(url or "") or _DEED.search(name or "")
    if deed:
        return {"zero": "CC0-1.0", "mark": "PDM-1.0"}.get(
            (deed[3] or "").lower()
        ) or f"CC-{deed[1]}-{deed[2]}".upper()
    plain = " ".join((name or "").split())
    if commons := _CC.fullmatch(plain):
        return f"CC-{commons[1].replace(' ', '-')}-{commons[2]}".upper()
    return _NAMES.get(plain.casefold()) or plain[:_LONGEST] or None
