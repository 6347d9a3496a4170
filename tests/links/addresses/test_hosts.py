"""Every host that is known: what its paths name, and how much of them is the name."""

from __future__ import annotations

import pytest

from checker.links import find_links
from checker.links.addresses.grammar import parse


def named(text: str) -> tuple[str, str]:
    address = parse(text)
    assert address is not None
    return address.kind, address.target


#: A page within a project, and how much of it is the project.
PROJECTS = [
    ("gitlab.com/group/sub/tool/-/tree/main", "gitlab.com/group/sub/tool"),
    ("gitlab.com/group/tool/blob/main/a.py", "gitlab.com/group/tool"),
    ("framagit.org/group/sub/tool/-/issues", "framagit.org/group/sub/tool"),
    ("salsa.debian.org/group/sub/tool/-/wikis", "salsa.debian.org/group/sub/tool"),
    ("bitbucket.org/lab/tool/src/master", "bitbucket.org/lab/tool"),
    ("codeberg.org/lab/tool/anything", "codeberg.org/lab/tool"),
    ("gitee.com/lab/tool/anything", "gitee.com/lab/tool"),
    ("sourceforge.net/projects/tool/files/v1", "sourceforge.net/projects/tool"),
    ("sf.net/projects/tool/files", "sf.net/projects/tool"),
    ("git.sr.ht/~lab/tool/tree", "git.sr.ht/~lab/tool"),
    ("sr.ht/~lab/tool/anything", "sr.ht/~lab/tool"),
    ("modelscope.cn/models/lab/net/files", "modelscope.cn/models/lab/net"),
    ("modelscope.ai/datasets/lab/set/files", "modelscope.ai/datasets/lab/set"),
    ("gitcode.com/lab/tool/anything", "gitcode.com/lab/tool"),
    ("launchpad.net/tool/trunk", "launchpad.net/tool"),
    ("notabug.org/lab/tool/anything", "notabug.org/lab/tool"),
    ("openi.pcl.ac.cn/lab/tool/anything", "openi.pcl.ac.cn/lab/tool"),
    ("git.openi.org.cn/lab/tool/anything", "git.openi.org.cn/lab/tool"),
    ("dagshub.com/lab/tool/anything", "dagshub.com/lab/tool"),
    ("gitea.com/lab/tool/anything", "gitea.com/lab/tool"),
    ("opendev.org/lab/tool/anything", "opendev.org/lab/tool"),
    ("pagure.io/lab/sub/tool/blob/main", "pagure.io/lab/sub/tool"),
    ("savannah.gnu.org/projects/tool/anything", "savannah.gnu.org/projects/tool"),
    ("savannah.nongnu.org/projects/tool/anything", "savannah.nongnu.org/projects/tool"),
    ("tool.sf.net", "tool.sf.net"),
    ("github.example.edu/lab/tool/anything", "github.example.edu/lab/tool"),
    ("gitlab.example.edu/a/b/tool/-/tree", "gitlab.example.edu/a/b/tool"),
    ("git.example.edu/lab/tool/src/main", "git.example.edu/lab/tool"),
    ("gitea.example.edu/lab/tool", "gitea.example.edu/lab/tool"),
    ("gogs.example.edu/lab/tool", "gogs.example.edu/lab/tool"),
    ("code.example.edu/lab/tool/browse/x", "code.example.edu/lab/tool"),
    ("scm.example.edu/lab/tool/files", "scm.example.edu/lab/tool"),
    ("forge.example.edu/lab/tool/releases", "forge.example.edu/lab/tool"),
    ("bitbucket.example.edu/lab/tool/commits/1", "bitbucket.example.edu/lab/tool"),
    ("it.example.edu/gitlab/lab/tool", "it.example.edu/gitlab/lab/tool"),
    ("tool.sourceforge.net", "tool.sourceforge.net"),
    ("tool.sourceforge.io/docs", "tool.sourceforge.io/docs"),
]


@pytest.mark.parametrize(("written", "target"), PROJECTS)
def test_a_page_of_a_project_is_the_project(written: str, target: str) -> None:
    assert named(f"https://{written}") == ("other_forge", target)
    assert named(f"https://{target}") == ("other_forge", target)
    if "/" in target:
        assert named(f"https://{target}.git/") == ("other_forge", target)


@pytest.mark.parametrize("written", [one for one, _ in PROJECTS])
def test_the_case_of_a_project_is_kept(written: str) -> None:
    host, slash, path = written.partition("/")
    kind, target = named(f"https://{host.upper()}{slash}{path}")
    assert (kind, target.split("/")[0]) == ("other_forge", host.upper())


@pytest.mark.parametrize(
    "written",
    [
        *("gitlab.com", "codeberg.org/", "git.example.edu", "code.visualstudio.com/docs/x", "git-scm.com/docs/x"),
        *("gitlab.org/a/b", "example.org/git/a", "gitlab.io/lab/x"),
    ],
)
def test_a_forge_itself_and_what_only_sounds_like_one_is_no_project(written: str) -> None:
    assert named(f"https://{written}")[0] == "other"


