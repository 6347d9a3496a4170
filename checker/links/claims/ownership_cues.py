"""
Cues for the ownership of a link: patterns for the text of a sentence before and after the link. The text is in lower
case, because patterns that ignore case take three times as long.

A paper releases its own artifact ("our code is available at"), or uses somebody else's ("was computed with"). The
last cue before a link counts. A remark in passing (", available at", "(version 2; see") does not show the ownership:
there the cues before the remark count.
"""

from __future__ import annotations

import re

from checker.links.platforms.hosts import words


def _cues(*patterns: str, elsewhere: str = "") -> re.Pattern[str]:
    """One pattern from several: `patterns` match only at the beginning of a word, `elsewhere` at any place."""
    cues = rf"\b(?:{'|'.join(patterns)})"
    return re.compile(f"{cues}|{elsewhere}" if elsewhere else cues)


_GAP = r"[\s:]*(?:[(\[{$<]\w*>?|\\\w+\{)*\s*\Z"  # between the words and the link: brackets, a command
_WE = r"we (?:\w+ly |also |have |then |further |will )*(?:"
_THINGS = (
    r"(?:codes?|codebase|tools?|demos?|demonstrations?|videos?|examples|samples|results|visuali[sz]ations|resources?"
    r"|materials?|models?|weights|checkpoints?|leaderboard|details|information|documentation|library|package|software"
    r"|scripts?|implementations?|supplement\w*|tutorial|appendix|projects?|repository|website|platform|page)"
)
_HEADED = (  # the heading of a link, as in "Data:" or ", code at"
    r"(?:the )?(?:source )?(?:codes?|data(?:set)?s?|models?|demos?|videos?|software|resources?|materials?|weights"
    r"|github|website|benchmark|homepage|url|link|download|repository|hugging ?face|leaderboard)\b"
)
#: The link is the paper's own.
OWN = _cues(
    r"our\b|in-?house\b",
    r"(?:paper|work|article|study|report|survey) (?:also |thus )?(?:introduc|present|describ|propos|releas"
    r"|develop)\w*",
    _WE + r"releas|provid|publish|shar|ma[dk]e|host|maintain|open-? ?sourc|introduc|present|propos|develop|deposit"
    r"|creat|offer|construct|collect\w* (?:an? )?(?:new|novel|own)|(?:buil[dt]|have a)\b(?! (?:up)?on\b))\w*",
    r"(?:ava[il]\w*ble?|accessible|downloadable|released|open-? ?sourced|(?:is|are|made|fully) open-? ?source"
    r"|published"
    r"|accessed|obtained|downloaded|hosted|found|provided|updated|distributed|deposited)"
    r"(?= (?:[\w-]+ ){0,9}?(?:at|on|in|from|via|under|here|through|:|\()|\s*[:(\[\\]|\s*\Z)",
    r"(?:project|code|web|home|demo|video|github)[ -]?(?:page|site|website|repository|repo|link)s?\b",
    rf"(?:(?<![\s\S])|and\s*){_HEADED}",
    r"(?:see|visit)\b(?=[^.]{0,20}\Z)",
    r"(?:is|are|be) (?!based|built|trained|tested|evaluated|collected|taken|drawn|derived)"
    r"(?:[\w-]+ ){0,8}?(?:at|on|via|from|in)[\s:]*\Z",
    rf"{_THINGS}(?: (?!based|built|trained|tested|evaluated|collected)[\w-]+){{0,3}}? "
    rf"(?:at|on|from|in|via|here){_GAP}",
    rf"{_THINGS}(?: (?:of|for) [\w-]+){{0,2}}\s*:{_GAP}",
    r"(?:demos?|videos?|tutorial|screencast|codes?|documentation|supplement\w*|appendix)"
    rf"(?: (?:of|for) [\w-]+){{0,2}}\s*\({_GAP}",
    rf"{_THINGS}(?: (?:of|for) [\w-]+)? (?:is|are) (?:\w+ly )?available\b",
    r"can be (?:\w+ly )?(?:downloaded|accessed|obtained|found|reached|viewed|cloned)\b",
    r"(?:disponible|adresse)\b[^.]{0,20}\Z",  # French
    r"(?:browsed|viewed|explored|tried|tested|queried|consulted|reached|seen|watched|installed|cloned)\b"
    rf"(?: [\w-]+){{0,2}} (?:at|on|from|via|in|under){_GAP}",
    r"implemented (?:in|as) an? (?:[\w+-]+ ){0,4}?(?:package|library|tool(?:box|kit)?|plug-?in|software|module"
    r"|web ?\w+)\b",
    r"can (?:request|obtain|get|access|download|find|try|run|use) (?:[\w-]+ ){0,6}(?:at|from|on|via|here)\b",
    r"(?:codes?|codebase|data|project|video|demo|details|materials?|page|samples?|examples)\s*:\s*\Z",
    elsewhere=rf"[.;:,(\[]\s*{_HEADED}",
)
_DONE = (  # participles for what is done with a tool or with data
    r"(?:analy[sz]ed|computed|calculated|performed|conducted|carried out|(?:pre-?)?processed|obtained|retrieved|run"
    r"|extracted|visuali[sz]ed|rendered|aligned|mapped|assembled|trimmed|filtered|estimated|identified|predicted"
    r"|searched|compared|assessed|normali[sz]ed|segmented|quantified|annotated|simulated|sequenced|clustered|removed"
    r"|determined|measured|recorded|drawn|plotted|inferred|reconstructed|evaluated|validated|detected|scanned|queried"
    r"|registered|corrected|programmed|classified|monitored|tracked|accessed|collected|taken|downloaded|crawled"
    r"|scraped|gathered|sourced|mined|harvested|selected|chosen|used|employed|applied|utili[sz]ed|modell?ed|fitted"
    r"|optimi[sz]ed|solved|reduced|subjected|submitted|written|implemented|created|generated|made|exported|imported"
    r"|converted|loaded)"
)
_SITE = r"(?:web ?site|web ?page|repository|portal|server|page|site|archive)"
_FROM_SITE = rf"(?:from|through|via)(?: (?!our\b)[^.;]{{0,80}}?\b{_SITE}\b)?"
_MAY_BE = (
    r"(?<!be )(?<!be freely )(?<!be publicly )(?<!be directly )"  # "can be obtained from" is an offer, not a use
)
#: The link is somebody else's: the paper uses it, builds on it or compares with it.
THIRD_PARTY = _cues(
    _WE + r"us|employ|adopt|utili[sz]|leverag|build on|built on|extend|follow|fine-?tun|train|evaluat|compar"
    r"|start|appl|test|modif|adapt|download|collect|crawl|scrap|gather|retriev|sampl|rely|run|ran\b|perform|obtain"
    r"|benchmark|analy[sz]|consider|took|chose|select|search|quer|tune|experiment)\w*",
    r"(?:using(?! (?:the |this )?(?:following|link|url))|utili[sz]ing|leveraging|based (?:up)?on|buil(?:t"
    r"|ding) (?:up)?on"
    r"|on top of|powered by|by means of|with the help of|implemented (?:in|with|using)|trained on|evaluated on"
    r"|fine-?tuned on|extend(?:s|ing)|et al|e\.g|similar to|compared (?:to|with|against)|outperform\w*|existing"
    r"|popular"
    r"|(?:provided|developed|proposed|introduced|created|published|maintained|written|operated|managed"
    r"|hosted) by(?! us\b)"
    r"|such as(?=[^,]{0,60}\Z|.{0,200}\(\s*\Z)|well-known|widely used|third-party|originally|variant of|extension of"
    r"|shared task|according to|(?:submission|participation|entry) (?:to|in)|published as|rel(?:y|ies|ied) on"
    r"|runs? on"
    r"|(?:makes?|made) (?:extensive )?use of|interfaces? with)\b",
    rf"{_MAY_BE}(?:collected|taken|drawn|downloaded|crawled|scraped|gathered|retrieved|sourced|mined|extracted"
    rf"|harvested"
    rf"|obtained|accessed) {_FROM_SITE}\b",
    r"(?<!be )(?:uses|used|utili[sz]es|utili[sz]ed|employs|employed)\b(?! (?:to|for|in|as|by|at|on)\b)",
    r"(?<!\ba )(?<!\ban )(?<!\bour )(?<!\bfirst )(?<!\bis )(?<!\bare )(?:publicly|freely|openly|widely|commercially)"
    r"[ -]available (?!(?:at|on|from|via|in|as|under|through|online|here|for|and|to|with|by)\b)[\w-]+",
    r"available (?<!is available )(?<!are available )(?<!be available )(?<!code available )(?<!codes available )"
    r"(?<!software available )(?<!ly available )(?<!also available )(?<!made available )(?<!now available )"
    r"(?:from|in|through|on|at) the (?!(?:following|git|same|paper|project|authors?)\b)[\w-]+",
    r"using (?!our\b)(?:[\w-]+ ){1,6}(?:tools?|software|package|server|program|database)(?=\s*[:(])",
    rf"(?:was|were|been|being|(?<!and )is|are) (?:\w+ly |then |also |first |all |further |again )*{_DONE}"
    rf"(?: (?!at\b|on\b|available)[\w/-]+){{0,4}}? (?:{_FROM_SITE}|using|with|by|in|against|within|to|for)\b",
    r"(?:analy[sz]ed|computed|calculated|performed|(?:pre-?)?processed|visuali[sz]ed|rendered|predicted|simulated"
    r"|estimated|aligned|mapped|retrieved|extracted|identified|quantified|annotated) (?:in|by|with|using|from|via"
    r"|on)\b",
    r"(?:software|tools?|programs?|packages?) used (?:for|to|in)\b",
    r"as (?:described|presented|implemented|defined) (?:in|by)\b",
)
#: The paper uses the artifact. This decides whatever the other cues are.
USED = re.compile(
    r"\b(?:we (?:\w+ly |also |then |further )*(?:use|employ|adopt|utili[sz]e|leverage|download|start from|rely on)d?"
    rf"|using|utili[sz]ing|(?:was|were) (?:\w+ly |then |also )?{_DONE} (?:with|using|by|in|from|via))"
    r"(?: (?!is |are |was |were |and |can |will |our )[\w-]+){1,7}? (?:at|from|in|on|via)"
    rf"{_GAP}|\b(?:was|were) (?:\w+ly )?{_DONE} (?:from|through|via) (?:(?!our )[\w-]+ ){{1,7}}?{_SITE}{_GAP}",
)
#: The announcement of nine links in ten, directly before the link, so that nothing in between can change its meaning.
ANNOUNCED = re.compile(
    r"\b(?:ava[il]\w*ble?|accessible|released?|found|open-? ?sourced?|published|provided|accessed|page"
    r"|website|homepage|codes?|github)"
    r"(?: (?:publicly|online|freely|openly|here|at|on|from|via|in|is|github|the|following|url|link|address|for"
    r"|download))*" + _GAP,
)
#: An announcement in passing: the ownership is stated before it, or nowhere.
IN_PASSING = re.compile(
    r"(?:(?:[,;\[\)]|\b(?:which|that) (?:is|are|can be))\s*(?:[^()\[\]]{0,60}[;,] )?"
    r"|\(\s?(?!(?:the |our |all )?(?:source )?(?:codes?|our|implementation|software|demo|project|model"
    r"|data and))[^()]{0,80}?)"
    r"(?:(?:publicly|freely|openly|also|now|is|are|both|all|can be|it is) )*"
    r"\b(?:ava[il]\w*ble|accessible|downloadable|obtainable|downloaded|accessed|obtained|found|hosted|see|at|url"
    r"|website)"
    r"(?: (?:publicly|online|freely|openly|here|at|on|from|via|in|is|the|following|url|link|address|website|through"
    r"|for download))*" + _GAP,
    re.DOTALL,
)
#: A sign of somebody else's artifact directly before the link: a reference, or the version or maker of a tool.
CITED = re.compile(
    r"\[\s?\d+(?:\s?[,\u2013-]\s?\d+)*\s?\][\s,(]*\Z"
    r"|\((?:[^\W\d_][\w.&'-]* ?){1,6},? ?(?:19|20)\d\d[a-z]?\)[\s,(]*\Z"
    r"|\([^()]{0,80}\b(?:v(?:er(?:sion|\.)?)?\.? ?\d|release \d|inc\b|ltd\b|corp\b|gmbh\b|university)[^()]{0,60}\Z"
    r"|\b(?:version|v\.?) ?\d[\w.]{0,8}\s?\(\s*\Z",
)
#: Text after the link which says that it leads to more about this paper, or that the artifact is new.
AFTER_OWN = re.compile(
    r"\A[\s)}\].,]*\{?[^.]{0,30}?\b(?:open-? ?source our|our (?:code|data|project)|codes?\b"
    r"|for (?:more|further|full|additional)|for (?:details"
    r"|results|videos|code)|(?:provides|contains|shows) (?:qualitative|additional|our|more))"
    r"|\A[\s)}\],]*(?:is|are) (?:an? |the )(?:\w+ly )?(?:new|novel|first)\b"
    r"|\A[\s)}\],]*(?:has|have) been (?:\w+ly )?(?:designed|developed|implemented|created|built|released|set up)\b"
    r"|\A[\s)}\],]*(?:was|were) (?:\w+ly )?(?:designed|developed|created|built) (?:to|for|in|as)\b",
)
#: Text after the link which says that the artifact is used, or cites it.
AFTER_THIRD_PARTY = re.compile(
    r"\A[\s)}\],;]*(?:\[[\d, \u2013-]+\]\s*)?(?:(?!and\b|we\b|our\b)[\w/-]+ ){0,4}?(?:was|were|is|are|has been"
    r"|have been) "
    r"(?:\w+ly |also |then |first |all )*(?:used|employed|applied|utili[sz]ed|carried out|performed|conducted|queried"
    r"|searched|retrieved|downloaded|adopted|chosen|selected|consulted|one of the|(?:an? |the )?(?:popular|widely"
    r"|well-known"
    r"|commonly|standard|largest))\b"
    r"|\A[\s)}\]]*\[\d+(?:[,\u2013-] ?\d+)*\]|\A[\s)}\]]*\((?:[^\W\d_][\w.&'-]* ){1,4}(?:et al\.?,? )?(?:19|20)\d\d"
    r"|\A[\s)}\]]*,? (?:developed|provided|maintained|operated|managed|created|published) by\b(?! us\b)",
)
#: Hosts of resources that many papers use and none owns: public databases, languages, licences, standard tools.
COMMON_RESOURCES = words(
    """
    ncbi.nlm.nih.gov blast.ncbi.nlm.nih.gov uniprot.org rcsb.org ensembl.org genome.ucsc.edu genome.jp kegg.jp
    string-db.org proteinatlas.org tcga-data.nci.nih.gov portal.gdc.cancer.gov cdc.gov who.int data.worldbank.org
    worldbank.org census.gov ec.europa.eu data.gov earthdata.nasa.gov heasarc.gsfc.nasa.gov lambda.gsfc.nasa.gov
    archive.ics.uci.edu ics.uci.edu snap.stanford.edu yann.lecun.com image-net.org cocodataset.org
    host.robots.ox.ac.uk
    ldc.upenn.edu catalog.ldc.upenn.edu commoncrawl.org wikipedia.org wikidata.org dbpedia.org wiktionary.org
    gutenberg.org openstreetmap.org r-project.org python.org scipy.org numpy.org scikit-learn.org pytorch.org
    tensorflow.org keras.io mathworks.com java.sun.com gnu.org apache.org opensource.org
    creativecommons.org nltk.org spacy.io opencv.org cgal.org gurobi.com adobe.com
    imagej.nih.gov imagej.net fiji.sc fil.ion.ucl.ac.uk fsl.fmrib.ox.ac.uk surfer.nmr.mgh.harvard.edu
    afni.nimh.nih.gov
    statmt.org translate.google.com maps.google.com mturk.com
    """
)
