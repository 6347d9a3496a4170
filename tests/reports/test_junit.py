"""The JUnit form is what CI systems read: well-formed, counted right, lost is a failure, unknown is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from junitparser import Failure, JUnitXml, Skipped
from lxml import etree

from tests.reports.moths import MOTHS, rendered
from tests.reports.strangers import rendered as spoilt

if TYPE_CHECKING:
    from pathlib import Path

#: The rules of the form as its readers share them: names and counts on suites, one outcome at most in a case.
XSD = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="time" type="xs:decimal" use="required"/>
  </xs:attributeGroup>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
  <xs:element name="testsuite"><xs:complexType>
    <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    <xs:attributeGroup ref="counts"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="timestamp" type="xs:dateTime"/>
  </xs:complexType></xs:element>
  <xs:element name="testcase"><xs:complexType>
    <xs:choice minOccurs="0">
      <xs:element name="skipped"><xs:complexType>
        <xs:attribute name="message" type="xs:string" use="required"/>
      </xs:complexType></xs:element>
      <xs:element name="failure"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
        <xs:attribute name="type" type="xs:string" use="required"/>
        <xs:attribute name="message" type="xs:string" use="required"/>
      </xs:extension></xs:simpleContent></xs:complexType></xs:element>
      <xs:element name="system-out" type="xs:string"/>
    </xs:choice>
    <xs:attribute name="classname" type="xs:string" use="required"/>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="time" type="xs:decimal" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>
"""


def checked(text: str) -> str:
    """The same text, once the schema has found nothing."""
    schema = etree.XMLSchema(etree.fromstring(XSD))
    schema.assertValid(etree.fromstring(text.encode()))
    return text


def test_the_form_is_that_of_its_schema(moths: Path, nothing: Path) -> None:
    for path in (moths, nothing):
        checked(rendered("junit", path))
    checked(spoilt("junit", "\x00\ud800]]><failure>&amp;\uffff"))


def test_an_artifact_is_a_case_and_its_fate_the_outcome(moths: Path) -> None:
    suites = JUnitXml.fromstring(rendered("junit", moths).encode())
    cases = {case.name: case.result for suite in suites for case in suite}
    assert set(cases) == {moth.target for moth in MOTHS}
    failed = {name for name, result in cases.items() if any(isinstance(one, Failure) for one in result)}
    assert failed == {"lab/lost", "lab/newly-lost", "lab/taken"}
    skipped = {
        name: result[0].message for name, result in cases.items() if any(isinstance(one, Skipped) for one in result)
    }
    assert skipped == {"unheard.example/x": "unknown (was available) (timeout)"}
    assert (suites.tests, suites.failures, suites.skipped) == (len(MOTHS), 3, 1)


def test_a_failure_says_since_when_why_and_where_a_copy_is(moths: Path) -> None:
    text = rendered("junit", moths)
    lost = text[text.index('name="lab/lost"') :].partition("</testcase>")[0]
    for words in ("since 2026-11-02", "not_found_or_private", "archive.softwareheritage.org", "On Moth 2"):
        assert words in lost
