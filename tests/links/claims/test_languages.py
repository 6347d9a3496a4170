"""What a paper says of its artifacts in other languages than English, or with words glued. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import extract
from checker.links.claims.claims import claim_in
from checker.model import Claim, Paper

RELEASED = [
    "Nous mettons le code à disposition sur GitHub.",
    "Les données ont été rendues publiques.",
    "Le jeu de données est librement accessible en ligne.",
    "Der Code wird auf GitHub bereitgestellt.",
    "Wir stellen den Quellcode auf GitHub zur Verfügung.",
    "Die Daten und Modelle sind frei zugänglich.",
    "Liberamos el código y los datos.",
    "Los datos han sido publicados en Zenodo.",
    "Ponemos a disposición el código fuente.",
    "Disponibilizamos o código e os dados.",
    "Os modelos estão disponíveis publicamente.",
    "代码已开源。",
    "我们开源了代码和模型。",
    "数据集可在GitHub上下载。",
    "データセットを公開した。",
    "モデルと実装はGitHubから入手可能である。",
    "コードを公開しています。",
]
PROMISED = [
    "Le code sera publié prochainement.",
    "Nous publierons le code.",
    "Der Code wird demnächst veröffentlicht.",
    "Wir werden die Daten nach der Annahme veröffentlichen.",
    "Publicaremos el código tras la aceptación.",
    "Los datos estarán disponibles próximamente.",
    "O código será publicado em breve.",
    "Publicaremos os dados.",
    "我们将公开代码和数据。",
    "数据集将于论文发表后发布。",
    "コードは近日公開予定です。",
    "採録後にコードを公開する。",
]
ON_REQUEST = [
    "Les données peuvent être obtenues sur demande.",
    "Die Daten sind auf Anfrage verfügbar.",
    "Los datos están disponibles previa solicitud.",
    "Os dados estão disponíveis mediante solicitação.",
    "数据可根据合理要求提供。",
    "如需数据请联系作者获取。",
    "データは請求に応じて提供する。",
]
NOTHING = [
    "Nous utilisons un corpus disponible publiquement.",
    "Wir nutzen frei verfügbare Daten.",
    "Utilizamos datos disponibles públicamente.",
    "Usamos dados disponíveis publicamente.",
    "我们使用公开数据集进行实验。",
    "在三个公开数据集上的实验表明该方法有效。",
    "公開データセットで評価した。",
    "データの共有は重要である。",
    "La disponibilité des données est un problème.",
    "Die Verfügbarkeit von Daten ist wichtig.",
]
GLUED = [
    ("Code is releasedat Zenodo.", Claim.RELEASED),
    ("The dataset isavailable on GitHub.", Claim.RELEASED),
    ("Our codeis publiclyavailable.", Claim.RELEASED),
    ("Code willbe released.", Claim.PROMISED),
    ("The data are available onrequest.", Claim.ON_REQUEST),
    ("Nine lexicons released.", Claim.RELEASED),
]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        *((text, Claim.RELEASED) for text in RELEASED),
        *((text, Claim.PROMISED) for text in PROMISED),
        *((text, Claim.ON_REQUEST) for text in ON_REQUEST),
        *((text, Claim.NONE) for text in NOTHING),
        *GLUED,
    ],
)
def test_a_claim_is_understood_in_any_of_seven_languages(text: str, claim: Claim) -> None:
    found, span = claim_in(text)
    assert found is claim
    assert (span is not None) == (claim is not Claim.NONE)


def test_the_second_abstract_of_a_bilingual_paper_makes_its_claim_too() -> None:
    english = "We count the cones of the pines in the forest. " * 8
    french = "Nous comptons les pommes de pin dans trois forêts. " * 8
    assert claim_in(f"{english} {french} Le code est disponible sur notre dépôt.")[0] is Claim.RELEASED


def test_the_evidence_is_the_sentence_of_the_claim() -> None:
    found = extract(Paper("1", "松", "我们数了松果。代码已在平台上开源。效果很好。"))
    assert (found.claim, found.evidence) == (Claim.RELEASED, "代码已在平台上开源")


def test_a_paper_that_links_to_publications_alone_claims_what_its_words_say() -> None:
    paper = Paper("1", "Pines", "The long version is at https://arxiv.org/abs/2101.00001. Our code will be released.")
    found = extract(paper)
    assert [str(link.kind) for link in found.links] == ["paper"]
    assert found.claim is Claim.PROMISED


@given(st.text(alphabet="代码将公开。データを公開する予定 le code est disponible sera auf Anfrage é", max_size=300))
def test_any_text_in_any_script_is_survived_and_spans_lie_within_it(text: str) -> None:
    _, span = claim_in(text)
    assert span is None or 0 <= span[0] <= span[1] <= len(text.lower())
