"""Tables of known hosts, of segments of their paths with a meaning, of DOI prefixes and of top-level domains."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The set of the words of a text."""
    return frozenset(text.split())


#: First segments of github.com paths that are GitHub's own pages, not owners: names that GitHub reserves
#: (the routes of its site map, and the list that lychee and ghrepo keep for the same purpose).
GITHUB_PAGES = words(
    """
    about account advisories apps blog business codespaces collections contact copilot customer-stories
    dashboard discussions enterprise events explore features git-guides home issues join login logout
    marketplace mobile models new newsroom nonprofit notifications open-source organizations orgs partners
    personal premium-support pricing pulls readme search security sessions settings signup site solutions
    sponsors stars team topics trending users watching why-github
    """
)

#: First segments of github.com paths that are followed by the name of an owner.
GITHUB_OWNER_PAGES = words("orgs organizations users sponsors")

#: Domains `github.x` other than github.com that belong to GitHub; any other `github.x` is github.com mistyped.
GITHUB_DOMAINS = words("github.io github.dev github.blog github.community github.careers github.cloud github.app")

#: Other hosts of GitHub whose paths name repositories, each with the number of segments before the owner.
GITHUB_FILES = {
    "raw.githubusercontent.com": 0,
    "raw.github.com": 0,
    "m.github.com": 0,
    "codeload.github.com": 0,
    "media.githubusercontent.com": 1,
    "api.github.com": 1,
}

#: Subdomains of github.com that are not the pages of a user (until 2013 the pages of a user were at
#: owner.github.com).
GITHUB_OWN_HOSTS = words(
    """
    api archiveprogram classroom cli copilot desktop developer docs education enterprise gist guides help lab
    octoverse opensource pages resources securitylab services skills status support training
    """
)

#: XML namespaces, which are written in markup like URLs but are not links.
XML_NAMESPACES = words("w3.org/1998/Math/MathML w3.org/1999/xlink w3.org/1999/xhtml w3.org/2000/svg")

#: Hosts of the Hugging Face Hub and of its mirror.
HUB_HOSTS = words("huggingface.co hf.co hf-mirror.com huggingface.com")

#: URL shorteners: the path of a link has one segment, and never none.
SHORTENERS = words(
    "youtu.be bit.ly tinyurl.com goo.gl git.io t.co aka.ms fb.me ibm.biz forms.gle tiny.cc is.gd ow.ly rb.gy"
)

#: Hosts whose pages have names of a fixed form that never ends with a dot.
NO_FINAL_DOT = words(
    """
    anonymous.4open.science sites.google.com drive.google.com docs.google.com colab.research.google.com youtube.com
    kaggle.com wandb.ai github.com huggingface.co x.com twitter.com doi.org
    """
)

#: First segments of huggingface.co paths that are the Hub's own pages, not owners.
HUB_PAGES = words(
    """
    api autotrain blog brand chat classroom contact course docs enterprise hub huggingface.js inference
    inference-api inference-endpoints jobs join kernels languages leaderboards learn login logout metrics new
    notifications organizations papers posts pricing privacy search security settings spaces-launch support
    tasks terms-of-service transformers trending users welcome
    """
)

#: Second segments, after an owner, of pages that list the owner's repositories or activity.
HUB_OWNER_PAGES = words("activity collections datasets followers following likes models papers spaces")

#: Segments that begin a page within a repository. If one is the second segment of a path, the first is the name of a
#: repository without an owner.
HUB_SUBPAGES = words("tree blob resolve raw commit commits discussions edit viewer blame refs settings embed")

#: Public forges other than GitHub, each with the number of path segments that name a project (0: all segments before
#: a page of the project, because projects are in groups of any depth).
FORGES = {
    "gitlab.com": 0,
    "bitbucket.org": 2,
    "codeberg.org": 2,
    "gitee.com": 2,
    "sourceforge.net": 2,
    "sf.net": 2,
    "git.sr.ht": 2,
    "sr.ht": 2,
    "modelscope.cn": 3,
    "modelscope.ai": 3,
    "gitcode.com": 2,
    "framagit.org": 0,
    "launchpad.net": 1,
    "salsa.debian.org": 0,
    "notabug.org": 2,
    "openi.pcl.ac.cn": 2,
    "git.openi.org.cn": 2,
    "dagshub.com": 2,
    "gitea.com": 2,
    "opendev.org": 2,
    "pagure.io": 0,
    "savannah.gnu.org": 2,
    "savannah.nongnu.org": 2,
}

