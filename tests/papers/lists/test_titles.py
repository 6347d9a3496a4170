"""The title in an entry, in the shapes that lists have; dates and addresses in them."""

from __future__ import annotations

import pytest

from checker.papers.lists.addresses import Role, paper_id, role_of
from checker.papers.lists.dates import date_in
from checker.papers.lists.markup.markdown import markdown_blocks
from checker.papers.lists.titles import title_of

PDF = "[pdf](https://arxiv.org/abs/2001.00001)"


@pytest.mark.parametrize(
    "entry",
    [
        f"**Otters that use stones**, *ICO 2020*. [{PDF}]",
        f"Otters that use stones. [{PDF}] [code](https://github.com/a/b)",
        f"Otters that use stones. A. Alder, B. Birch. ICO 2020. {PDF}",
        f"A. Alder, B. Birch and C. Cedar. Otters that use stones. ICO 2020. {PDF}",
        f'A. Alder and B. Birch, "Otters that use stones," in ICO, 2020. {PDF}',
        f"Alder, A., & Birch, B. (2020). Otters that use stones. *J. Otters*, 3. {PDF}",
        f"Otters that use stones, A. Alder, B. Birch, ICO 2020 {PDF}",
        f"(ICO 2020) [Otters that use stones](https://arxiv.org/abs/2001.00001) by Alder et al. {PDF}",
        f"ICO 2020. Otters that use stones. {PDF}",
        f"`ICO'20` Otters that use stones {PDF}",
        f"2020-11-30, **Otters that use stones**, A. Alder et.al., Paper: {PDF}",
        f"[2020/10] *Otters that use stones*, A. Alder, 2020. {PDF}",
        f"{PDF} Otters that use stones",
        f"2020 | ICO | Otters that use stones | {PDF}",
        f"🔥 [x] Otters that use stones (`ICO 2020`) {PDF}",
        "[**Otters that use stones**](https://arxiv.org/abs/2001.00001), [Ann Alder](https://ann.example.org)",
        "Otters that use stones: https://github.com/otters/stones",
        f"Alder et al. Otters that use stones. ICO 2020. {PDF}",
        f"Ann Alder, Ben Birch et al. Otters that use stones. 2020. {PDF}",
        f"Alder, A., Birch, B., et al. (2020). Otters that use stones. {PDF}",
        f"van der Alder et al. Otters that use stones (2020). {PDF}",
        f"Alder et al., 2020: Otters that use stones {PDF}",
        f"Otters that use stones | Alder et al. | {PDF}",
        f"Alder A, Birch B. Otters that use stones. J Otters. 2020;3:1-9. {PDF}",
        f":page_facing_up: Otters that use stones {PDF}",
        f"ICO'20 Oral - Otters that use stones {PDF}",
        f"arXiv 2020/01: Otters that use stones {PDF}",
        f"**Ann Alder**, Ben Birch. Otters that use stones. ICO 2020 {PDF}",
    ],
)
def test_a_title_is_found_in_its_entry(entry: str) -> None:
    (block,) = markdown_blocks(f"- {entry}")
    title = title_of(block.runs)
    assert title is not None
    assert title.text == "Otters that use stones"


def test_a_letter_at_the_end_of_a_sentence_is_no_initial() -> None:
    (block,) = markdown_blocks(f"- Vitamin C. Sources and losses {PDF}")
    title = title_of(block.runs)
    assert title is not None
    assert title.text == "Vitamin C. Sources and losses"


@pytest.mark.parametrize(
    "line",
    [
        f"Paper: {PDF}",
        "Code: None",
        "[Paper] [Code]",
        "Authors: A. Alder, B. Birch",
        "A. Alder, B. Birch",
        "Alder et al.",
        "Ann Alder, Ben Birch et al",
        "ICO 2020",
        PDF,
    ],
)
def test_what_stands_beside_a_title_is_none(line: str) -> None:
    (block,) = markdown_blocks(f"- {line}")
    assert title_of(block.runs) is None


def test_titles_in_other_scripts() -> None:
    (block,) = markdown_blocks(
        "- 用石头的水獭 [论文](https://arxiv.org/abs/2001.00001) [代码](https://github.com/a/b)"
    )
    title = title_of(block.runs)
    assert title is not None
    assert title.text == "用石头的水獭"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-10-14", "2020-10-14"),
        ("ICO 2020", "2020"),
        ("ICO'20", "2020"),
        ("[12/2020]", "2020-12"),
        ("4 May 2020", "2020-05-04"),
        ("May 4, 2020", "2020-05-04"),
        ("octobre 2020", "2020-10"),
        ("2020.10", "2020-10"),
        ("2020年5月", "2020-05"),
        ("Proc. 12 Otters 2020", "2020"),
        ("2019-2020", ""),
        ("arXiv 2001.12345", ""),
        ("no date", ""),
    ],
)
def test_dates_in_running_text(text: str, date: str) -> None:
    assert date_in(text) == date


@pytest.mark.parametrize(
    ("address", "label", "role", "known"),
    [
        ("https://arxiv.org/pdf/2001.00001v2.pdf", "", Role.PAPER, "2001.00001"),
        ("https://doi.org/10.48550/arXiv.2001.00001", "", Role.PAPER, "2001.00001"),
        ("https://arxiv.org/abs/cs/0101001", "", Role.PAPER, "cs/0101001"),
        ("https://huggingface.co/papers/2001.00001", "", Role.PAPER, "2001.00001"),
        ("https://dl.acm.org/doi/abs/10.1145/1.2", "", Role.PAPER, "10.1145/1.2"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.1v1.full", "", Role.PAPER, "10.1101/2020.01.01.1"),
        ("https://openreview.net/forum?id=x", "", Role.PAPER, ""),
        ("https://github.com/otters/stones/blob/main/paper.pdf", "code", Role.PAPER, ""),
        ("https://press.example.org/otters", "Paper", Role.PAPER, ""),
        ("https://press.example.org/otters", "Project", Role.PAGE, ""),
        ("https://github.com/otters/stones", "paper", Role.ARTIFACT, ""),
        ("https://doi.org/10.5281/zenodo.76543", "", Role.ARTIFACT, "10.5281/zenodo.76543"),
        ("https://img.shields.io/github/stars/a/b", "", Role.NOTHING, ""),
        ("https://join.slack.com/t/otters", "", Role.NOTHING, ""),
        ("https://a.example.org/figure.png", "", Role.NOTHING, ""),
        ("#contents", "", Role.NOTHING, ""),
        ("docs/page.md", "", Role.NOTHING, ""),
    ],
)
def test_what_an_address_is_to_an_entry(address: str, label: str, role: Role, known: str) -> None:
    assert (role_of(address, label), paper_id(address)) == (role, known)
