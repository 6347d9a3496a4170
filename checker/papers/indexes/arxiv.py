"""
arXiv: the metadata snapshot (JSON Lines), the Atom feed of its API, and OAI-PMH with the metadata formats `arXiv`,
`arXivRaw` and `oai_dc`. Ids are bare (`2402.00001`, `cs/0101001`), abstracts unchanged.

Sources: https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/oa, and
http://www.openarchives.org/OAI/openarchivesprotocol.html.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.indexes.rss import without_announcement
from checker.papers.records.dates import mail_date
from checker.papers.records.fields import items, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import Unreadable, made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text

if TYPE_CHECKING:
    from collections.abc import Mapping


_ATOM = "{http://www.w3.org/2005/Atom}"
_EXTRA = "{http://arxiv.org/schemas/atom}"
_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_ARXIV = "{http://arxiv.org/OAI/arXiv/}"
_RAW = "{http://arxiv.org/OAI/arXivRaw/}"
_OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ID = re.compile(r"(?:arxiv\.org/(?:abs|pdf)/|oai:arxiv\.org:|^arxiv:)(.+?)(?:v\d+)?(?:\.pdf)?$", re.IGNORECASE)


def bare_id(text: str) -> str:
    """The id in an address, an OAI identifier or `arXiv:…`, without its version; any other text unchanged."""
    match = _ID.search(text.strip())
    return match[1] if match else text.strip()


def _snapshot(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "id"),
            title=one_line(text(record, "title")),
            abstract=text(record, "abstract"),
            comments=text(record, "comments"),
            published=_first_version(record) or text(record, "update_date"),
        )
    )


def _first_version(record: Mapping[str, Any]) -> str:
    versions = items(record, "versions")
    first = versions[0] if versions else None
    created = first.get("created") if isinstance(first, dict) else None
    return mail_date(created) if isinstance(created, str) else ""


def _entry(entry: Element, source: str) -> Paper:
    title = one_line(child_text(entry, f"{_ATOM}title"))
    paper_id = child_text(entry, f"{_ATOM}id")
    if "/api/errors" in paper_id:  # the API reports an error as an entry
        raise Unreadable(f"arXiv says: {one_line(child_text(entry, f'{_ATOM}summary'))}")
    return made(
        Paper(
            source=source,
            id=bare_id(paper_id),
            title=title,
            abstract=without_announcement(child_text(entry, f"{_ATOM}summary")),
            comments=child_text(entry, f"{_EXTRA}comment"),
            published=child_text(entry, f"{_ATOM}published").strip(),
        )
    )


def _record(record: Element, source: str) -> Paper | None:
    header = record.find(f"{_OAI}header")
    if header is not None and header.get("status") == "deleted":
        return None
    identifier = "" if header is None else child_text(header, f"{_OAI}identifier")
    dublin = record.find(f".//{_OAI_DC}")
    return _dublin(dublin, identifier, source) if dublin is not None else _native(record, identifier, source)


def _native(record: Element, identifier: str, source: str) -> Paper:
    """A record in the metadata format `arXiv` or `arXivRaw`."""
    for space in (_ARXIV, _RAW):
        if (found := record.find(f".//{space}{'arXiv' if space == _ARXIV else 'arXivRaw'}")) is not None:
            return made(
                Paper(
                    source=source,
                    id=child_text(found, f"{space}id").strip() or bare_id(identifier),
                    title=one_line(child_text(found, f"{space}title")),
                    abstract=child_text(found, f"{space}abstract"),
                    comments=child_text(found, f"{space}comments"),
                    published=child_text(found, f"{space}created").strip()
                    or mail_date(child_text(found, f"{space}version/{space}date")),
                )
            )
    raise Unreadable("metadata of an unknown form: neither arXiv nor oai_dc")


def _dublin(found: Element, identifier: str, source: str) -> Paper:
    """Dublin Core: the first description is the abstract, those that begin with `Comment:` are comments."""
    descriptions = [child_text(one, ".") for one in found.findall(f"{_DC}description")]
    abstracts = [one for one in descriptions if not one.lstrip().startswith("Comment:")]
    comments = [one.strip().removeprefix("Comment:").strip() for one in descriptions if one not in abstracts]
    return made(
        Paper(
            source=source,
            id=bare_id(identifier or child_text(found, f"{_DC}identifier")),
            title=one_line(child_text(found, f"{_DC}title")),
            abstract=abstracts[0] if abstracts else "",
            comments="\n".join(comments),
            published=child_text(found, f"{_DC}date").strip(),
        )
    )


ARXIV_SNAPSHOT = JsonFormat(
    "arxiv-snapshot",
    _snapshot,
    (("title", "versions"), ("title", "update_date"), ("title", "submitter", "journal-ref")),
    what="`id`, first of `versions` or `update_date`, `comments`",
    how="the metadata snapshot: kaggle.com/datasets/Cornell-University/arxiv",
)
ARXIV_ATOM = XmlFormat(
    "arxiv-atom",
    f"{_ATOM}entry",
    ((f"{_ATOM}feed",),),
    _entry,
    what="bare arXiv id, `published`, `arxiv:comment`",
    how="export.arxiv.org/api/query (info.arxiv.org/help/api), or live",
    shown=Shows("{*}author", ("{*}journal_ref",)).of,
)
ARXIV_OAI = XmlFormat(
    "arxiv-oai",
    f"{_OAI}record",
    ((f"{_OAI}OAI-PMH",), (f"{_OAI}record",)),
    _record,
    what="`arXiv`, `arXivRaw`, `oai_dc`: bare arXiv id, `created`, first version or `dc:date`, `comments`",
    how="info.arxiv.org/help/oa",
    shown=Shows(".//{*}authors/{*}author", (".//{*}journal-ref",)).of,
)