@pytest.mark.parametrize(
    "target",
    [
        *("zenodo.org/records/12", "sandbox.zenodo.org/records/12", "figshare.com/articles/x/12", "osf.io/ab12c"),
        *("lab.figshare.com/articles/x/12", "dataverse.harvard.edu/dataset.xhtml", "datadryad.org/stash/x"),
        *("archive.softwareheritage.org/browse/x", "softwareheritage.org/x", "dataverse.example.edu/dataset"),
        *("figshare.example.edu/x", "zenodo.example.edu/records/1"),
    ],
)
def test_archives_are_archives_wherever_they_stand(target: str) -> None:
    assert named(f"https://{target}")[0] == "archive"


@pytest.mark.parametrize("target", ["notzenodo.org/records/12", "myosf.io/ab12c", "osf.io.example.com/x"])
def test_what_only_ends_or_begins_like_an_archive_is_none(target: str) -> None:
    assert named(f"https://{target}")[0] == "other"


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("10.5281/zenodo.1234", "doi.org/10.5281/zenodo.1234"),
        ("doi:10.5281/ZENODO.1234", "doi.org/10.5281/zenodo.1234"),
        ("https://doi.org/10.5281/zenodo.1234", "doi.org/10.5281/zenodo.1234"),
        ("http://dx.doi.org/10.5281/zenodo.1234.x", "doi.org/10.5281/zenodo.1234"),
        ("https://zenodo.org/doi/10.5281/zenodo.1234", "doi.org/10.5281/zenodo.1234"),
        ("10.6084/m9.figshare.123.v2", "doi.org/10.6084/m9.figshare.123.v2"),
        ("10.17605/OSF.IO/AB12C", "doi.org/10.17605/OSF.IO/AB12C"),
        ("10.7910/DVN/ABC", "doi.org/10.7910/DVN/ABC"),
        ("10.5061/dryad.abc", "doi.org/10.5061/dryad.abc"),
        (f"swh:1:rev:{'0a' * 20}", f"archive.softwareheritage.org/swh:1:rev:{'0a' * 20}"),
    ],
)
def test_an_archives_identifier_is_its_deposit(written: str, target: str) -> None:
    assert named(written) == ("archive", target)


@pytest.mark.parametrize(
    "text", ["10.1000/182", "doi:10.1145/1", "swh:1:xyz:00", "10.5281/other.1", "x10.5281/zenodo.1"]
)
def test_another_identifier_names_no_deposit(text: str) -> None:
    address = parse(text)
    assert address is None or address.kind != "archive"


@pytest.mark.parametrize(
    ("written", "kind", "target"),
    [
        ("raw.githubusercontent.com/lab/tool/main/a", "github_repo", "lab/tool"),
        ("raw.github.com/lab/tool/main/a", "github_repo", "lab/tool"),
        ("m.github.com/lab/tool", "github_repo", "lab/tool"),
        ("codeload.github.com/lab/tool/zip/main", "github_repo", "lab/tool"),
        ("media.githubusercontent.com/media/lab/tool/main/a", "github_repo", "lab/tool"),
        ("api.github.com/repos/lab/tool/releases", "github_repo", "lab/tool"),
        ("gist.github.com/lab/0a1b/raw/x", "github_gist", "lab/0a1b"),
        ("gist.github.com/0a1b", "github_gist", "0a1b"),
        ("gist.githubusercontent.com/lab/0a1b/raw", "github_gist", "lab/0a1b"),
        ("gist.github.com/0a1b.git", "github_gist", "0a1b"),
        ("gist.github.com/0a1b/raw", "github_gist", "0a1b"),
        ("octo.github.com/tool", "github_pages", "octo.github.com/tool"),
        ("Lab.github.io/Tool/a/b", "github_pages", "Lab.github.io/Tool"),
        ("lab.github.io/paper.pdf", "github_pages", "lab.github.io"),
        ("huggingface.co/lab", "hf_org", "lab"),
        ("huggingface.co/lab/models", "hf_org", "lab"),
        ("huggingface.co/models/lab/net", "hf_model", "lab/net"),
        ("huggingface.co/datasets/lab/spaces", "hf_org", "lab"),
        ("huggingface.co/collections/lab", "hf_org", "lab"),
        ("huggingface.co/collections/lab/set-1/more", "hf_collection", "lab/set-1"),
        ("huggingface.co/organizations/lab/share", "hf_org", "lab"),
        ("hf-mirror.com/lab/net", "hf_model", "lab/net"),
        ("huggingface.com/spaces/lab/demo", "hf_space", "lab/demo"),
        ("github.com/users/lab/projects/1", "github_org", "lab"),
        ("github.com/sponsors/lab", "github_org", "lab"),
        ("github.com/organizations/lab", "github_org", "lab"),
        ("github.com/lab/.github", "github_repo", "lab/.github"),
        ("github.com/lab/tool.git.git", "github_repo", "lab/tool"),
        ("github.com/lab/tool.,", "github_repo", "lab/tool"),
        ("github.com/l%61b/to%6Fl", "github_repo", "lab/tool"),
    ],
)
def test_a_known_host_names_its_things(written: str, kind: str, target: str) -> None:
    assert named(f"https://{written}") == (kind, target)
    assert named(f"http://www.{written}") == (kind, target)


