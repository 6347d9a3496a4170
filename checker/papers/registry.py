"""All readers, by the name that `--input-format` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.exchange.bibtex import BibTeX
from checker.papers.exchange.csl_json import CSL_JSON
from checker.papers.exchange.jsonl import JSON, JSON_LINES
from checker.papers.exchange.parquet import Parquet
from checker.papers.exchange.prose import Prose
from checker.papers.exchange.ris import Ris
from checker.papers.exchange.table import Table
from checker.papers.indexes.acl_anthology import ACL_ANTHOLOGY
from checker.papers.indexes.arxiv import ARXIV_ATOM, ARXIV_OAI, ARXIV_SNAPSHOT
from checker.papers.indexes.biorxiv import BIORXIV
from checker.papers.indexes.hf_daily import HF_DAILY
from checker.papers.indexes.hf_page import HuggingFacePage
from checker.papers.indexes.openalex import OPENALEX
from checker.papers.indexes.openreview import OPENREVIEW
from checker.papers.indexes.papers_with_code import PWC_LINKS, PWC_PAPERS
from checker.papers.indexes.pubmed import PUBMED
from checker.papers.indexes.semantic_scholar import SEMANTIC_SCHOLAR

if TYPE_CHECKING:
    from checker.papers.protocol import Reader


#: Tried in this order; the first that recognises an input reads it. Those that take anything of a kind come last.
READERS: dict[str, Reader] = {
    "arxiv-snapshot": ARXIV_SNAPSHOT,
    "hf-daily": HF_DAILY,
    "openalex": OPENALEX,
    "semantic-scholar": SEMANTIC_SCHOLAR,
    "openreview": OPENREVIEW,
    "biorxiv": BIORXIV,
    "pwc-papers": PWC_PAPERS,
    "pwc-links": PWC_LINKS,
    "csl-json": CSL_JSON,
    "jsonl": JSON_LINES,
    "json": JSON,
    "arxiv-atom": ARXIV_ATOM,
    "arxiv-oai": ARXIV_OAI,
    "pubmed": PUBMED,
    "acl-anthology": ACL_ANTHOLOGY,
    "bibtex": BibTeX(),
    "ris": Ris(),
    "parquet": Parquet(),
    "hf-page": HuggingFacePage(),
    "table": Table(),
    "text": Prose(),
}
