"""
Faults that change nothing that anybody can see (equivalent mutants), each with the reason: `make mutants` does not
count them.

An entry is about one line of a module, given by its text, and one fault in it.
"""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A fault in a line of a module: the line's text, the code that stands there, the code with the fault."""

    module: str
    line: str
    before: str
    after: str


_GUARD, _GATE = "checker/network/address_guard.py", "checker/network/gate.py"
_AVAILABILITY, _MAINTENANCE = "checker/verdicts/availability.py", "checker/verdicts/maintenance.py"
_ONE_PIECE = "the first piece is the same however many more there are"
_SET_LATER = "read only once the host has answered, and each answer sets it to 0"

_ENDS, _ARCHIVES, _HUB = (
    f"checker/links/{name}.py" for name in ("addresses/ends", "platforms/archives", "platforms/hub")
)
_MISTYPED = "checker/links/addresses/mistyped.py"
_TRIM = "checker/links/addresses/trim.py"
_CUT = 'shorter = _GLUED.split(_TAIL.sub("", _balanced(raw.rstrip(_MARKS))), maxsplit=1)[0]'
_CELL = 'shorter = _CELL.split(shorter, maxsplit=1)[0] if "," in shorter else shorter'
_FIND, _STARTS = "checker/links/addresses/find.py", "checker/links/addresses/starts.py"
_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"
_MAY_LACK = "if address is None or (address.kind is not _GITHUB_REPO and missing_segments(host.casefold(), path)):"
_NO_REPOSITORY_OR = "address.kind is not _GITHUB_REPO or missing_segments(host.casefold(), path)"
_NO_PROGRAM = "neither is the name of a program that makes pages from its query"

_SURVIVAL = "checker/statistics/survival"
_RISK, _CURVE, _TURNBULL = (f"{_SURVIVAL}/{name}.py" for name in ("risk", "curve", "turnbull"))
_CAUSES = (
    "for years, lost in zip(reached, estimate.incidence_at([12 * age for age in reached])[0, cause], strict=True):"
)
_ONE_WEIGHTING = "an estimate of one weighting has one row: the first is the last"
_WIDE_ENOUGH = "any width above every right end keeps pairs of ends apart, and in their order"
_SAVES_TIME = "an identifier holds both marks, so without them none is found: the question only saves time"
_MAY_HOLD = (
    'if text.find(":1:", text.find(":")) >= 0:  # one letter is found sooner than a word, and few texts have it early'
)
_FOUND = "text.find(':1:', text.find(':')) >= 0"
_NOT_FIRST = "an identifier does not begin with this mark, so the mark does not stand at a text's start"
_MAY_BE_SCHEME = 'if "\\\\" in text and ":\\\\" in text:'
_BACKSLASHED = "'\\\\' in text and ':\\\\' in text"
_NO_SCHEME = "a scheme with backslashes holds both marks, so without them none is found: the question only saves time"
_AS_LONG = "both are as long as the ages that are asked about"

