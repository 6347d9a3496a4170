"""
What the name of a field tells about the addresses in it: whether they are an artifact's or the paper's own (its page,
its PDF, its picture). Of the latter, only those on a forge, the Hub or an archive count.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words for what is never an artifact's own address, whatever other words the name has.
_NEVER = _words(
    "pdf image images img thumbnail thumb figure picture photo avatar icon logo badge teaser license licence"
    " licenses licences rights copyright"
)
_ARTIFACT = _words(
    "code codes repo repos repository repositories git github gitlab bitbucket huggingface hugging hf source"
    " sources software implementation implementations package tool tools data dataset datasets database corpus"
    " benchmark artifact artifacts artefact artefacts model models weights checkpoint checkpoints pretrained"
    " demo demos space spaces project projects website site homepage supplement supplementary supplemental"
    " supplements material materials resource resources availability replication reproducibility zenodo figshare"
    " osf dataverse archive notebook colab docker app"
)
_PAPER = _words(
    "title titles paper papers article articles preprint publication publications publisher published doi dois arxiv"
    " openreview pubmed pmc pmid pmcid acl anthology semantic scholar semanticscholar openalex dblp crossref"
    " scopus wos isbn issn landing page abs abstract abstracts fulltext html xml epub open access openaccess oa"
    " host venue ee journal conference proceedings book booktitle series event session track workshop author"
    " authors editor editors creator creators contributor contributors person people name affiliation"
    " affiliations institution institutions organization organizations orcid ror funder funders funding grant"
    " grants award homepages profile profiles email video videos slides slide poster posters talk presentation"
    " youtube bilibili slideslive news blog blogs media press tweet twitter cite citation citations bib bibtex"
    " biburl bibsource adsurl adsnote bdsk citeulike eprint"
    " reference references referenced cited citing related review reviews reviewer comment discussion issue"
    " correspondence schema context type types subject subjects topic topics keyword keywords concept concepts"
    " language relation relations version versions updated id ids uid key keys self alternate next previous"
)
#: Tags of exports that stand for the paper's page, DOI, PDF and picture: RIS, Web of Science, Ovid, refer, EndNote.
_TAGS = frozenset(
    {
        *(
            "UR",
            "DO",
            "DI",
            "L1",
            "L2",
            "L3",
            "L4",
            "LK",
            "XL",
            "LID",
            "AID",
            "U",
            "R",
            ">",
            "electronic-resource-num",
        ),
    }
)
#: Words that tell nothing: the name of the object around the field decides.
_NEUTRAL = _words("url urls uri uris link links href address addresses value values item items web www http")
_CONDUCT = re.compile(r"code[ _-]?of[ _-]?(?:ethics|conduct)", re.IGNORECASE)  # "code" in another sense
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")


@lru_cache(maxsize=4096)
def is_of_the_paper(name: str) -> bool:
    """Whether a field of this name (`url_pdf`, `openAccessPdf.url`, `UR`) holds an address of the paper itself."""
    if name in _TAGS or _CONDUCT.search(name):
        return True
    parts = [frozenset(word.lower() for word in _WORD.findall(part)) for part in name.split(".")]
    if any(part & _NEVER for part in parts):
        return True
    for part in reversed(parts):
        if part & _ARTIFACT:
            return False
        if part & _PAPER:
            return True
        if not part <= _NEUTRAL:
            return False
    return len(parts) == 1 and not parts[0] & {"urls", "uris", "links", "addresses"}
