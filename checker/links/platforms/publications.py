"""URLs of publications (preprint servers, publishers, proceedings, indexes), which are not checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms import queries
from checker.links.platforms.address import Address
from checker.model import Kind

if TYPE_CHECKING:
    from checker.links.platforms.address import Parts

#: Hosts of publications, each with a regular expression that the path of a single publication begins with (`.` is any
#: path). A host includes its subdomains. Other pages of these hosts (groups, tools, guides) are ordinary web pages.
_TABLE = r"""
    arxiv.org                    (?:abs|pdf|html|format|ps|src|e-print|[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})
    ar5iv.org                    (?:abs|html|\d)
    ar5iv.labs.arxiv.org         (?:abs|html|\d)
    alphaxiv.org                 (?:abs|overview|pdf)
    arxiv-vanity.com             papers/.
    arxiv-sanity-lite.com        .
    biorxiv.org                  (?:content|cgi/content|lookup)/.
    medrxiv.org                  (?:content|cgi/content|lookup)/.
    chemrxiv.org                 (?:engage|articles?)/.
    eartharxiv.org               (?:repository/view/)?.
    psyarxiv.com                 .
    socarxiv.org                 .
    osf.io                       preprints/.
    techrxiv.org                 (?:articles|doi|users/\d+/articles)/.
    researchsquare.com           article/.
    preprints.org                (?:manuscript|frontend/manuscript)/.
    authorea.com                 (?:doi|users/\d+/articles)/.
    hal.science                  (?:[a-z]{2,12}-\d+|file/)
    archives-ouvertes.fr         (?:[a-z]{2,12}-\d+|file/)
    eprint.iacr.org              \d{4}/\d
    openreview.net               (?:forum|pdf|attachment|references/pdf)\b
    aclanthology.org             (?:[A-Z]\d\d-\d{4}|\d{4}\.|volumes/|anthology-files/|attachments/|papers/)
    aclanthology.info            .
    aclweb.org                   anthology/.
    pubmed.ncbi.nlm.nih.gov      \d
    pmc.ncbi.nlm.nih.gov         articles/.
    ncbi.nlm.nih.gov             (?:pubmed|pmc(?:/articles)?|pmcc?/articles)/.
    europepmc.org                (?:article|articles|abstract|api/fulltextrepo)\b
    proceedings.mlr.press        v\d+/.
    jmlr.org                     (?:papers|proceedings/papers|mloss)/.
    jmlr.csail.mit.edu           (?:papers|proceedings/papers)/.
    openaccess.thecvf.com        (?:content|papers|ICCV|CVPR|WACV)
    cv-foundation.org            openaccess/.
    ecva.net                     papers/.
    proceedings.neurips.cc       paper
    papers.neurips.cc            paper
    papers.nips.cc               (?:paper|\d)
    nips.cc                      (?:paper|virtual/\d+/(?:poster|oral))
    neurips.cc                   virtual/\d+/(?:poster|oral)
    iclr.cc                      virtual/\d+/(?:poster|oral)
    icml.cc                      virtual/\d+/(?:poster|oral)
    ssrn.com                     (?:abstract|sol3)\b
    dl.acm.org                   (?:doi|citation\.cfm|authorize|ft_gateway|pdf)\b
    portal.acm.org               .
    doi.acm.org                  10\.
    ieeexplore.ieee.org          (?:abstract/)?(?:document|xpls?|stamp|iel\d+|abstract|servlet)\b
    computer.org                 csdl/.
    doi.ieeecomputersociety.org  10\.
    link.springer.com            (?:article|chapter|book|content|referenceworkentry|protocol)\b
    springerlink.com             .
    sciencedirect.com            science/.
    linkinghub.elsevier.com      .
    cell.com                     .*/(?:fulltext|abstract|pdf)\b
    nature.com                   (?:articles|doifinder|[a-z]+/journal)/.
    science.org                  doi/.
    sciencemag.org               (?:content|cgi|doi)/.
    pnas.org                     (?:doi|content|cgi)/.
    wiley.com                    (?:doi|book)/.
    oup.com                      [\w-]+/(?:article|advance-article|article-lookup|article-pdf|pages)\b
    oxfordjournals.org           (?:content|cgi)/.
    tandfonline.com              (?:doi|abs|pdf)/.
    sagepub.com                  doi/.
    cambridge.org                core/.*/article\b
    jstor.org                    (?:stable|pss)/.
    journals.plos.org            \w+/article\b
    plosone.org                  article/.
    biomedcentral.com            (?:articles|content|\d{4}-\d{3}[\dX])/.
    frontiersin.org              (?:articles|journals/.*/articles)/.
    mdpi.com                     (?:\d{4}-\d{3}[\dX]|journal/.*/)
    hindawi.com                  (?:journals|articles)/.
    bmj.com                      content/.
    elifesciences.org            (?:articles|reviewed-preprints)/.
    peerj.com                    (?:articles|preprints)/.
    f1000research.com            (?:articles|posters)/.
    wellcomeopenresearch.org     articles/.
    jmir.org                     \d{4}/\d
    thelancet.com                .*/article\b
    nejm.org                     doi/.
    jamanetwork.com              .*/(?:fullarticle|article-abstract)
    aps.org                      (?:[a-z]{2,12}/)?(?:abstract|doi|pdf)/.
    aip.org                      (?:doi|.*/article)\b
    iopscience.iop.org           (?:article|\d{4}-\d{3}[\dX])\b
    pubs.acs.org                 doi/.
    pubs.rsc.org                 .*/(?:articlelanding|articlehtml|content)\b
    epubs.siam.org               doi/.
    direct.mit.edu               [\w-]+/(?:article|issue|book)\b
    mitpressjournals.org         doi/.
    projecteuclid.org            (?:euclid|journals)\b
    worldscientific.com          doi/.
    degruyter.com                (?:document|view|downloadpdf)/.
    emerald.com                  insight/content/.
    igi-global.com               (?:article|chapter)/.
    iospress.com                 (?:articles|doi)/.
    ojs.aaai.org                 index\.php/.
    aaai.org                     (?:ocs|ojs|Papers|papers|Library)\b
    ijcai.org                    (?:proceedings|Proceedings|papers)\b
    usenix.org                   (?:conference/.*/presentation|system/files|legacy/.*/(?:full_)?papers?|publications)/
    isca-speech.org              archive
    isca-archive.org             .
    lrec-conf.org                proceedings
    ceur-ws.org                  Vol-
    roboticsproceedings.org      rss
    bmva-archive.org.uk          .
    bmvc2022.mpi-inf.mpg.de      \d
    drops.dagstuhl.de            (?:entities/document|opus|storage|volltexte)
    vldb.org                     (?:pvldb|conf)/.
    ndss-symposium.org           (?:ndss-paper|wp-content/uploads)/.
    petsymposium.org             popets/.
    joss.theoj.org               papers/.
    distill.pub                  \d{4}/.
    ismir.net                    .*\.pdf
    archives.ismir.net           .
    lens.org                     (?:lens/)?(?:scholar/article/)?\d{3}-\d{3}-
    app.dimensions.ai            details/publication/.
    scopus.com                   (?:inward|record|pages/publications)/.
    proquest.com                 (?:.*/)?docview/.
    webofscience.com             (?:wos|api/gateway)/.
    webofknowledge.com           .
    semanticscholar.org          (?:paper|reader|CorpusID|arxiv)\b
    scholar.google.com           (?:scholar|citations)\b
    researchgate.net             (?:publication|profile/[^/]+/publication)/.
    academia.edu                 \d
    dblp.org                     (?:rec|db)/.
    dblp.uni-trier.de            (?:rec|db)/.
    inspirehep.net               (?:literature|record|api/literature)/.
    adsabs.harvard.edu           (?:abs|full|link_gateway|cgi-bin)
    zbmath.org                   (?:\d|\?)
    philpapers.org               rec/.
    core.ac.uk                   (?:reader|download|works|outputs|display)/.
    paperswithcode.com           paper/.
    scirate.com                  arxiv/.
    catalyzex.com                paper/.
    connectedpapers.com          main/.
    deepai.org                   publication/.
    citeseerx.ist.psu.edu        (?:viewdoc|pdf|document)\b
    citeseerx.psu.edu            (?:viewdoc|pdf|document)\b
    mathscinet.ams.org           .
    jst.go.jp                    article/.
"""

_PATHS = {host: re.compile(path, re.IGNORECASE) for host, path in map(str.split, _TABLE.strip().splitlines())}


def publication(parts: Parts) -> Address | None:
    """The publication that a URL names; None on another host, and for other pages of such a host."""
    pattern = _pattern(parts.host) if parts.path else None
    if pattern is None or not pattern.match("/".join(parts.path)):
        return None
    named = queries.naming(parts.path[-1], parts.query)
    target = f"{parts.written}?{named}" if named else parts.written
    return Address(Kind.PAPER, target, parts.url(target))


def _pattern(host: str) -> re.Pattern[str] | None:
    """The pattern of the table for a host, or for its nearest parent domain that is in the table; else None."""
    while host:
        if found := _PATHS.get(host):
            return found
        host = host.partition(".")[2]
    return None
