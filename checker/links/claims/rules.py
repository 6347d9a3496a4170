"""
Rules for sentences: a rule is a pattern with the words that a sentence must contain for it to match. The search for
these words is cheap and spares most sentences the pattern.
"""

from __future__ import annotations

import re

_Words = tuple[str, ...]
#: Rules by the first word that they need: for each such word, pairs of more groups of words (of each group one is
#: needed) and a pattern.
Rules = tuple[tuple[str, tuple[tuple[tuple[_Words, ...], re.Pattern[str]], ...]], ...]


def matches_any(rules: Rules, sentence: str) -> bool:
    """Whether one of the rules matches the sentence, which is in lower case with single blanks."""
    for first, patterns in rules:  # explicit loops are faster, and this runs for every sentence with a cue
        if first in sentence:
            for needs, pattern in patterns:
                if (not needs or _has_all(needs, sentence)) and pattern.search(sentence):
                    return True
    return False


def _has_all(needs: tuple[_Words, ...], sentence: str) -> bool:
    """Whether the sentence contains at least one word of each group."""
    for words in needs:
        for word in words:
            if word in sentence:
                break
        else:
            return False
    return True


def compiled(*rules: tuple[str, str]) -> Rules:
    """
    Rules from pairs of needed words and a pattern.

    The words are written as "releas&we |we'": groups joined by `&`, alternatives within a group by `|`.
    """
    sections: dict[str, list[tuple[tuple[_Words, ...], re.Pattern[str]]]] = {}
    for needs, pattern in rules:
        first, *more = (tuple(words.split("|")) for words in needs.split("&"))
        for word in first:
            sections.setdefault(word, []).append((tuple(more), re.compile(pattern)))
    return tuple((first, tuple(patterns)) for first, patterns in sections.items())
