"""The feed is an Atom feed whose entries stay the same ones, and the badge is what shields.io draws."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree

from checker.reports.forms.badge import GREY, RED, TEAL
from tests.reports.moths import MOTHS, Moth, database, rendered
from tests.reports.strangers import rendered as spoilt

if TYPE_CHECKING:
    from pathlib import Path

#: RFC 4287, section 4, of the elements that we write: what must stand, once, in a feed and in an entry.
RNG = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><optional><attribute name="xml:lang" ns="http://www.w3.org/XML/1998/namespace"/></optional>
    <interleave>
      <ref name="id"/><ref name="title"/><ref name="updated"/>
      <oneOrMore><element name="author"><element name="name"><text/></element></element></oneOrMore>
      <optional><element name="generator"><optional><attribute name="version"/></optional><text/></element></optional>
      <zeroOrMore><ref name="entry"/></zeroOrMore>
    </interleave>
  </element></start>
  <define name="entry"><element name="entry"><interleave>
    <ref name="id"/><ref name="title"/><ref name="updated"/>
    <optional><element name="published"><data type="dateTime"/></element></optional>
    <zeroOrMore><element name="link">
      <attribute name="rel"/><attribute name="href"><data type="anyURI"/></attribute>
    </element></zeroOrMore>
    <element name="summary"><text/></element>
  </interleave></element></define>
  <define name="id"><element name="id"><data type="anyURI"><param name="minLength">1</param></data></element></define>
  <define name="title"><element name="title"><text/></element></define>
  <define name="updated"><element name="updated"><data type="dateTime"/></element></define>
</grammar>
"""


def checked(text: str) -> feedparser.FeedParserDict:
    """The feed, once grammar and reader have found nothing."""
    grammar = etree.RelaxNG(etree.fromstring(RNG))
    grammar.assertValid(etree.fromstring(text.encode()))
    feed = feedparser.parse(text)
    assert not feed.bozo
    return feed


def test_every_feed_is_by_the_standard(moths: Path, nothing: Path) -> None:
    assert checked(rendered("atom", nothing)).entries == []
    assert checked(rendered("atom", moths)).entries
    assert checked(spoilt("atom", "https://e.example/\x00\ud800 ]]>&lt;"))


def test_the_newest_stands_first(moths: Path) -> None:
    moments = [one.updated for one in checked(rendered("atom", moths)).entries]
    assert moments == sorted(moments, reverse=True)


def test_an_entry_stays_the_same_one_and_is_brought_up_to_date(tmp_path: Path) -> None:
    states = ("available", "gone", "gone", "available")
    feeds = [
        checked(rendered("atom", database(tmp_path / f"{runs}.db", [Moth("lab/lost", states[:runs])], runs=runs)))
        for runs in (2, 3, 4)
    ]
    seen, sure, back = ({one.id.rpartition(":20")[0]: one for one in feed.entries} for feed in feeds)
    (opened,) = seen
    assert "not confirmed yet" in seen[opened].summary
    assert "confirmed on" in sure[opened].summary
    assert sure[opened].updated > sure[opened].published
    assert len(back) == 2, "an entry says that it is there again, and the one of the loss stays"
    assert "There again" in back[opened].summary


def test_the_feed_keeps_its_id_whatever_runs_next(moths: Path, tmp_path: Path) -> None:
    longer = database(tmp_path / "a.db", MOTHS, runs=3)
    assert checked(rendered("atom", longer)).feed.id == checked(rendered("atom", moths)).feed.id


@pytest.mark.parametrize(
    ("states", "message", "colour"),
    [
        (("available",), "1 of 1 usable", TEAL),
        (("available", "available", "gone"), "1 newly gone", RED),
        (("available", "available", "blocked"), "1 newly blocked", RED),
        (("available", "gone"), "0 of 1 usable", TEAL),  # an old loss is no alarm
        (("unknown",), "not found out", GREY),
    ],
)
def test_a_badge_is_red_only_for_news_and_grey_where_nothing_is_known(
    states: tuple[str, ...], message: str, colour: str, tmp_path: Path
) -> None:
    path = database(tmp_path / "a.db", [Moth("lab/one", states)])
    body = json.loads(rendered("badge", path))
    assert body == {"schemaVersion": 1, "label": "paper links", "message": message, "color": colour[1:]}
    image = etree.fromstring(rendered("badge-svg", path).encode())
    assert image.get("aria-label") == f"paper links: {message}"
    assert colour in {one.get("fill") for one in image.iter()}
    assert not [
        one for one in image.iter() if one.tag.rpartition("}")[2] in ("script", "image", "a", "foreignObject")
    ]


def test_a_database_without_links_has_a_badge_too(nothing: Path) -> None:
    assert json.loads(rendered("badge", nothing))["message"] == "no links"