@pytest.mark.parametrize(
    "written",
    [
        *("raw.githubusercontent.com/lab", "media.githubusercontent.com/media/lab", "api.github.com/repos/lab"),
        *("gist.github.com", "docs.github.com/x", "github.com", "github.com/", "huggingface.co", "hf.co/"),
        *("huggingface.co/datasets", "huggingface.co/collections", "huggingface.co/organizations", "github.com/-x/y"),
        *(
            "github.com/lab/..",
            "github.com/lab/.",
            "huggingface.co/lab/a~b",
            "huggingface.co/a~b",
            "huggingface.co/organizations/a~b",
            f"github.com/{'a' * 40}/tool",
        ),
    ],
)
def test_what_names_nothing_on_a_known_host_is_a_page_like_any_other(written: str) -> None:
    address = parse(f"https://{written}")
    assert address is not None
    assert address.kind == "other"


@pytest.mark.parametrize(
    ("written", "url", "target"),
    [
        ("http://example.org/a/", "http://example.org/a", "example.org/a"),
        ("HTTP://example.org/a", "http://example.org/a", "example.org/a"),
        ("HTTP://example.org/a#top", "http://example.org/a", "example.org/a"),
        ("https://example.org:443/a", "https://example.org/a", "example.org/a"),
        ("http://example.org:80/a", "http://example.org/a", "example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a", "example.org:8080/a"),
        ("ftp://example.org/a", "http://example.org/a", "example.org/a"),
        ("example.org/a?x=1#top", "https://example.org/a?x=1", "example.org/a"),
        ("https://user@example.org/A", "https://example.org/A", "example.org/A"),
        ("https:\\\\example.org\\a", "https://example.org/a", "example.org/a"),
        ("https://WWW.Example.ORG/a", "https://Example.ORG/a", "Example.ORG/a"),
        ("https://192.168.0.1/a", "https://192.168.0.1/a", "192.168.0.1/a"),
    ],
)
def test_the_address_of_a_page_is_kept_and_its_dress_is_not(written: str, url: str, target: str) -> None:
    address = parse(written)
    assert address is not None
    assert (address.kind, address.target, address.url) == ("other", target, url)


@pytest.mark.parametrize(
    ("host", "kind", "target"),
    [
        *((host, "github_repo", "lab/tool") for host in ("github.co", "github.org", "github.cm", "gitub.com")),
        *((host, "github_repo", "lab/tool") for host in ("githhub.com", "gihtub.com", "gitjub.com", "github.con")),
        *((host, "github_repo", "lab/tool") for host in ("ithub.com", "githu.com", "githubb.com", "igthub.com")),
        *((host, "hf_model", "lab/tool") for host in ("hugingface.co", "hugginface.co", "huggingfaces.co")),
        *((host, "hf_model", "lab/tool") for host in ("huggingfcae.co", "huggingface.cm", "hugqingface.co")),
        *(
            (host, "other", f"{host}/lab/tool")
            for host in ("github.blog", "github.community", "gitlub.net", "gitahub.org")
        ),
        *((host, "other", f"{host}/lab/tool") for host in ("git.com", "gthb.com", "bighub.com", "huggingfast.co")),
        *(
            (host, "other", f"{host}/lab/tool")
            for host in ("githubab.com", "agithub.co.uk", "github-x.com", "gihtuv.com", "igthbu.com")
        ),
    ],
)
def test_one_slip_of_the_fingers_in_a_hosts_name_is_seen_through_and_two_are_not(
    host: str, kind: str, target: str
) -> None:
    assert named(f"https://{host}/lab/tool") == (kind, target)


def test_a_mistyped_host_without_a_repository_is_left_as_it_is() -> None:
    assert named("https://gitub.com/lab") == ("other", "gitub.com/lab")


@pytest.mark.parametrize(
    "host",
    [
        *("lab.github.io", "lab.gitlab.io", "lab.netlify.app", "lab.vercel.app", "lab.readthedocs.io"),
        *("lab.pages.dev", "lab.web.app", "lab-demo.hf.space"),
    ],
)
def test_a_page_host_is_a_link_without_scheme_or_path(host: str) -> None:
    for text in (f"A demo is at {host} for all.", f"Pines, {host} and cones", f"{host}"):
        assert [link.target for link in find_links(text)] == [host]
