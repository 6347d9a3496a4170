"""
The names that the fields of a paper have in JSON, tables and front matter, in several languages. Upper and lower
case, blanks and punctuation do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Field → its names in the form of `plain_name`, in order of preference.
NAMES: dict[str, tuple[str, ...]] = {
    "id": (
        *("id", "paperid", "arxivid", "doi", "key", "uid", "identifier", "articleid", "recordid", "arxiv"),
        *("paperarxivid", "paperdoi", "articledoi", "doiurl", "doilink", "pmid", "pubmedid", "pmcid"),
        *("openreviewid", "citationkey", "citekey", "bibkey"),
    ),
    "title": (
        *("title", "papertitle", "articletitle", "documenttitle", "primarytitle", "worktitle", "fulltitle"),
        *("displayname", "headline", "titel", "titulo", "titre", "titolo", "标题", "题名", "论文标题", "论文题目"),
        *(
            "题目",
            "篇名",
            "タイトル",
            "題名",
            "表題",
            "論文名",
            "論文タイトル",
        ),
        *("titleofpaper", "titleofthepaper", "titleofarticle", "titleofthearticle", "titleofmanuscript"),
        *("titulodelarticulo", "titulodeltrabajo", "titulodoartigo", "titulodotrabalho", "titredelarticle"),
        *("titredelapublication", "titeldesartikels", "titelderarbeit", "titelderpublikation", "artikeltitel"),
        *("titolodellarticolo", "文章标题", "文献标题"),
        *("name", "paper", "papername", "article", "articlename", "publication", "paperstitle"),
    ),
    "abstract": (
        *("abstract", "abstracttext", "paperabstract", "articleabstract", "abstractnote", "summary", "description"),
        *("resumen", "zusammenfassung", "kurzfassung", "resume", "resumo", "riassunto", "sommario", "摘要"),
        *("抄録", "要旨", "概要", "要約", "synopsis"),
    ),
    "comments": ("comments", "comment"),
    "published": (
        *("published", "date", "publishedat", "publishedon", "publicationdate", "publisheddate", "datepublished"),
        *("publishdate", "pubdate", "updatedate", "publicationyear", "publishedyear", "pubyear", "year", "issued"),
        *("fecha", "datum", "ano", "anno", "annee", "jahr", "erscheinungsjahr", "anodepublicacion"),
        *("anodepublicacao", "年份", "年", "发表时间", "发表年份", "出版年", "発行年", "出版年份", "日期"),
    ),
}
#: Those of the names for titles and abstracts that are used for other things too.
WEAK = frozenset(("name", "paper", "papername", "article", "articlename", "publication", "summary", "description"))


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without case, blanks, punctuation and accents: `Paper Title` → `papertitle`, `Résumé` → `resume`."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(one for one in apart if not unicodedata.combining(one) or one in "\u3099\u309a")
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", kept))


def known_as(names: frozenset[str]) -> dict[str, list[str]]:
    """Field → those of its names that are among `names` (in the form of `plain_name`), in order of preference."""
    return {field: [name for name in known if name in names] for field, known in NAMES.items()}
