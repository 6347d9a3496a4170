"""What is known of hosts and of the first segments of their paths, as data."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: First segments of github.com paths that are GitHub's own pages, not owners. GitHub reserves these names.
GITHUB_PAGES = _words(
    """
    about account apps blog business codespaces collections contact copilot customer-stories
    dashboard discussions enterprise events explore features home issues join login logout
    marketplace mobile models new notifications nonprofit open-source orgs organizations partners
    personal premium-support pricing pulls readme search security sessions settings signup site
    solutions sponsors stars team topics trending users watching why-github
    """
)

#: First segments of huggingface.co paths that are the Hub's own pages, not owners.
HUB_PAGES = _words(
    """
    api blog chat contact course docs enterprise huggingface.js inference-api inference-endpoints
    join jobs kernels learn login logout metrics new notifications organizations papers posts
    pricing privacy search security settings spaces-launch support tasks terms-of-service users
    welcome
    """
)

#: Second segments that follow a one-segment (legacy) model name such as huggingface.co/gpt2/tree/main.
HUB_SUBPAGES = frozenset({"tree", "blob", "resolve", "raw", "commit", "commits", "discussions", "edit"})

#: Public forges other than GitHub, and how many path segments name a project at least.
FORGES = {
    "gitlab.com": 2,
    "bitbucket.org": 2,
    "codeberg.org": 2,
    "gitee.com": 2,
    "sourceforge.net": 2,
    "git.sr.ht": 2,
    "modelscope.cn": 2,
    "modelscope.ai": 2,
    "gitcode.com": 2,
    "framagit.org": 2,
    "launchpad.net": 1,
    "salsa.debian.org": 2,
    "notabug.org": 2,
    "openi.pcl.ac.cn": 2,
    "git.openi.org.cn": 2,
}

#: First labels of self-hosted GitLab, GitHub Enterprise and Gitea hosts.
FORGE_LABELS = ("gitlab.", "github.", "git.", "gitea.", "gogs.", "code.", "bitbucket.", "forge.", "scm.")
NO_FORGES = frozenset(
    {"github.com", "code.google.com", "code.visualstudio.com", "git.io", "git-scm.com", "github.blog"}
)

#: Archives of data and software: kept for the long run, with identifiers.
ARCHIVES = (
    "zenodo.org",
    "figshare.com",
    "osf.io",
    "dataverse.harvard.edu",
    "archive.softwareheritage.org",
    "softwareheritage.org",
    "datadryad.org",
)

#: Hosts that are links though they are written without a scheme and without `www.`.
BARE_HOSTS = _words(
    """
    github.com gist.github.com raw.githubusercontent.com huggingface.co hf.co gitlab.com
    bitbucket.org codeberg.org gitee.com sourceforge.net modelscope.cn zenodo.org figshare.com
    osf.io anonymous.4open.science bit.ly tinyurl.com goo.gl aka.ms git.io t.ly t.co rb.gy cutt.ly
    is.gd ow.ly w3id.org purl.org doi.org kaggle.com colab.research.google.com drive.google.com
    youtu.be youtube.com sites.google.com
    """
)

#: Top-level domains under which a name with a path, written without a scheme, is taken for a link.
BARE_TLDS = (
    "com|org|net|edu|gov|io|ai|dev|app|info|eu|de|uk|fr|ch|cn|jp|it|nl|se|at|es|ca|au|in|kr|fi|no|dk|pl|be|cz|br|ru|sg"
    "|hk|tw|il|us|me|cc|ly|gl|ms|science|tech|xyz|cloud|page|site|online|be"
)
