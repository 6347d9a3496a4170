"""What is known of hosts and of the first segments of their paths, as data."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """A set of words as data is easiest to read and to keep: one text with blanks between them."""
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

#: First segments of github.com paths after which an owner's name stands.
GITHUB_OWNER_PAGES = words("orgs organizations users sponsors")

#: Second-level names beside github.com that are GitHub's too; any other `github.x` is github.com mistyped.
GITHUB_DOMAINS = words("github.io github.dev github.blog github.community github.careers github.cloud github.app")

#: Other hosts whose paths name repositories, and how many segments stand before the owner.
GITHUB_FILES = {
    "raw.githubusercontent.com": 0,
    "raw.github.com": 0,
    "m.github.com": 0,
    "codeload.github.com": 0,
    "media.githubusercontent.com": 1,
    "api.github.com": 1,
}

#: Hosts below github.com that are no pages of a user (until 2013 pages stood at owner.github.com).
GITHUB_OWN_HOSTS = words(
    """
    api archiveprogram classroom cli copilot desktop developer docs education enterprise gist guides help lab
    octoverse opensource pages resources securitylab services skills status support training
    """
)

#: Names of XML vocabularies, which stand in markup as addresses do and lead nowhere.
XML_NAMESPACES = words("w3.org/1998/Math/MathML w3.org/1999/xlink w3.org/1999/xhtml w3.org/2000/svg")

HUB_HOSTS = words("huggingface.co hf.co hf-mirror.com huggingface.com")

#: Hosts whose every address has one segment, and no address is none.
SHORTENERS = words(
    "youtu.be bit.ly tinyurl.com goo.gl git.io t.co aka.ms fb.me ibm.biz forms.gle tiny.cc is.gd ow.ly rb.gy"
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

#: Second segments below an owner that list what the owner has.
HUB_OWNER_PAGES = words("activity collections datasets followers following likes models papers spaces")

#: Second segments that are a page of a model or a data set whose name has no owner: huggingface.co/gpt2/tree/main.
HUB_SUBPAGES = words("tree blob blame resolve raw commit commits discussions edit embed settings viewer")

#: Public forges other than GitHub, and how many path segments name a project (0: all up to a page of it).
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
}

#: First labels of self-hosted GitLab, GitHub Enterprise, Gitea and Bitbucket hosts.
FORGE_LABELS = words("gitlab github git gitea gogs code bitbucket forge scm")

#: Domains of forges below which every project has a host of its own.
FORGE_DOMAINS = (".sourceforge.net", ".sourceforge.io")
NO_FORGES = words("code.visualstudio.com git.io git-scm.com gitlab.io")

#: Segments that begin a page within a project of a forge.
FORGE_SUBPAGES = words("- src tree blob raw wiki wikis commits commit branch overview files issues browse releases")

#: Archives of data and software: kept for the long run, with identifiers. Hosts below them count too.
ARCHIVES = (
    "zenodo.org",
    "figshare.com",
    "osf.io",
    "dataverse.harvard.edu",
    "softwareheritage.org",
    "datadryad.org",
)

#: First labels of self-hosted Dataverse archives.
ARCHIVE_LABELS = words("dataverse figshare zenodo")

#: DOI prefixes of these archives, as DataCite registers them; any other DOI may be a paper's.
ARCHIVE_DOIS = ("10.5281/zenodo.", "10.6084/m9.figshare.", "10.17605/osf.io/", "10.7910/dvn/", "10.5061/dryad.")

#: Hosts that make one page of a project under a name of its own: links even without scheme and path.
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

#: Rarer ones, under which a path must follow.
RARE_TLDS = words("nz za ro bg hr rs si sk ee lt lv lu ir ar cl ua vn th ph earth wiki tools world bio")