EQUIVALENT: dict[Place, str] = {
    Place(_RISK, "gone = 1 - fit.survival_at(np.arange(last + 1))[0]", "0", "-1"): _ONE_WEIGHTING,
    Place(_RISK, "before = fit.survival_at(np.arange(last))[0]", "0", "-1"): _ONE_WEIGHTING,
    Place(_CURVE, "alive = estimate.survival_at(months)[0]", "0", "-1"): _ONE_WEIGHTING,
    Place(_TURNBULL, "better, done = polished(problem.lives(), hazards[0])", "0", "-1"): _ONE_WEIGHTING,
    Place("checker/statistics/figures/survival.py", _CAUSES, "0", "-1"): _ONE_WEIGHTING,
    Place(
        "checker/statistics/figures/survival.py",
        _CAUSES,
        "zip(reached, estimate.incidence_at([12 * age for age in reached])[0, cause], strict=True)",
        "zip(reached, estimate.incidence_at([12 * age for age in reached])[0, cause])",
    ): _AS_LONG,
    Place(
        _TURNBULL,
        "return Lives(self._left, self._right, self._cause, self._weights[0], self._survivors[0])",
        "0",
        "-1",
    ): _ONE_WEIGHTING,
    Place(
        f"{_SURVIVAL}/spells.py",
        "columns = zip(",
        "zip(*((one.entry, one.left, one.right, one.cause, one.cluster, one.count) for one in some), strict=True)",
        "zip(*((one.entry, one.left, one.right, one.cause, one.cluster, one.count) for one in some))",
    ): "each of them is a tuple of six",
    Place(
        _RISK, "return sums(np.minimum(ages, last), weights, last + 1)", "1", "2"
    ): "all of these are as long, and read up to `last`",
    Place(_RISK, "width = int(right.max(initial=0)) + 1", "1", "2"): _WIDE_ENOUGH,
    Place(_RISK, "width = int(right.max(initial=0)) + 1", "0", "1"): _WIDE_ENOUGH,
    Place(_STARTS, _MAY_HOLD, _FOUND, _FOUND.replace(">=", ">")): _NOT_FIRST,
    Place(_STARTS, _MAY_HOLD, "0", "1"): _NOT_FIRST,
    Place(_STARTS, _MAY_HOLD, "0", "-1"): _SAVES_TIME,
    Place(_STARTS, _MAY_BE_SCHEME, _BACKSLASHED, _BACKSLASHED.replace(" and ", " or ")): _NO_SCHEME,
    Place(_STARTS, _MAY_BE_SCHEME, _BACKSLASHED, _BACKSLASHED.partition(" and ")[0]): _NO_SCHEME,
    Place(_STARTS, _MAY_BE_SCHEME, _BACKSLASHED, _BACKSLASHED.partition(" and ")[2]): _NO_SCHEME,
    Place(
        "checker/links/claims/claims.py",
        "for start, end in _sentences(lower, places) if places else ():",
        "_sentences(lower, places) if places else ()",
        "_sentences(lower, places)",
    ): "no place stands in no sentence: the question only saves time",
    Place(
        "checker/links/claims/claims.py",
        'called = release.CALLED_OPEN.match(sentence) if " is " in sentence else None',
        "release.CALLED_OPEN.match(sentence) if ' is ' in sentence else None",
        "release.CALLED_OPEN.match(sentence)",
    ): "the pattern holds this word: the question only saves time",
    Place(
        "checker/links/claims/claims.py",
        'called = release.CALLED_OPEN.match(sentence) if " is " in sentence else None',
        "release.CALLED_OPEN.match(sentence)",
        "release.CALLED_OPEN.search(sentence)",
    ): "the pattern begins where the sentence does",
    Place(
        "checker/links/claims/languages.py",
        "if not plain and _EAST_ASIAN_TEXT.search(lower):",
        "not plain and _EAST_ASIAN_TEXT.search(lower)",
        "_EAST_ASIAN_TEXT.search(lower)",
    ): "plain text holds no such letters: the question only saves time",
    Place(
        "checker/links/claims/languages.py",
        "if not any(map(lower.__contains__, _PLAIN if plain else _CUES)):",
        "_PLAIN if plain else _CUES",
        "_CUES",
    ): "plain text holds only plain words: the question only saves time",
    Place(
        "checker/links/claims/languages.py",
        "return _claims(lower, languages) if languages else ()",
        "_claims(lower, languages) if languages else ()",
        "_claims(lower, languages)",
    ): "no language has a claim for any sentence: the question only saves time",
    Place(
        "checker/links/addresses/grammar.py",
        'named = queries.naming(parts.path[-1] if parts.path else "", parts.query)',
        "''",
        "'XX'",
    ): _NO_PROGRAM,
    Place(
        _RISK,
        "lost = sums(number, count * (spells.right[here] != ALIVE))",
        "spells.right[here] != ALIVE",
        "spells.right[here] == ALIVE",
    ): "the share that is not lost varies over clusters as the share that is",
    Place(
        _ARCHIVES, 'named = queries.naming(parts.path[-1] if parts.path else "", parts.query)', "''", "'XX'"
    ): _NO_PROGRAM,
    Place(
        _HUB,
        "return _named(kind, path[0]) if len(path) == 1 else _repository(kind, path)",
        "0",
        "-1",
    ): "the first of one is the last",
    Place(
        _MISTYPED,
        "letters = zip(word, right, strict=False)",
        "zip(word, right, strict=False)",
        "zip(word, right)",
    ): "False is what zip takes where it is told nothing",
    Place(
        _FIND, _MAY_LACK, _NO_REPOSITORY_OR.replace(" or ", " and "), _NO_REPOSITORY_OR
    ): "what the short way does not take the general way reads alike, and slower",
    Place(
        _STARTS, f'_HOST_CHARACTERS = "{_CHARACTERS}"', f"'{_CHARACTERS}'", f"'{_CHARACTERS}XX'"
    ): "X is one of them already",
    Place(_TRIM, _CUT, "1", "2"): _ONE_PIECE,
    Place(_TRIM, _CUT, "1", "0"): _ONE_PIECE,
    Place(
        _TRIM,
        _CUT,
        "_GLUED.split(_TAIL.sub('', _balanced(raw.rstrip(_MARKS))), maxsplit=1)",
        "_GLUED.split(_TAIL.sub('', _balanced(raw.rstrip(_MARKS))))",
    ): _ONE_PIECE,
    Place(_TRIM, _CELL, "1", "2"): _ONE_PIECE,
    Place(_TRIM, _CELL, "1", "0"): _ONE_PIECE,
    Place(_TRIM, _CELL, "_CELL.split(shorter, maxsplit=1)", "_CELL.split(shorter)"): _ONE_PIECE,
    Place(
        _TRIM,
        _CELL,
        "_CELL.split(shorter, maxsplit=1)[0] if ',' in shorter else shorter",
        "_CELL.split(shorter, maxsplit=1)[0]",
    ): "without a comma there is no next cell: the question only saves time",
    Place(
        _TRIM, "break", "break", "continue"
    ): "what no layer makes shorter none after it does: the end only saves time",
    Place(
        _TRIM,
        '_OPENING = "|".join(sorted(_STARTERS | _SECTIONS))',
        "sorted(_STARTERS | _SECTIONS)",
        "_STARTERS | _SECTIONS",
    ): "what must follow each of these words decides between them, whichever is tried first",
    Place(_GUARD, 'ip = ipaddress.ip_address(address.split("%", 1)[0])', "1", "2"): _ONE_PIECE,
    Place(
        _GUARD,
        "inner: list[_Address | None] = [ip.sixtofour, *(ip.teredo or ())]",
        "ip.teredo or ()",
        "()",
    ): "all of Teredo's network is none of the public internet in Python's own table, and none of `_CARRIERS`",
    Place(
        "checker/links/platforms/address.py",
        'name = (unquote(name) if "%" in name else name).partition("@")[0]',
        "unquote(name) if '%' in name else name",
        "unquote(name)",
    ): "without the mark there is nothing to decode: the question only saves time",
    Place(
        "checker/links/addresses/repair.py",
        'return _ENTITIES.sub("&", text) if "&" in text else text',
        "_ENTITIES.sub('&', text) if '&' in text else text",
        "_ENTITIES.sub('&', text)",
    ): "an entity begins with the mark: the question only saves time",
    Place(
        _FIND,
        "return link._replace(alternatives=(*others.values(), *link.alternatives)) if others else link",
        "link._replace(alternatives=(*others.values(), *link.alternatives)) if others else link",
        "link._replace(alternatives=(*others.values(), *link.alternatives))",
    ): "none more make it the same again",
    Place(_GATE, "self._cool_downs = 0", "0", "1"): _SET_LATER,
    Place(_GATE, "self._cool_downs = 0", "0", "-1"): _SET_LATER,
    Place(
        _AVAILABILITY,
        'return Ruling(availability, reason, rule.__name__.strip("_"))',
        "'_'",
        "'_XX'",
    ): "no rule's name begins or ends with a capital X",
    Place(
        _MAINTENANCE, 'return _STATES.get(state or "", Maintenance.UNKNOWN)', "state or ''", "state"
    ): "None is no key of the table either",
    Place(
        _MAINTENANCE, 'return _STATES.get(state or "", Maintenance.UNKNOWN)', "''", "'XX'"
    ): "neither is a key of the table",
}