#: Forges whose projects may have no owner.
OWNERLESS = words("pagure.io")

#: First labels of host names that are usual for self-hosted GitLab, GitHub Enterprise, Gitea and Bitbucket.
FORGE_LABELS = words("gitlab github git gitea gogs forgejo cgit code bitbucket forge scm")

#: Domains of forges under which every project has a host of its own.
FORGE_DOMAINS = (".sourceforge.net", ".sourceforge.io", ".sf.net")
#: Hosts with the label of a forge that are not forges.
NOT_FORGES = words("code.visualstudio.com git.io git-scm.com gitlab.io")

#: Segments that begin a page within a project of a forge.
FORGE_SUBPAGES = words("- src tree blob raw wiki wikis commits commit branch overview files issues browse releases")

#: Archives of data and software with long-term storage and identifiers. Subdomains of them count too.
ARCHIVES = (
    "zenodo.org",
    "figshare.com",
    "osf.io",
    "dataverse.harvard.edu",
    "softwareheritage.org",
    "datadryad.org",
)

#: First labels of host names that are usual for the archives of institutions.
ARCHIVE_LABELS = words("dataverse figshare zenodo")

#: Prefixes of DOIs that archives register at DataCite for deposits of data and software.
ARCHIVE_DOIS = (
    *("10.5281/zenodo.", "10.6084/m9.figshare.", "10.17605/osf.io/", "10.7910/dvn/", "10.5061/dryad."),
    *("10.17632/", "10.21227/", "10.24432/", "10.34740/kaggle", "10.57967/hf/", "10.24433/co.", "10.13026/"),
    *("10.18112/openneuro.", "10.1594/pangaea.", "10.3886/icpsr", "10.3886/e", "10.5255/ukda-", "10.15468/dl."),
    # Dataverse installations of universities and countries
    *("10.5683/", "10.57745/", "10.18710/", "10.34894/", "10.17026/", "10.21979/n9/", "10.18419/darus-", "10.26193/"),
    *("10.48804/", "10.15454/", "10.18167/dvn", "10.23708/", "10.21410/7e4/", "10.11588/data/", "10.5064/f6"),
    *("10.15139/s3/", "10.18738/t8/", "10.7281/t1/", "10.13012/b2idb-"),
    # Figshare installations of universities and publishers
    *("10.4121/", "10.21942/uva.", "10.17028/rd.", "10.25384/sage.", "10.1184/r1/", "10.26180/", "10.26188/"),
    *("10.25949/", "10.25439/rmt.", "10.24376/rd.", "10.5524/"),
)
#: A pattern for other DOIs of deposits: `10.NNNN/shef.data.N`, `10.NNNN/figshare.N`.
DEPOSIT_DOI = r"10\.\d{4,9}/(?:[\w.-]*[._-])?(?:figshare|zenodo|dataverse|dryad|data|datasets?)[._/-]"
#: Prefixes under which institutions register data, software and theses alike: only the page tells which one it is.
MIXED_DOIS = (
    *("10.14279/", "10.5445/ir/", "10.17863/cam.", "10.3929/ethz-", "10.22002/", "10.17169/", "10.7488/", "10.5287/"),
    *("10.15125/", "10.5522/", "10.35097/", "10.22000/", "10.25532/", "10.5167/"),
)

#: Domains under which a project has a host of its own: such a host is a link even without scheme and path.
PAGE_HOSTS = (
    "github.io",
    "gitlab.io",
    "netlify.app",
    "vercel.app",
    "readthedocs.io",
    "pages.dev",
    "web.app",
    "hf.space",
)

#: Top-level domains under which a name written without a scheme is taken for a link.
TLDS = (
    "com|org|net|edu|gov|io|co|ai|dev|app|info|eu|de|uk|fr|ch|cn|jp|it|nl|se|at|es|ca|au|in|kr|fi|no|dk|pl|be|cz|br"
    "|ru|sg|hk|tw|il|us|me|cc|ly|gl|ms|gy|gd|science|tech|xyz|cloud|page|site|online|space|pt|gr|ie|hu|tr|mx|sh"
)

#: Rarer top-level domains: here a name without a scheme is a link only if a path follows.
RARE_TLDS = words("nz za ro bg hr rs si sk ee lt lv lu ir ar cl ua vn th ph earth wiki tools world bio")
