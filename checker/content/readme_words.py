"""Regular expressions for the lines of a README. All run in linear time on one line."""

from __future__ import annotations

import re


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


class Hinted:
    """
    A regular expression that is tried only on text that contains one of its hints (words between `|`): most lines
    contain none, and a plain search is faster.
    """

    def __init__(self, pattern: re.Pattern[str], hints: str) -> None:
        self.pattern = pattern
        self._hints = tuple(hints.split("|"))

    def may_be_in(self, text: str) -> bool:
        """Whether one of the words is in the text, whatever its case."""
        small = text.casefold()
        for hint in self._hints:  # noqa: SIM110  (any() over a generator takes three times as long)
            if hint in small:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, None where there is none."""
        return self.pattern.search(text) if self.may_be_in(text) else None


# -- the shape of the text ----------------------------------------------------------------------------

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
FENCE = re.compile(r"\s{0,8}(?:>\s?)?(```+|~~~+)")
HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s*|<h[1-6][^>]*>)(.+)", re.IGNORECASE)
UNDERLINE = re.compile(r"\s{0,3}([=\-~^*])\1{2,}\s*$")
BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
INLINE_CODE = re.compile(r"`([^`]+)`")
PROMPT = re.compile(r"^\s*(?:[$>%!#]\s?)?(?:\([\w.-]+\)\s*[$>]?\s*)?(?:[A-Z_]+=\S+\s+)*(?:sudo\s+)?")
SENTENCE = re.compile(r"(?<=[.!?;。])\s+|。|\uff01|<br\s*/?>")
LINK_LINE = re.compile(r"\s*(?:[-*+|]|\d+[.)])\s*.*(?:\]\(|https?://)")
LINK = _any(r"https?://", r"\]\(", r"\bdownload", r"href=")
DONE_ITEM = re.compile(r"\s*[-*+]?\s*(?:\[[xX]\]|✅|☑|✔)")
OPEN_ITEM = re.compile(r"\s*[-*+]?\s*(?:\[\s?\]|⬜|☐)")

# -- promises -----------------------------------------------------------------------------------------

_SUBJECT = (
    r"(?:source[ -]?codes?|codes?|code ?base|implementations?|repo(?:sitory)?|models?|weights|checkpoints?|data"
    r"|data ?sets?|scripts?|training|inference|materials?|toolkit|package|software|benchmark|artifacts?"
    r"|supplementary|notebooks?|simulator|library|framework|代码|数据集?|模型)"
)
_SUBJECT_TRANSLATED = (
    r"\b(?:c[oó]digos?|codice|quell(?:code|text)|donn[ée]es|daten|datos|dados|dati|mod[eè]les?|modelos?)\b"
)
SUBJECT = _any(rf"\b{_SUBJECT}\b", _SUBJECT_TRANSLATED, "代码|数据|模型|コード|データ|モデル|코드|데이터|모델")
PART = _any(
    r"\b(?:demo|video|slides?|poster|tutorial|documentation|docs|blog|colab|paper|arxiv|preprint|talk|citation|cite"
    r"|bibtex|citing|website|web ?page|project ?page|page|changelog|faq|presentation|contact|acknowledg\w*|license"
    r"|licence|leaderboard|contribut\w+|references?|logo|figures?)\b"
)
_SHOWN = (
    r"(?:released?|available|public|published|open[ -]?sourced?|uploaded?|shared|provided|posted|pushed|hosted"
    r"|online)"
)
#: An event that a release waits for: a paper named here is not what is promised.
CONDITION = _any(r"\b(?:upon|after|once|when|until|following|of) (?:the |our |this )?(?:paper|preprint)\b")
LATER = Hinted(
    _any(
        r"\bcoming(?:\W|%20){0,3}(?:very |really )?soon\b",
        r"\b(?:is|are|comes?) coming\b|\bcomes? soon\b",
        rf"\b(?:{_SHOWN}|releasing|ready|updated?|added|here|out)\W+(?:very )?(?:soon|shortly|asap)\b",
        rf"\bsoon(?: to)?(?: be)? {_SHOWN}\b",
        r"\b(?:soon|shortly|asap)\W*$",
        r"\bstay tuned\b|\bcheck back\b|\bon (?:the|its|their) way\b",
        r"\bunder (?:(?:active|heavy|ongoing) )?(?:construction|development|preparation)\b",
        r"\bwork[ -]in[ -]progress\b|\bwip\b|\bin preparation\b",
        r"\brelease\w*\W{1,3}(?:is |are )?"
        r"(?:planned|scheduled|expected|pending|in progress|in preparation|targeted)\b",
        r"\b(?:being|currently|still|are) (?:cleaned|cleaning|prepared|preparing|organi[sz](?:ed|ing)|refactor\w+)\b",
        r"\b(?:cleaning(?: up)?|clean up|preparing|organi[sz]ing) (?:the |our |all )?codes?\b",
        r"\btb[ad]\b|\btodo\b(?!\s*list)",
        rf"\b(?:will|to) be (?:\w+ ){{0,2}}(?:{_SHOWN}|announced"
        r"|updated|added|completed|filled|done|determined|continued|populated)\b",
        rf"\b{_SHOWN}\W+(?:upon|after|once|when|following|by the end)\b",
        r"\b(?:upon|after|once|following)\b.{0,30}\b(?:acceptance|publication|accepted|published|review|camera)",
        r"\bcoming (?:in|this|next) (?:week|month|year|early|late|mid|summer|spring|autumn|winter|fall"
        r"|january|february|march|april|may|june|july|august|september|october|november|december|\d)",
        r"\brelease(?: date)?\s*:\s*20\d\d|\bto follow\b|^\W*to appear\W*$|\bleft (?:empty|blank)\b|\bplaceholder\b",
        r"\bnot (?:yet |been |currently )+(?:released|available|public|uploaded|ready)\b",
        r"\bnot (?:released|available|public|uploaded|ready)"
        r" (?:yet|now|currently|at the moment|at this time|right now|for now)\b",
        r"\b(?:repo(?:sitory)?|page)\b[^.!?]{0,20}\bwill (?:contain|include|host|hold|be the home)\b",
        rf"\b(?:when|once) (?:the |our )?{_SUBJECT} (?:is|are) (?:out|released|available|ready|online)\b",
        "敬请期待|即将|整理中|待更新|稍后|近日公開|公開予定|準備中|公開します|곧 공개|공개 예정|준비 중",
        r"\b(?:bient[ôo]t|prochainement|à venir|seront? (?:publi|mis |disponible|rendu))",
        r"\b(?:in k[üu]rze|demn[äa]chst|wird\b[^.!?]{0,40}\b(?:ver[öo]ffentlicht|bereitgestellt))",
        r"\b(?:pr[óo]ximamente|e[nm] breve|a breve|prossimamente|ser[áàa] (?:publicad|disponib|pubblicat|liberad))",
    ),
    "bient|prochainement|à venir|sera|seront|in k|demn|wird|ximamente|breve|prossimamente|ser\u00e1|公開|準備中"
    "|공개|준비|soon"
    "|shortly|asap|tuned|check back|way|construct|under |prepar|progress|wip|schedul|plan|pending|expected|target"
    "|organi|refactor|clean|tba|tbd|todo|will|to be |upon|after|once|when|following|by the end|coming|release"
    "|to follow|to appear|left |placeholder|not |敬请期待|即将|整理中|待更新|稍后",
)
_WILL = (
    r"\b(?:will|shall|plans? to|planning to|intends? to|going to|aims? to|expects? to|hopes? to|promise to|to be)\b"
)
SUBJECT_WILL = Hinted(
    _any(
        rf"\b{_SUBJECT}\b[^.!?]{{0,80}}{_WILL}[^.!?]{{0,20}}"
        rf"\b(?:be (?:\w+ ){{0,3}}(?:{_SHOWN}|added|put|updated|here|made)"
        r"|follow|appear|come|go public)\b",
        "代码[^。]{0,20}(?:将|会)",
    ),
    "will|shall|plan|intend|going to|aim|expect|hope|promise|to be|代码",
)
WILL_SUBJECT = Hinted(
    _any(
        rf"\b(?:we|i|authors?|team)(?:['\u2019]ll\b|\b[^.!?]{{0,30}}{_WILL})[^.!?]{{0,30}}"
        r"\b(?:releas\w+|publish\w*|open[ -]?sourc\w+|upload\w*|shar\w+|provid\w+|post|push|add|updat\w+|make)\b"
        rf"[^.!?]{{0,60}}\b{_SUBJECT}\b",
    ),
    "will|'ll|\u2019ll|shall|plan|intend|going to|aim|expect|hope|promise",
)
RELEASED = Hinted(
    _any(
        r"\b(?:codes?|implementations?|source|scripts|repo(?:sitory)?)\b[^.!?]{0,40}"
        r"\b(?:is|are|has been|have been|was|were)\s+"
        r"(?:(?:now|already|publicly|also|freely|finally|fully|officially) )*"
        r"(?:released|available|public|open[ -]sourced|out|online|here|moved|hosted)\b",
        r"\bwe (?:have )?(?:just )?released (?:the |our |all )?[^.!?]{0,30}\bcodes?\b",
        r"\bcodes? (?:released|available)\b",
        "代码(?:已|现已)",
    ),
    "releas|avail|public|open| out|online|here|moved|hosted|代码",
)
PAGE = Hinted(
    _any(
        r"\b(?:source|code|repo(?:sitory)?|template|this)\b[^.]{0,80}\b(?:project|nerfies|academic|personal|paper'?s?)"
        r"[ -](?:web ?)?(?:page|site)\b",
        r"\b(?:source|code|repo(?:sitory)?|template)\b[^.]{0,60}\b(?:website|web ?page|homepage)\b",
    ),
    "page|site",
)

# -- commands -----------------------------------------------------------------------------------------

_PROGRAM = (
    r"(?:i?python[23]?(?:\.\d+)?|torchrun|accelerate launch|deepspeed|horovodrun|Rscript|julia|bash|sh|zsh|source"
    r"|node|perl|ruby|octave|sage|stata\S*|mpirun|mpiexec|srun|sbatch|java|streamlit run|jupyter \w+|snakemake"
    r"|nextflow run|php|lua|th|blender|spark-submit|uv run|poetry run|pixi run|papermill)"
)
_SCRIPT = r"[\w./${}<>\[\]-]*\.(?:py|sh|r|jl|js|ts|pl|rb|m|jar|ipynb|do|sage|slurm|sbatch|smk|nf|php|lua|bash)\b"
SCRIPT = Hinted(
    _any(
        rf"(?:^|(?<=[\s`$>(!])){_PROGRAM}\b(?:\s+[^\s`]+){{0,8}}?\s+{_SCRIPT}[^`\n]{{0,200}}",
        r"(?:^|(?<=[\s`$>(!]))python[23]?\s+-m\s+[\w.]+[^`\n]{0,200}",
    ),
    ".py|.sh|.r|.jl|.js|.ts|.pl|.rb|.m|.jar|.ipynb|.do|.sage|.slurm|.sbatch|.smk|.nf|.php|.lua|.bash| -m ",
)
TOOL = _any(
    r"make\b",
    r"(?:cargo|go|npm|yarn|pnpm|dotnet|stack|cabal|sbt|lake|dune|poetry|uv|pixi|flutter|swift|mix|zig)"
    r" (?:run|start|test|bench|exec?|build|env)\b",
    r"npx\b",
    r"docker(?:[ -]compose)? (?:run|up|exec)\b",
    r"(?:mvn|gradle|\./gradlew|ant|bazel|cmake|ctest|ninja|coqc|isabelle|agda|lean)\b",
    r"(?:snakemake|nextflow|dvc|jupyter|streamlit|gradio|flask|uvicorn|roslaunch|rosrun|ros2|colcon|kedro)\b",
    r"\./[\w]",
    r"(?:matlab|octave|julia|R|Rscript|stata|sage|mathematica|wolframscript) -",
    r"(?!(?:pip|conda|mamba|git|cd|wget|curl|apt|brew|mkdir|export|source|echo|"
    r"tar|unzip|cp|mv|rm|ls|cat|docker|npm|yarn|gdown|huggingface-cli|hf|uv|poetry|cmake|bibtool)\d?\b)"
    r"[a-z][\w-]*(?: [\w./-]+){0,3} --?[a-z]",
)
NO_RUN = _any(
    r"\b(?:set_?up|install\w*|download\w*|prepare\w*|get_\w+|fetch\w*|build_ext)\.(?:py|sh)\b",
    r"-m (?:pip|venv|virtualenv|ensurepip|build|spacy download|nltk)\b",
    r"\b(?:pip3?|conda|npm) install\b",
    r"\bsource \S*(?:activate|bashrc|venv)",
    r"--version\b",
)
TRAIN = _any(r"(?:^|[^a-z])(?:pre|re|fine[_-]?)?(?:train|tun(?:e|ing)|fit)", r"sft|dpo|grpo|distill", r"main_?train")
EVALUATE = _any(r"eval", r"(?:^|[^a-z])test", r"benchmark", r"(?:^|[^a-z])(?:score|metrics?|reproduc)", r"validat")
IMPORT = re.compile(
    r"\s*(?:>>>\s*)?(?:import \w|from [\w.]+ import |"
    r"library\(|using \w|require\(|use \w+::|#include)"
)
INSTALL = Hinted(
    _any(
        r"\b(?:pip3?|conda|mamba|micromamba|npm|yarn|apt(?:-get)?|brew|opam|cabal|gem|luarocks|uv pip)"
        r" (?:install|add)\b",
        r"\bconda create\b",
        r"\b(?:uv|poetry|cargo|pnpm|pixi|npm|yarn) (?:sync|add|install|ci)\b",
        r"install\.packages\(",
        r"\b(?:devtools|remotes|pak|BiocManager|renv)::",
        r"\bPkg\.(?:add|instantiate|develop)",
        r"\]\s*add [A-Z]\w+",
        r"\bdocker (?:build|pull)\b",
        r"\b(?:requires?|tested (?:on|with|under)|implemented (?:in|with)|needs|depends on|built (?:on|with)"
        r"|runs on)\b.{0,60}\b(?:python|pytorch|torch|tensorflow|matlab|julia|R|java|gcc|cuda|jax"
        r"|node)\b\W{0,3}(?:version )?\W?[rv]?\d",
    ),
    "install|conda|add|sync|pkg.|::|pull|build|require|tested|implemented|needs|depends|runs on|npm ci",
)
INSTALL_FILE = _any(
    r"install\b.*\s-r\s*\S+",
    r"install\b.*\s(?:-e\s+)?\.(?:\s|\[|`|$)",
    r"env create\b",
    r"(?:uv|poetry|npm|yarn|pnpm|pixi) (?:sync|install|ci)\s*`?\s*$",
    r"create\b.*(?:-f|--file)\b",
)
NEEDS_HEADING = _any(r"requirement|dependenc|prerequisite|environment|install|set ?up|getting started")
VERSION = _any(
    r"^\W*(?:python|pytorch|torch\w*|tensorflow|cuda\w*|matlab|julia|r|numpy|scipy|java|jdk|gcc|g\+\+|"
    r"cmake|node(?:\.?js)?|keras|jax|transformers"
    r"|pandas|scikit-learn|sklearn|opencv\S*|networkx|ubuntu|lean|coq|isabelle|gurobi\w*|cplex|dgl|rust|go|ghc|mujoco|gym)\b"
    r"\W{0,6}(?:version )?\W{0,4}[vr]?\d",
)

# -- the rest -----------------------------------------------------------------------------------------

WEIGHTS = Hinted(
    _any(
        r"\bpre-?trained\b", r"\bcheckpoints?\b", r"\b(?:model )?weights\b", r"\bmodel zoo\b", r"\btrained models?\b"
    ),
    "train|checkpoint|weights|zoo",
)
RESULT_HEADING = _any(r"result|performance|benchmark|comparison|experiment|reproduc|leaderboard|evaluation|model zoo")
RESULT_ROW = _any(r"\|.*\d+(?:\.\d+)?\s*%?.*\|", r"<td[^>]*>\s*\W{0,4}\d+(?:\.\d+)?")

_PROJECT = r"(?:repo(?:sitory)?|project|package|library|code|software|tool|module|codebase|version)"
REPOSTATUS = _any(
    r"repostatus\.org/(?:badges/[\w.]+/|#)(concept|wip|suspended|abandoned|active|inactive|unsupported|moved)\b"
)
UNMAINTAINED = _any(
    r"unmaintained\.tech",
    rf"\b{_PROJECT}\b[^.!?]{{0,40}}\b(?:no longer|not|never)\b(?: being)?"
    r"(?: actively)? (?:maintained|supported|developed|updated)\b",
    rf"\b{_PROJECT}\b[^.!?]{{0,20}}\b(?:is|has been)(?: now| officially)?"
    r" (?:deprecated|archived|discontinued|abandoned|unmaintained|superseded|obsolete)\b",
    r"^\W*(?:deprecated|unmaintained|archived|no longer maintained|not maintained|discontinued)\b",
    r"\[(?:deprecated|unmaintained|archived|no longer maintained|not maintained)\]",
    r"\b(?:no longer (?:actively )?maintained|no maintenance intended)\b",
)
MAINTAINED = _any(r"\b(?:is |are )actively (?:maintained|developed)\b", r"maintenance[-/ ]actively[-_ ]developed")
STATUS_LINE = Hinted(
    _any(
        r"repostatus",
        r"maintain|maintenance",
        r"deprecat",
        r"archived",
        r"discontinu",
        r"abandon",
        r"supersed",
        r"obsolete",
        r"longer (?:supported|developed|updated)",
        r"not (?:supported|developed|updated)",
    ),
    "repostatus|mainten|maintain|deprecat|archived|discontinu|abandon|supersed|obsolete|longer|not ",
)
