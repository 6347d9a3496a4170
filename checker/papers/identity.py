"""A stable id for a paper whose source gives it none: made from its title."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def title_id(title: str) -> str:
    """
    `title:` and 16 hexadecimal digits: the same for every spelling of a title in case, blanks, punctuation and
    Unicode form.
    """
    same = unicodedata.normalize("NFKC", title).casefold()
    plain = re.sub(r"[\W_]+", " ", same).strip() or same  # a title may be nothing but punctuation
    return f"title:{hashlib.sha256(plain.encode()).hexdigest()[:16]}"
