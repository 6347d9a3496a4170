"""
The parts of a workbook (`.xlsx`): its sheets, shared strings, which styles are dates, the links of cells.

Source: ECMA-376, part 1, SpreadsheetML. Parsed by lxml, streaming, because libraries for Excel either hold a sheet as
a rectangle (one cell in its last corner takes half a terabyte) or drop the links of cells.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.records.xml import Element, elements, text_of

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

#: Namespaces of the standard's two forms: transitional, which most programs write, and strict.
_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_IDS = tuple(
    f"{{{space}}}id"
    for space in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
_TEXTS = 50_000_000  # characters of shared strings, which are held in memory
_LINKS = 200_000  # links of a sheet
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))  # built-in number formats for dates
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def names(*local: str) -> tuple[str, ...]:
    """The names of these elements with the namespaces of both forms of the standard."""
    return tuple(f"{{{space}}}{one}" for one in local for space in _MAIN)


class Sheet(NamedTuple):
    """A sheet: its name, and the part that holds it."""

    name: str
    part: str


class Parts:
    """A workbook's parts, each read when it is asked for. `source` names the workbook in errors."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self._archive = archive
        self._source = source
        self._there = frozenset(archive.namelist())

    def elements(self, part: str, *local: str) -> Iterator[Element]:
        """The elements of these names in a part, streaming; none if there is no such part."""
        if part in self._there:
            with self._archive.open(part) as stream:
                for one in elements(stream, self._source, names(*local)):  # type: ignore[arg-type]  # reads bytes
                    if not isinstance(one, BadRecord):
                        yield one

    def sheets(self) -> list[Sheet]:
        """The visible sheets, in order."""
        targets = self.relations("xl/workbook.xml")
        return [
            Sheet(one.get("name", ""), targets.get(_id(one), ""))
            for one in self.elements("xl/workbook.xml", "sheet")
            if one.get("state", "visible") == "visible"
        ]

    def relations(self, part: str) -> dict[str, str]:
        """The relationships of a part: id → another part, or an address."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self._there:
            return {}
        found: dict[str, str] = {}
        with self._archive.open(path) as stream:
            for one in elements(stream, self._source, _RELATION):  # type: ignore[arg-type]  # reads bytes
                if not isinstance(one, BadRecord) and len(found) < _LINKS:
                    found[one.get("Id", "")] = _target(folder, one)
        return found

    def texts(self) -> list[str]:
        """The shared strings. Raises InputError if there are more than memory should hold."""
        found, size = [], 0
        for one in self.elements("xl/sharedStrings.xml", "si"):
            found.append(text_in(one))
            size += len(found[-1]) + 50
            if size > _TEXTS:
                raise InputError(f"{self._source} is too large a workbook.", "Save the sheet as CSV.")
        return found

    def dates(self) -> frozenset[str]:
        """The styles of cells that hold a date (a number of days)."""
        codes = {
            one.get("numFmtId", ""): one.get("formatCode", "") for one in self.elements("xl/styles.xml", "numFmt")
        }
        formats = next(iter(self.elements("xl/styles.xml", "cellXfs")), ())
        return frozenset(
            str(number) for number, one in enumerate(formats) if _is_date(one.get("numFmtId", ""), codes)
        )

    def from_1904(self) -> bool:
        """Whether days are counted from 1904 on, as on old Macs, not from 1900 on."""
        return any(one.get("date1904") in ("1", "true") for one in self.elements("xl/workbook.xml", "workbookPr"))

    def links(self, sheet: Sheet) -> dict[str, str]:
        """Cell (`E2`) → the address that it links to."""
        targets = {key: target for key, target in self.relations(sheet.part).items() if "://" in target}
        if not targets:
            return {}
        return {
            one.get("ref", "").partition(":")[0]: targets[_id(one)]
            for one in self.elements(sheet.part, "row", "hyperlink")  # rows too, so that they are freed
            if _id(one) in targets
        }


def text_in(element: Element) -> str:
    """The text of a cell or a shared string, without the phonetic text that may stand beside it."""
    pieces = (one for one in element.iter(*names("t")) if one.getparent().tag not in names("rPh"))
    return "".join(map(text_of, pieces))


def _id(element: Element) -> str:
    return next((value for name in _IDS if (value := element.get(name))), "")


def _target(folder: str, relation: Element) -> str:
    target = str(relation.get("Target", ""))
    if relation.get("TargetMode") == "External" or target.startswith("/"):
        return target.removeprefix("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _is_date(number: str, codes: dict[str, str]) -> bool:
    code = _QUOTED.sub("", codes.get(number, "")).lower()
    return ("y" in code or "d" in code) if code else number.isdigit() and int(number) in _DATES
