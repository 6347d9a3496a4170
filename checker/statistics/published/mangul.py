"""Published figures of Mangul et al. on links in ten journals. Facts of the study, in our words."""

from __future__ import annotations

from checker.model import Kind
from checker.statistics.published.values import Basis, Measure, Ours, Published, Question

_MANGUL = "Mangul et al. 2019, Challenges and recommendations to improve the installability and archival stability"
_MANGUL_DOI = "doi:10.1371/journal.pbio.3000333; github.com/smangul1/good.software at dd05357, Figure1.ipynb"
_MANGUL_2018 = "doi:10.1101/452532; github.com/smangul1/good.software at dd05357, raw.data.broken.links/test.csv"
_MANGUL_CORPUS = "links of one paper alone in ten journals of systems and computational biology, papers of 2005-2017"
_MANGUL_LOST = (
    "no answer in 10 s, asked again, or a status from 400 on where redirects lead; 403 and 5xx count, TLS is not"
    " checked"
)
_FIRST_ANSWER = "no answer or a status from 400 on to the first request; an unfollowed redirect counts as there"
_MANGUL_YEARS = {
    str(2005 + place): number
    for place, number in enumerate((1565, 1582, 1641, 2079, 2835, 2954, 2783, 2962, 3232, 4108, 3844, 3875, 3242))
}
_GITHUB_YEARS = {str(2009 + place): number for place, number in enumerate((2, 15, 19, 46, 89, 214, 364, 504, 531))}

MANGUL = (
    Published(
        id="mangul2019-all",
        study=_MANGUL,
        checked="2018 and 2019",
        corpus=_MANGUL_CORPUS,
        measure=Measure.UNAVAILABLE,
        value=27.77,
        part=10_193,
        whole=36_702,
        definition=_MANGUL_LOST,
        basis=Basis.NOTEBOOK,
        source=_MANGUL_DOI,
        ours=Ours(Question.LOST_OR_SILENT),
        by_year=_MANGUL_YEARS,
        caution="The file that it is made from was never committed: it can't be derived again.",
    ),
    Published(
        id="mangul2019-github",
        study=_MANGUL,
        checked="2018 and 2019",
        corpus="of these, addresses with github.com",
        measure=Measure.UNAVAILABLE,
        value=2.41,
        part=43,
        whole=1_784,
        definition=_MANGUL_LOST,
        basis=Basis.NOTEBOOK,
        source=_MANGUL_DOI,
        ours=Ours(Question.LOST_OR_SILENT, (Kind.GITHUB_REPO, Kind.GITHUB_ORG, Kind.GITHUB_GIST)),
        by_year=_GITHUB_YEARS,
        caution="Pages at github.io are with the others there, and so here.",
    ),
    Published(
        id="mangul2019-sourceforge",
        study=_MANGUL,
        checked="2018 and 2019",
        corpus="of these, addresses with sourceforge.net or .sf.net",
        measure=Measure.UNAVAILABLE,
        value=6.96,
        part=69,
        whole=992,
        definition=_MANGUL_LOST,
        basis=Basis.NOTEBOOK,
        source=_MANGUL_DOI,
        ours=Ours(Question.LOST_OR_SILENT, (Kind.OTHER_FORGE,), ("sourceforge.net",)),
    ),
    Published(
        id="mangul2019-other",
        study=_MANGUL,
        checked="2018 and 2019",
        corpus="of these, all other hosts",
        measure=Measure.UNAVAILABLE,
        value=29.71,
        part=10_081,
        whole=33_926,
        definition=_MANGUL_LOST,
        basis=Basis.NOTEBOOK,
        source=_MANGUL_DOI,
        ours=Ours(Question.LOST_OR_SILENT, (Kind.OTHER, Kind.GITHUB_PAGES)),
    ),
    Published(
        id="mangul2018-all",
        study="Mangul et al. 2018, the file first deposited",
        checked="2018",
        corpus="the same links",
        measure=Measure.UNAVAILABLE,
        value=25.72,
        part=9_440,
        whole=36_702,
        definition=_FIRST_ANSWER,
        basis=Basis.RECOMPUTED,
        source=_MANGUL_2018,
        caution="98.9 % of its GitHub links stand at a redirect that nobody followed: they say nothing.",
    ),
    Published(
        id="mangul2018-abstracts",
        study="Mangul et al. 2018, the file first deposited",
        checked="2018",
        corpus="of these, links in abstracts",
        measure=Measure.UNAVAILABLE,
        value=24.43,
        part=1_755,
        whole=7_183,
        definition=_FIRST_ANSWER,
        basis=Basis.RECOMPUTED,
        source=_MANGUL_2018,
        ours=Ours(Question.LOST_OR_SILENT),
        by_year=_MANGUL_YEARS,
        caution="Standardised to the years of all its links; ours count redirects by where they lead.",
    ),
)
