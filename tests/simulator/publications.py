"""The APIs of arXiv and Crossref, as their manuals describe them: abstracts by id."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.simulator.server import Reply

if TYPE_CHECKING:
    from tests.simulator.server import Received
    from tests.simulator.world import World

_FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}</opensearch:totalResults>'
    "{entries}</feed>"
)
_ENTRY = (
    "<entry><id>http://arxiv.org/abs/{number}v1</id><published>2024-02-01T00:00:00Z</published>"
    "<title>{title}</title><summary>{abstract}</summary></entry>"
)


def arxiv(received: Received, world: World) -> Reply:
    """`/query?id_list=…`: the entries of known papers, in the order of the ids."""
    wanted = ",".join(received.asked("id_list")).split(",")
    found = [(number, *world.abstracts[number]) for number in wanted if number in world.abstracts]
    entries = "".join(_ENTRY.format(number=one[0], title=escape(one[1]), abstract=escape(one[2])) for one in found)
    body = _FEED.format(total=len(found), entries=entries)
    return Reply(200, body.encode(), {"Content-Type": "application/atom+xml; charset=UTF-8"})


def crossref(path: str, world: World) -> Reply:
    """`/works/DOI`: one work, or a 404 in plain text."""
    doi = unquote(path.removeprefix("/works/")).lower()
    if doi not in world.abstracts:
        return Reply(404, b"Resource not found.", {"Content-Type": "text/plain"})
    title, abstract = world.abstracts[doi]
    work = {
        "DOI": doi,
        "title": [title],
        "abstract": f"<jats:p>{escape(abstract)}</jats:p>",
        "indexed": {},
        "member": "1",
        "reference-count": 0,
        "type": "journal-article",
    }
    answer = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work}
    return Reply(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})
