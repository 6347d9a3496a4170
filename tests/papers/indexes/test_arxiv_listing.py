"""arXiv's listings: as a page that a browser saved, as copied text, as the daily mail."""

from __future__ import annotations

import io
from textwrap import dedent

from checker.links import extract
from checker.model import Paper
from checker.papers.indexes.arxiv_listing import ARXIV_LISTING
from checker.papers.protocol import Evidence


def papers(text: str) -> list[Paper]:
    """The papers of a listing, which is recognised as one."""
    content = dedent(text).lstrip("\n").encode()
    assert ARXIV_LISTING.recognises(content) is Evidence.MARK
    return [one for one in ARXIV_LISTING.read(io.BytesIO(content), "s") if isinstance(one, Paper)]


def test_a_saved_page_gives_its_papers_with_the_addresses_behind_its_words() -> None:
    text = """
        <!DOCTYPE html>
        <html><head><title>Signal Processing</title></head><body>
        <ul><li><a href="https://arxiv.org/list/eess.SP/recent">recent</a></li></ul>
        <h3>New submissions (showing 1 of 1 entries)</h3>
        <dl id='articles'><dt><a name='item1'>[1]</a>
          <a href ="/abs/2611.00001" title="Abstract"> arXiv:2611.00001 </a> [<a href="/pdf/2611.00001">pdf</a>]</dt>
        <dd><div class='meta'>
          <div class='list-title mathjax'><span class='descriptor'>Title:</span> Hearing Frogs in the Rain</div>
          <div class='list-authors'><a href="https://arxiv.org/a/reed">Alice Reed</a></div>
          <div class='list-comments mathjax'><span class='descriptor'>Comments:</span> 12 pages</div>
          <p class='mathjax'>We hear. Code: <a href="https://github.com/frogs/rain">this https URL</a>.</p>
        </div></dd></dl></body></html>
        """
    (paper,) = papers(text)
    assert (paper.id, paper.title, paper.comments) == ("2611.00001", "Hearing Frogs in the Rain", "12 pages")
    assert [link.target for link in extract(paper).links] == ["frogs/rain"]


def test_the_daily_mail_gives_its_papers_with_their_days() -> None:
    text = r"""
        ------------------------------------------------------------
        \\
        arXiv:2402.17000
        Date: Mon, 26 Feb 2024 20:01:02 GMT   (512kb,D)

        Title: Hearing Frogs in the Rain, or How We Learned to
          Listen
        Authors: Alice Reed, Bob Moor
        Categories: cs.SE
        Comments: 12 pages
        \\
          We hear frogs. Our code is at
        https://github.com/frogs/rain
        \\ ( https://arxiv.org/abs/2402.17000 ,  512kb)
        ------------------------------------------------------------
        \\
        arXiv:2402.17001
        Date: Tue, 27 Feb 2024 21:01:02 GMT   (12kb)

        Title: Where Toads Cross the Road
        Authors: Carol Fen
        \\
          They cross at night.
        \\ ( https://arxiv.org/abs/2402.17001 ,  12kb)
        """
    first, second = papers(text)
    assert first.title == "Hearing Frogs in the Rain, or How We Learned to Listen"
    assert first.abstract == "We hear frogs. Our code is at https://github.com/frogs/rain"
    assert (first.comments, first.published, second.published) == ("12 pages", "2024-02-26", "2024-02-27")
    assert second.abstract == "They cross at night."


def test_replacements_have_no_day_of_their_own() -> None:
    text = """
        Showing new listings for Friday, 27 November 2026
        [1] arXiv:2611.00001 [pdf, html, other]
        Title: Hearing Frogs
        Replacement submissions (showing 1 of 1 entries)
        [2] arXiv:2409.00001 (replaced) [pdf, html, other]
        Title: Older Frogs
        """
    assert [one.published for one in papers(text)] == ["2026-11-27", ""]
