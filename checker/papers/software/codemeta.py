"""
codemeta.json, and other JSON-LD of schema.org: one record of software, a data set or an article.

Source: https://codemeta.github.io/terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import first
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made, one_line
from checker.papers.streams.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


_DATES = ("datePublished", "dateReleased", "dateModified", "dateCreated")
#: Fields in which no links are looked for: people, other software, descriptions.
_NOT_LINKS = frozenset(
    {
        *(
            "author",
            "contributor",
            "maintainer",
            "editor",
            "creator",
            "funder",
            "publisher",
            "copyrightHolder",
            "sponsor",
        ),
        *("softwareRequirements", "softwareSuggestions", "programmingLanguage", "runtimePlatform", "operatingSystem"),
        *(
            "@context",
            "@type",
            "@id",
            "id",
            "type",
            "license",
            "name",
            "headline",
            "description",
            "abstract",
            "review",
        ),
        *("citation", "referencePublication", "isPartOf", "keywords", "developmentStatus", "funding"),
        *("contIntegration", "continuousIntegration"),
    }
)
_PAPERS = frozenset({"ScholarlyArticle", "Article", "Report", "Thesis", "Book", "Chapter"})


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    identifiers = addresses({"identifier": record.get("identifier"), "@id": record.get("@id")})
    return made(
        Paper(
            source=source,
            id=next(filter(None, (doi_in(text) for _, text in identifiers)), ""),
            title=one_line(plain(first(record, "name", "headline"))),
            abstract=plain(first(record, "description", "abstract")),
            published=next(filter(None, (written_date(first(record, name)) for name in _DATES)), ""),
            fields=addresses(record, _NOT_LINKS, artifact=first(record, "@type", "type") not in _PAPERS),
        )
    )


CODEMETA = JsonFormat(
    "codemeta",
    _paper,
    (("codeRepository", "name"), ("@context", "name"), ("@context", "headline")),
    what="DOI of `identifier`, `datePublished` or another date; `description`; links in `codeRepository` and others",
    how="`codemeta.json` of a repository, JSON-LD of a landing page",
)
