"""Sentences that promise a thing or offer it on request: patterns for a sentence in lower case, single blanks."""

from __future__ import annotations

import re

from checker.links.claims.rules import compiled
from checker.links.claims.words import OPEN, THING

_WILL = (
    r"\b(?:we|authors) (?:will|shall|(?:are )?plan(?:ning)? to|intend to|are going to|expect to|aim to"
    r"|hope to)"
)
#: Promises that count only in a sentence with a thing that can be released.
PROMISED = compiled(
    (
        "will |shall & be ",
        (
            r"\b(?:will|shall) (?:soon |also |all |\w+ly )*be (?:\w+ly |made |soon |all )*"
            r"(?:(?<!commercially )available|accessible|released|open-? ?sourced?|published|public|open)\b"
        ),
    ),
    (
        "to be ",
        (
            r"(?<!needs )(?<!need )(?<!has )(?<!have )\bto be (?:\w+ly )?(?:made (?:\w+ly )?(?:available"
            r"|public)|released|open-? ?sourced|published)\b"
        ),
    ),
    (
        "will |shall |plan|intend|going to|expect to|aim to|hope to&publish|mak|shar|provid",
        (
            rf"{_WILL} (?:\w+ly |also |later |soon |then |further |\w+ and )*(?:publish|mak|shar"
            rf"|provid)\w*\b[^.]{{0,200}}?\b{THING}"
        ),
    ),
    (
        "acceptance|publication",
        rf"\b{THING}\b[^.]*?\b(?:upon|after|on) (?:\w+ )?(?:acceptance|publication)\b",
    ),
    (" soon", r"\b(?:coming|available|released) soon\b"),
    (
        "release&will be",
        r"\bwill be (?:included in|part of|made part of|contained in) (?:the|our|an?) (?:\S+ ){0,4}?release\b",
    ),
    (
        "to be |will be ",
        (
            r"\b(?:link|url|address|repository) (?:to be|will be) (?:added|provided|inserted|included"
            r"|disclosed|shared)\b"
        ),
    ),
)
#: Promises with a verb of release, which count with any object, for example a proper name.
TO_RELEASE = compiled(
    (
        "releas|sourc&will|shall|plan|intend|going to|expect to|aim to|hope to|'ll|\u2019ll",
        (
            rf"(?:{_WILL}|\bwe['\u2019]ll) (?:\w+ly |also |later |soon |then |further |\w+ and )*(?:releas"
            rf"|{OPEN})e\b(?! (?:\S+ ){{0,4}}?(?:analysis|report|paper)\b)"
        ),
    ),
)
#: Something is available from the authors on request.
ON_REQUEST = re.compile(
    r"\b(?:available|provided?|shared?|obtain(?:able|ed)|accessible|released|access(?:ed)?|distributed"
    r"|supplied|requested|sent"
    r"|data|datasets?|codes?)\b(?:(?! to )[^;]){0,80}?\b(?:(?:up)?on (?:(?:any|reasonable|email|e-mail"
    r"|written|direct|your|special"
    r"|author) )?request\b|by request\b)|\brequest(?:ed)? from the (?:\w+ )?authors?\b"
    r"|\b(?:up)?on (?:reasonable )?request,? .{0,150}?\b(?:availab|provid|shar|obtain)"
)
