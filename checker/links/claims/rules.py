"""
What makes a sentence a claim, as data: a rule is a pattern and the words one of which a sentence must hold for it
to match, which spare most sentences the pattern.
"""

from __future__ import annotations

import re

_Words = tuple[str, ...]
#: Words one of which must stand in a sentence, each with more groups of such words, and a pattern for each of these.
Rules = tuple[tuple[str, tuple[tuple[tuple[_Words, ...], re.Pattern[str]], ...]], ...]


def holds(rules: Rules, sentence: str) -> bool:
    """Whether one of the rules matches the sentence."""
    for first, patterns in rules:  # written out: this is asked of every sentence with a cue, most often in vain
        if first in sentence:
            for needs, pattern in patterns:
                if (not needs or _has_all(needs, sentence)) and pattern.search(sentence):
                    return True
    return False


def _has_all(needs: tuple[_Words, ...], sentence: str) -> bool:
    """Whether of each of these groups of words one stands in the sentence."""
    for words in needs:
        for word in words:
            if word in sentence:
                break
        else:
            return False
    return True


def compiled(*rules: tuple[str, str]) -> Rules:
    """Rules from pairs of needs, as in "releas&we |we'", and patterns; what several need first is asked once."""
    sections: dict[str, list[tuple[tuple[_Words, ...], re.Pattern[str]]]] = {}
    for needs, pattern in rules:
        first, *more = (tuple(words.split("|")) for words in needs.split("&"))
        for word in first:
            sections.setdefault(word, []).append((tuple(more), re.compile(pattern)))
    return tuple((first, tuple(patterns)) for first, patterns in sections.items())
