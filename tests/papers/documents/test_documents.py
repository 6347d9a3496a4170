"""Documents of one paper: its title, its abstract, and what is said of the rest."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.links import extract
from checker.model import BadRecord, Notice, Paper
from checker.papers.documents import xml
from checker.papers.documents.bbl import BIBLIOGRAPHY
from checker.papers.documents.jats import JATS
from checker.papers.documents.latex import LATEX, in_words, without_comments
from checker.papers.documents.notebook import NOTEBOOK
from checker.papers.documents.page import PAGE
from checker.papers.documents.tei import TEI
from checker.papers.protocol import Evidence, Reading

if TYPE_CHECKING:
    from checker.papers.protocol import Reader, Record

ALL = Reading(part="all")


def read(reader: Reader, text: str, reading: Reading | None = None) -> list[Record]:
    """All that a reader makes of a text."""
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    return list(reader.read(stream, "s", reading) if reading else reader.read(stream, "s"))


def paper(reader: Reader, text: str, reading: Reading | None = None) -> Paper:
    """The one paper of a text."""
    (one,) = (found for found in read(reader, text, reading) if not isinstance(found, Notice))
    assert isinstance(one, Paper)
    return one


def targets(one: Paper) -> list[str]:
    """What its links point to."""
    return [link.target for link in extract(one).links]


TEX = r"""% !TEX root = main.tex
\documentclass[11pt]{article}
% \title{A title of before}
\title[Otters]{Otters\\ that use {Stones}\thanks{Paid by \url{https://github.com/pay/er}.}}
\begin{document}
\begin{abstract}
Half, 50\% of all, use stones. Code: \url{https://github.com/otters/stones} % https://github.com/old/comment
\end{abstract}
\section{Introduction}
Data\footnote{\href{https://doi.org/10.5281/zenodo.7654321}{here}} and \input{https://github.com/not/followed}
\begin{thebibliography}{1}\bibitem{a}\url{https://github.com/others/tool}\end{thebibliography}
\end{document}
"""


def test_latex_has_a_title_an_abstract_and_no_comments() -> None:
    assert LATEX.recognises(TEX.encode()) is Evidence.MARK
    one = paper(LATEX, TEX)
    assert one.title == "Otters that use Stones"
    (link,) = extract(one).links
    assert (link.target, link.line) == ("otters/stones", 7)
    assert TEX.split("\n")[6][link.column - 1 :].startswith(link.raw)


def test_the_rest_of_a_document_is_counted_or_read() -> None:
    (notice,) = (one for one in read(LATEX, TEX) if isinstance(one, Notice))
    assert notice.subject == "2 links"
    whole = paper(LATEX, TEX, ALL)
    assert targets(whole)[:2] == ["otters/stones", "doi.org/10.5281/zenodo.7654321"]
    assert {link.field for link in extract(whole).links} == {"abstract", "text"}
    assert not any(isinstance(one, Notice) for one in read(LATEX, TEX, ALL))


@pytest.mark.parametrize(
    "abstract",
    [
        r"\begin{abstract}See https://github.com/a/b.\end{abstract}",
        r"\abstract{See \texttt{x} https://github.com/a/b.}",
        r"\section*{Abstract} See https://github.com/a/b. \section{Introduction}",
        r"\begin{document} See https://github.com/a/b.",
    ],
)
def test_abstracts_of_latex_in_their_forms(abstract: str) -> None:
    assert targets(paper(LATEX, rf"\documentclass{{x}}\title{{T}} {abstract}")) == ["a/b"]


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"Otters \& stones: a \emph{small} study", "Otters & stones: a small study"),
        (r"{\bf Otters}~of M\"unster --- caf\'{e}", "Otters of Münster — café"),
        (r"Otters\footnote{with {braces} in it} asleep", "Otters asleep"),
    ],
)
def test_titles_of_latex_are_read_as_printed(latex: str, printed: str) -> None:
    assert in_words(latex) == printed


@given(st.text(st.sampled_from("\\%ab {}\n"), max_size=60))
def test_without_comments_everything_stands_where_it_stood(text: str) -> None:
    plain = without_comments(text)
    assert len(plain) == len(text)
    assert all(new in (old, " ") for new, old in zip(plain, text, strict=True))


def test_each_item_of_a_bibliography_is_a_paper() -> None:
    text = r"""\begin{thebibliography}{3}
\providecommand{\url}[1]{#1}
\bibitem[{Alder and Birch(2020)}]{alder20}
A.~Alder and B.~Birch. \newblock Otters that use {Stones}.
\newblock \emph{J. Otters}, 2020. \newblock \url{https://github.com/otters/stones}, \doi{10.4321/Otters.1}.
\bibitem{birch21}
B. Birch, ``Otters asleep in kelp,'' 2021, \url{https://doi.org/10.5281/zenodo.76543}.
\bibitem{cedar}
\bibinfo{author}{C. Cedar}. \bibinfo{title}{How otters share}. arXiv:2201.00003
\end{thebibliography}"""
    assert BIBLIOGRAPHY.recognises(text.encode()) is Evidence.MARK
    assert LATEX.recognises(text.encode()) is Evidence.NONE
    found = [one for one in read(BIBLIOGRAPHY, text) if isinstance(one, Paper)]
    assert [(one.id, one.title, one.published) for one in found] == [
        ("10.4321/otters.1", "Otters that use Stones", "2020"),
        ("birch21", "Otters asleep in kelp", "2021"),
        ("2201.00003", "How otters share", ""),
    ]
    assert "otters/stones" in targets(found[0])
    assert targets(found[1]) == ["doi.org/10.5281/zenodo.76543"]


def test_a_bibliography_of_biber() -> None:
    text = r"""% $ biblatex auxiliary file $
\refsection{0}
  \datalist[entry]{nty/global//global/global}
    \entry{alder20}{article}{}
      \field{title}{Otters that use Stones}
      \field{year}{2020}
      \verb{doi}
      \verb 10.4321/Otters.1
      \endverb
      \verb{url}
      \verb https://github.com/otters/stones
      \endverb
    \endentry
  \enddatalist
\endrefsection"""
    assert BIBLIOGRAPHY.recognises(text.encode()) is Evidence.MARK
    one = paper(BIBLIOGRAPHY, text)
    assert (one.id, one.title, one.published) == ("10.4321/otters.1", "Otters that use Stones", "2020")
    assert targets(one) == ["otters/stones"]


XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
ARTICLE = f"""<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2 20190208//EN" "JATS-archivearticle1.dtd">
<article {XLINK}><front><article-meta><article-id pub-id-type="pmc">PMC765</article-id>
<title-group><article-title>Otters that <italic>use</italic> stones</article-title></title-group>
<pub-date pub-type="collection"><year>2020</year></pub-date>
<pub-date publication-format="electronic"><day>9</day><month>Nov</month><year>2020</year></pub-date>
<abstract><p>Code: <ext-link xlink:href="https://github.com/otters/stones">on GitHub</ext-link>.</p></abstract>
</article-meta></front><body><p>See https://doi.org/10.5281/zenodo.7654321</p></body>
<back><ref-list><ref><mixed-citation>https://github.com/others/tool</mixed-citation></ref></ref-list></back></article>"""


def test_jats_has_its_addresses_behind_words() -> None:
    assert JATS.recognises(ARTICLE.encode()) is Evidence.MARK
    one = paper(JATS, ARTICLE)
    assert (one.id, one.title, one.published) == ("PMC765", "Otters that use stones", "2020-11-09")
    assert targets(one) == ["otters/stones"]
    assert targets(paper(JATS, ARTICLE, ALL)) == ["otters/stones", "doi.org/10.5281/zenodo.7654321"]
    assert [one.subject for one in read(JATS, ARTICLE) if isinstance(one, Notice)] == ["1 link"]


@pytest.mark.parametrize("address", ["www.github.com/otters/stones", "https://github.com/otters/stones"])
def test_an_address_behind_words_needs_no_scheme(address: str) -> None:
    behind = ARTICLE.replace("https://github.com/otters/stones", address)
    assert targets(paper(JATS, behind)) == ["otters/stones"]
    shown = behind.replace("on GitHub", address.removeprefix("https://"))
    assert "(" not in paper(JATS, shown).abstract


def test_many_articles_in_one_file() -> None:
    several = f"<pmc-articleset>{ARTICLE[ARTICLE.index('<article ') :] * 3}</pmc-articleset>"
    assert sum(isinstance(one, Paper) for one in read(JATS, several)) == 3


def test_tei_of_grobid() -> None:
    text = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title type="main">Otters that use
stones</title></titleStmt><publicationStmt><date when="2020-11">Nov 2020</date></publicationStmt>
<sourceDesc><biblStruct>
<idno type="arXiv">arXiv:2001.00001v2</idno></biblStruct></sourceDesc></fileDesc><profileDesc><abstract>
<p>Code: https://github.com/otters/stones</p></abstract></profileDesc></teiHeader><text><body><p>Data
<ref target="https://doi.org/10.5281/zenodo.7654321">here</ref></p></body><back><listBibl>
<ptr target="https://github.com/others/tool"/></listBibl></back></text></TEI>"""
    assert TEI.recognises(text.encode()) is Evidence.MARK
    one = paper(TEI, text, ALL)
    assert (one.id, one.title, one.published) == ("2001.00001", "Otters that use stones", "2020-11")
    assert targets(one) == ["otters/stones", "doi.org/10.5281/zenodo.7654321"]


def test_a_page_is_read_by_its_meta_tags_and_its_text() -> None:
    text = """<html><head><title>Otters that use stones | J. Otters</title>
<meta name="DC.title" content="Otters that use stones"><meta property="og:title" content="J. Otters">
<meta name="citation_doi" content="10.4321/Otters.1"><meta name="citation_date" content="2020/11/09">
<script>var x = "https://github.com/tracker/js";</script></head><body>
<nav><a href="https://github.com/journal/site">J</a></nav><p>The data are <a href='https://doi.org/10.5281/zenodo.7654321'>here</a>,
<a href="https://share.example.org/?u=x">share</a>. <!-- https://github.com/old/comment --></p></body></html>"""
    assert PAGE.recognises(text.encode()) is Evidence.MARK
    one = paper(PAGE, text)
    assert (one.id, one.title, one.published) == ("10.4321/otters.1", "Otters that use stones", "2020-11-09")
    assert targets(one) == ["doi.org/10.5281/zenodo.7654321"]


def test_a_page_without_meta_tags_has_a_heading_and_one_of_a_script_a_description() -> None:
    assert paper(PAGE, "<html><body><h1>Otters</h1><p>They use stones.</p></body></html>").title == "Otters"
    one = paper(
        PAGE, '<html><head><meta name="description" content="See https://github.com/a/b"></head><body>x</body></html>'
    )
    assert targets(one) == ["a/b"]


def test_a_notebook_is_read_only_where_it_is_asked_for() -> None:
    text = '{"cells":[{"cell_type":"markdown","source":["# Otters\\n","Code: https://github.com/a/b"]},{"cell_type":"code"}]}'
    assert NOTEBOOK.recognises(text.encode()) is Evidence.NONE
    one = paper(NOTEBOOK, text)
    assert (one.title, targets(one)) == ("Otters", ["a/b"])


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"cells": 3}', '{"cells": ' + "[" * 100_000, "x"])
def test_what_is_no_notebook_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a notebook"):
        read(NOTEBOOK, text)


READERS: tuple[Reader, ...] = (LATEX, BIBLIOGRAPHY, JATS, TEI, PAGE)


@given(st.text(st.sampled_from("<>&;/ap \\{}[]%\n\"'=!-") | st.characters(), max_size=200), st.sampled_from(READERS))
def test_no_text_raises(text: str, reader: Reader) -> None:
    for around in (
        "{}",
        r"\documentclass{{a}}\title{{{}}}",
        "<article><front>{}",
        r"\begin{{thebibliography}}\bibitem{}",
    ):
        content = around.format(text)
        reader.recognises(content.encode("utf-8", "replace"))
        assert all(isinstance(one, Paper | BadRecord | Notice) for one in read(reader, content))


BOMBS = [
    "{",
    "\\footnote{",
    "\\begin{abstract}",
    "\\begin{verbatim}",
    "\\bibitem[",
    "<p>",
    "<div>",
    "<a x=y ",
    "%",
    "``",
]


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_nesting_has_a_bound(bomb: str, reader: Reader) -> None:
    for start in (r"\documentclass{a}\title{", "<article><front><article-meta><abstract>", "<html><body>"):
        assert all(isinstance(one, Paper | BadRecord | Notice) for one in read(reader, start + bomb * 50_000))


def test_a_document_of_xml_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "_LONGEST", 100)
    with pytest.raises(InputError, match="A document in s is longer"):
        read(JATS, ARTICLE)


def test_entities_are_off() -> None:
    text = ARTICLE.replace('"JATS-archivearticle1.dtd"', '"x" [<!ENTITY a "b">]')
    with pytest.raises(InputError, match="entities"):
        read(JATS, text)


def test_macros_of_a_document_stand_for_their_texts_where_addresses_and_titles_need_them() -> None:
    text = r"""\documentclass{acmart}
\newcommand{\tool}{\textsc{FrogEar}\xspace}
\newcommand\home{https://github.com/frogs}
\def\repo{\url{\home/ear}}
\newcommand{\pair}[2]{#1 and #2}
\begin{document}
\title{\tool: Hearing Frogs}
\begin{abstract}
\tool is at \repo{} and \url{\home/rain}. \pair{a}{b}
\end{abstract}
\end{document}
"""
    one = paper(LATEX, text)
    assert one.title == "FrogEar: Hearing Frogs"
    assert targets(one) == ["frogs/ear", "frogs/rain"]


def test_an_abstract_without_such_macros_keeps_its_place() -> None:
    text = "\\documentclass{a}\n\\def\\x{Frog}\n\\begin{document}\\title{\\x}\n\\begin{abstract}\n\\x{} hears.\n"
    assert paper(LATEX, text).places[0] == ("abstract", 4, 17)


@pytest.mark.parametrize("macro", [r"\def\a{\a\a https://x.example.org/}", r"\def\a{\b\b}\def\b{\a\a www.x.org}"])
def test_macros_that_unfold_without_end_have_a_bound(macro: str) -> None:
    text = f"\\documentclass{{a}}{macro}\\begin{{document}}\\title{{T}}\\begin{{abstract}}\\a\\end{{abstract}}"
    assert len(paper(LATEX, text).abstract) < 2**21
