"""
The words with which papers say that something is released: parts of patterns for a sentence in lower case, with
single blanks.

Gaps between words have a maximum length, so that hostile text takes no longer than other text.
"""

from __future__ import annotations

import re

#: A thing that can be released.
THING = (
    r"(?:source codes?|codes?(?:base)?|implementations?|software|data(?: ?sets?|bases?)?|models?"
    r"|weights|checkpoints?"
    r"|benchmarks?|corpus|corpora|scripts?|toolkits?|frameworks?|library|libraries|resources?"
    r"|materials?|packages?"
    r"|pipelines?|annotations|prompts|demos?|recipes?|tools?|simulators?|suites?|adapters?|logs"
    r"|catalogu?es?|treebanks?"
    r"|lexicons?|embeddings|notebooks?|apps?|applications?|systems?|platforms?|repositor(?:y|ies)|environments?"
    r"|collections?|splits|test ?suites?"
    r"|toolbox(?:es)?|alignments|infrastructure|knowledge bases?|kb|thesaur(?:us|i)|wordnets?|ontolog(?:y|ies)"
    r"|dictionar(?:y|ies)|word ?lists?|parsers?|taggers?|solvers?|emulators?|plug-?ins?|apis?|sdks?|templates"
    r"|transcripts|traces|recordings|art[ei]facts|hardware|leaderboard|documentation|subset|project pages?)"
)
THINGS = re.compile(rf"\b{THING}\b")
ADVERBS = r"(?:\w+ly |now |also |made |all |both |hereby |further |fully |being |been |already |open )*"
FREELY = r"(?:publicly|publically|freely|openly)[ -]"
OPEN = r"open(?:ly)?[- ]?sourc"
BE = r"(?:is|are|has been|have been|being|(?:was|were)(?= (?:\w+ly |also )*(?:made|released|open|published)))"
WE_HAVE = rf"\bwe(?:['\u2019][vr]e)? {ADVERBS}(?:have |are )?{ADVERBS}(?:\w+ (?:and|then) {ADVERBS})?"
#: Lookahead after an adjective: it is a predicate ("is available at"), not an attribute ("available data").
AS_PREDICATE = (
    r"(?=[\W\d_]*\Z|[\d\\^\[(),;:]|[\W\d_]+(?:at|on|via|from (?:the|our|this|https?|www|github|gitlab"
    r"|zenodo|hugging)|under|publicly|freely|free|openly|for|to|in|as|through|with|and|or|online|here"
    r"|so|upon|by"
    r"|together|along|alongside|within|while|which|hoping|enabling|allowing|but|an?|the|our|all|these"
    r"|new|both)\b)"
)
#: One word of the name or kind of a thing; no preposition or verb, after which another thing may be meant.
NAME_WORD = (
    r"(?:(?!(?:of|for|on|with|using|in|into|to|from|by|that|which|is|are|against|over|than|between"
    r"|among|based|and (?:the|on)) )"
    r"[^\s;]*[^\s;.] )"
)
#: A verb of making or releasing.
MAKES = (
    r"(?:(?:introduc|describ|propos|contribut|creat|provid|releas)(?:e|es|ed|ing)"
    r"|(?:present|develop|construct|offer|deliver|design|publish|implement|build)(?:s|es|ed"
    r"|ing)?(?! (?:up)?on\b)|built)"
)
#: The authors or the paper as the subject of such a verb, with the verb.
AUTHORS_MAKE = (
    rf"(?:\A|, (?=\w+ing the first )|\b(?:we|paper|work|study|report|article|project|letter"
    rf"|contributions?|our [\w-]+|our [\w-]+ [\w-]+|and|by|of|to|also|have|here) )"
    rf"(?:\w+ly |also |have |here |first |then |not only )*{MAKES} (?:about )?"
)
#: A site that hosts code or data, not its users, issues or repositories as objects of a study.
SITE = (
    r"(?:git ?hub|git ?lab|hugging ?face|zenodo|figshare|kaggle|sourceforge|py ?pi|cran)\b"
    r"(?! (?:pull|issues?|repositories|copilot|projects|commits|scraping|data|users|developers"
    r"|discussions|dataset))"
)


def lowered(text: str) -> str:
    """A text in lower case with the same offsets: `\u0130` would become two characters, so it becomes `i`."""
    return text.replace("\u0130", "i").lower()
