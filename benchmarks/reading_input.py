"""Large inputs of every format, made by repeating the records of its sample among the tests."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from checker.papers.registry import READERS
from tests.papers.documents.small_pdf import Area, Line, pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = Path(__file__).parents[1] / "tests/papers/samples"
#: Formats with one record in a file, which is read repeatedly instead.
SINGLE = frozenset(
    ["text", "citation-cff", "codemeta", "datacite-xml", "jats", "tei", "pdf", "latex", "html", "notebook"]
)
_TEXTS = frozenset({"markdown-list", "rest-list"})  # formats whose samples are repeated whole
_LISTS = _TEXTS | {"html-list"}
#: Entries of real lists have 200 to 300 bytes, those of the samples half of that.
_LONGER = (
    (
        rb"in the rain|cross the road|of the (?:pond|well)|after fire",
        rb"\g<0>: A Study of Calls and Crossings by Night",
    ),
    (rb"A\. Reed|B\. Moor", rb"Ada Reed, Bo Moor, Cyril Fen and Dora Brook"),
)
#: Words in the samples of lists that are changed in each repetition, because entries of a real list do not repeat.
_VARIED = re.compile(rb"frogs/|toads\.|newts/|salamanders\.|(?<=\d\.)0000(?=\d)|(?<=in the )rain|(?<=record/)")
_LINES_ABOVE = {"table": 1, "web-of-science-tab": 1, "web-of-science": 2}  # lines above the records
_WORDS = "We measure how kettles of many kinds boil, and compare what comes of it with what was hoped for. " * 12
_PARAGRAPHS = 60  # in a document, so that it is as long as a paper
#: Format of a document → the markup of a paragraph, and the text before which paragraphs are put.
_BODIES = {
    "html": (b"<p class='text'>%s<a href='#r1'>[1]</a></p>\n", b"</body>"),
    "jats": (b"<p>%s<xref rid='b1'>1</xref></p>\n", b"</body>"),
    "tei": (b"<p>%s<ref target='#b1'>1</ref></p>\n", b"</div></body>"),
    "latex": (b"%s\\cite{others}\n\n", b"\\begin{thebibliography}"),
}
_BEFORE = re.compile(
    rb"(?i)\b(?=code:? (?:is )?(?:at )?(?:\\url\{)?http|with code:|code is (?:at|here|<)|their scans|no code)"
)
_PLACE = "<!--records-->"


def sample(name: str) -> Path:
    """The sample of a format."""
    return next(one for one in sorted(SAMPLES.glob(f"{name}.*")) if ".golden." not in one.name)


def written(name: str, file: Path, size: int) -> None:
    """Write an input of about `size` bytes: complete records."""
    if name in ("parquet", "excel"):
        (_parquet if name == "parquet" else _workbook)(file, size)
        return
    if name == "pdf":
        file.write_bytes(_pdf())
        return
    head, records, tail = _parts(name)
    count = max(1, (size - len(head) - len(tail)) // len(records))
    with file.open("wb") as output:
        output.write(head)
        output.write(records.removesuffix(b","))
        for number in range(1, count):
            again = _varied(records, number) if name in _LISTS else records
            output.write(b"," + again.removesuffix(b",") if again.endswith(b",") else again)
        output.write(tail)


def _varied(records: bytes, number: int) -> bytes:
    """The entries of a list with other names and addresses, because a reader may cache what repeats."""
    return _VARIED.sub(
        lambda found: b"%04d" % number if found[0] in (b"", b"0000") else b"%d-%s" % (number, found[0]), records
    )


def _parts(name: str) -> tuple[bytes, bytes, bytes]:
    """(text above the records, records, text below them) of a sample; its abstracts are made as long as real ones."""
    path = sample(name)
    text = path.read_bytes()
    text = _BEFORE.sub(_WORDS.encode(), text)
    for short, long in _LONGER if name in _LISTS else ():
        text = re.sub(short, long, text)
    if body := _BODIES.get(name):
        paragraphs = body[0] % _WORDS.encode() * _PARAGRAPHS
        return b"", text.replace(body[1], paragraphs + body[1], 1), b""
    if name in SINGLE or name in _TEXTS:
        return b"", text, b""
    if name == "html-list":
        return _between(text, b"<ul>", b"</ul>")
    if text.lstrip().startswith(b"<"):
        return _xml(text, READERS[name])
    if text.lstrip()[:1] in (b"{", b"[") and path.suffix != ".jsonl":
        return _json(json.loads(text))
    lines = text.splitlines(keepends=True)
    above = _LINES_ABOVE.get(name, 0)
    return b"".join(lines[:above]), b"".join([*lines[above:], b"" if above else b"\n"]), b""


def _between(text: bytes, opens: bytes, closes: bytes) -> tuple[bytes, bytes, bytes]:
    before, _, rest = text.partition(opens)
    records, _, after = rest.partition(closes)
    return before + opens, records, closes + after


def _json(document: Any) -> tuple[bytes, bytes, bytes]:
    records = next(one for one in _lists(document) if len(one) > 1 and all(isinstance(each, dict) for each in one))
    body = json.dumps(records)[1:-1].encode() + b","
    records[:] = [_PLACE]
    before, _, after = json.dumps(document).partition(json.dumps(_PLACE))
    return before.encode(), body, after.encode()


def _lists(value: Any) -> Iterator[list[Any]]:
    """All arrays in a JSON value, outer ones first."""
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, list):
        yield value
    for one in inner:
        yield from _lists(one)


def _xml(text: bytes, reader: Any) -> tuple[bytes, bytes, bytes]:
    root = etree.fromstring(text)
    tags = (reader.record,) if isinstance(reader.record, str) else reader.record
    parent: Any = next(one for one in root.iter(*tags)).getparent()
    records = [one for one in parent if one.tag in tags]
    body = b"".join(etree.tostring(one) for one in records)
    for one in records:
        parent.remove(one)
    parent.append(etree.Comment("records"))
    before, _, after = etree.tostring(root).partition(_PLACE.encode())
    return before, body, after


def _pdf() -> bytes:
    """A paper of ten pages, set line by line, with links on each page."""
    words = [_WORDS[at : at + 90] for at in range(0, 900, 18)]
    lines = [Line(72, 720 - 13 * number, 10, text) for number, text in enumerate(words)]
    first = [Line(72, 760, 18, "Hearing frogs in the rain"), Line(72, 740, 10, "Abstract"), *lines]
    areas = [
        Area((72, 400, 300, 412), "https://github.com/frogs/rain"),
        Area((72, 300, 90, 312), "https://doi.org/10.1/a"),
    ]
    return pdf((first, areas), *[(lines, areas)] * 9)


def _parquet(file: Path, size: int) -> None:
    from pyarrow import concat_tables, parquet  # noqa: PLC0415  (an extra)

    rows = parquet.read_table(sample("parquet"))
    row = {name: [value] for name, value in rows.to_pylist()[0].items()} | {"abstract": [_WORDS]}
    one = rows.schema.empty_table().from_pydict(row)
    count = max(1, size // len(_WORDS))
    # every text differs a little, because equal values would be compressed to almost nothing
    table = concat_tables([one] * count)
    texts = [f"{number} {_WORDS}" for number in range(count)]
    different = table.set_column(table.schema.get_field_index("abstract"), "abstract", [texts])
    parquet.write_table(different, file, compression="none", row_group_size=200)


def _workbook(file: Path, size: int) -> None:
    """A workbook whose sheet has `size` bytes: the row of the sample is repeated."""
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(sample("excel")) as given, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as output:
        for name in given.namelist():
            content = given.read(name)
            if name == part:
                before, after = content.split(b"</sheetData>")
                row = before[before.rindex(b'<row r="6"') : before.rindex(b"</row>", 0, before.rindex(b'<row r="7"'))]
                row = re.sub(rb' r="[^"]*"', b"", row.replace(b"Bold", _WORDS.encode())) + b"</row>"
                content = before + row * max(1, size // len(row)) + b"</sheetData>" + after
            output.writestr(name, content)


if __name__ == "__main__":
    written(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
