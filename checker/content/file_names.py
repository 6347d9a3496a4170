"""What the names of files and folders say about the content of a repository. Pure tables."""

from __future__ import annotations

import re
from enum import StrEnum


class Sort(StrEnum):
    """The kinds of content that a name stands for."""

    BOILERPLATE = "boilerplate"  # a README, a licence, settings of tools: no content of its own
    MEDIA = "media"  # pictures, slides, documents
    PAGE = "page"  # parts of a web page
    DEPENDENCIES = "dependencies"  # says what must be installed
    CODE = "code"
    WEIGHTS = "weights"
    DATA = "data"
    FOLDER = "folder"  # a folder whose name tells nothing


def _names(text: str) -> frozenset[str]:
    """A set of names from a text with spaces between them."""
    return frozenset(text.split())


_BOILERPLATE_STEMS = _names(
    "readme license licence licenses copying copyright unlicense notice notices citation authors contributors"
    " contributing code_of_conduct security changelog changes history news governance maintainers codeowners"
    " disclaimer legal patents funding support todo roadmap acknowledgments acknowledgements release_notes"
    " pull_request_template issue_template third_party third-party agents claude ethics terms"
)
_BOILERPLATE_NAMES = _names(
    "cname codemeta.json appveyor.yml azure-pipelines.yml codecov.yml mkdocs.yml _config.yml netlify.toml"
    " renovate.json tox.ini pytest.ini mypy.ini ruff.toml setup.cfg manifest.in robots.txt favicon.ico sitemap.xml"
    " gemfile gemfile.lock .readthedocs.yaml version version.txt thumbs.db desktop.ini docs/ doc/ documentation/"
    " licenses/ ci/ .git/"
)
_DEPENDENCIES = _names(
    "pyproject.toml setup.py environment.yml environment.yaml conda.yml conda.yaml env.yml env.yaml"
    " pipfile pipfile.lock poetry.lock uv.lock pdm.lock pixi.toml pixi.lock conda-lock.yml pylock.toml spec-file.txt"
    " renv.lock renv/ description packrat/ project.toml manifest.toml juliaproject.toml"
    " package.json package-lock.json yarn.lock pnpm-lock.yaml bun.lockb deno.json"
    " cargo.toml cargo.lock go.mod go.sum pom.xml build.gradle build.gradle.kts settings.gradle build.sbt"
    " cmakelists.txt conanfile.txt conanfile.py vcpkg.json meson.build configure.ac"
    " dockerfile docker-compose.yml docker-compose.yaml compose.yml compose.yaml containerfile"
    " singularity.def apptainer.def docker/ .devcontainer/"
    " flake.nix default.nix shell.nix guix.scm makefile gnumakefile justfile"
    " lakefile.lean lakefile.toml lean-toolchain lake-manifest.json stack.yaml cabal.project package.yaml"
    " _coqproject dune-project mix.exs rebar.config composer.json package.swift pubspec.yaml runtime.txt"
    " apt.txt postbuild install.r dependencies.txt packages.txt"
)
#: Those of them that build or run something: beside a folder of unknown content they count as code.
RECIPES = frozenset({"makefile", "gnumakefile", "justfile", "cmakelists.txt", "meson.build", "dockerfile"})
#: Those of them that define a package: a folder beside one is taken to be its code.
PACKAGES = _names(
    "pyproject.toml setup.py description project.toml package.json cargo.toml go.mod pom.xml build.gradle"
    " build.gradle.kts build.sbt cmakelists.txt meson.build lakefile.lean lakefile.toml dune-project _coqproject"
    " stack.yaml cabal.project mix.exs makefile composer.json package.swift"
)

_CODE = _names(
    "py pyx pyi ipynb r rmd qmd jl m mlx mlapp c cc cpp cxx c++ h hh hpp cu cuh java kt kts scala groovy rs go js mjs"
    " cjs ts tsx jsx vue svelte swift rb php pl pm lua luau sh bash zsh fish ps1 bat lean v sv vhd vhdl hs lhs ml mli"
    " fs fsx cs vb f f77 f90 f95 f03 f08 for sas do ado stan nb wl wls mt gms thy agda idr dfy tla als clj cljs erl"
    " ex exs dart sol zig nim pas ada adb ads sql mo slx mdl nlogo asm s cmake sage mac mpl gap g magma k tcl awk"
    " glsl hlsl cl comp frag vert rq sparql pddl xsl xslt ino cypher proto thrift smk nf wdl cwl pro lisp el"
    " scm rkt sml d cr jsonnet mzn mod fut chpl wat e p4 click ned bsv pde ec spthy pv maude promela pml prism nbp"
    " sps spv ox prg jags bugs bug hy mojo triton metal td cob apl"
)
_CODE_NAMES = _names("snakefile rakefile build workspace sconstruct wscript configure gradlew mvnw")
_CODE_FOLDERS = _names(
    "src source sources lib libs code codes scripts script notebooks notebook experiments experiment tools utils util"
    " bin app apps backend frontend server client examples example matlab python r julia cpp cuda java include"
    " packages training trainer trainers evaluation eval inference modules networks nets crates tests solver solvers"
    " simulation simulations simulator analysis pipeline pipelines engine core agents algorithms methods model models"
    " baselines runners layers losses dataloader dataloaders data_loader optimizers attacks"
)
_MEDIA = _names(
    "png jpg jpeg gif svg pdf webp mp4 mov avi webm mkv eps ps ico bmp tif tiff heic md rst adoc org txt tex bib cls"
    " bst sty ppt pptx doc docx odt key pages rtf log drawio excalidraw vsdx psd ai cff bbl lock ttf woff"
)
_MEDIA_FOLDERS = _names(
    "assets asset images image img imgs figs fig figures figure media static paper papers teaser teasers pics pic"
    " pictures picture screenshots screenshot videos video resources poster posters slides presentation gifs"
    " doc_images gif icons logo logos manuscript latex tex supplementary_material arxiv readme_files readme_assets"
    " illustrations docs_images photos blog plots visuals"
)
_PAGE = _names("html htm css scss sass less xhtml webmanifest")
_PAGE_FOLDERS = _names(
    "css js fonts _layouts _includes _sass _posts website site page web public webpage project_page"
)
_WEIGHTS = _names(
    "safetensors pt pth ckpt onnx gguf ggml pb tflite keras caffemodel pdparams msgpack mlmodel nemo torchscript"
    " engine weights"
)
_WEIGHT_FOLDERS = _names(
    "weights checkpoints checkpoint ckpt ckpts pretrained pretrained_models saved_models pretrain_models"
    " trained_models pretrained_weights model_weights model_zoo"
)
_PACKED = (".gz", ".bz2", ".xz")
_DATA_TEXT_STARTS = (
    "train",
    "test",
    "val",
    "valid",
    "dev",
    "data",
    "corpus",
    "list",
    "ids",
    "labels",
    "questions",
    "prompts",
    "split",
)


def sort_of(name: str) -> Sort:
    """The kind of content that a name stands for, in any case; the name of a folder ends in a slash."""
    lower = name.casefold()
    if lower.endswith("/"):
        return _folder(lower)
    return _by_name(lower) or _by_suffix(lower)


def _by_name(lower: str) -> Sort | None:
    stem = lower.partition(".")[0]
    if lower in _DEPENDENCIES or (lower.startswith("requirement") and lower.endswith(_REQUIREMENTS_ENDS)):
        return Sort.DEPENDENCIES
    if lower.endswith((".yml", ".yaml")) and _ENVIRONMENT.search(lower):
        return Sort.DEPENDENCIES
    if lower.startswith("dockerfile") or lower.endswith((".cabal", ".opam", ".csproj", ".sln", ".dockerfile")):
        return Sort.DEPENDENCIES
    boilerplate = lower in _BOILERPLATE_NAMES or stem in _BOILERPLATE_STEMS or lower.startswith(_BOILERPLATE_STARTS)
    if (boilerplate or lower.startswith(".")) and suffix_of(lower) not in _CODE:
        return Sort.BOILERPLATE
    return Sort.CODE if lower in _CODE_NAMES else None


_ENVIRONMENT = re.compile(r"conda|(?:^|[_-])env(?:ironment)?(?:[_.-]|$)")
_WEIGHTS_NAME = re.compile(r"(?:model|weights?|adapter|checkpoint|ckpt)[\w.-]*\.(?:bin|h5|npz|pkl|joblib|zip|tar)$")
_REQUIREMENTS_ENDS = (".txt", ".in", ".yml", ".yaml")
_BOILERPLATE_STARTS = ("readme", "license", "licence", "code_of_conduct", "code-of-conduct", "citation")


def _by_suffix(lower: str) -> Sort:
    suffix = suffix_of(lower)
    if _WEIGHTS_NAME.search(lower):
        return Sort.WEIGHTS
    for known, sort in ((_CODE, Sort.CODE), (_WEIGHTS, Sort.WEIGHTS), (_PAGE, Sort.PAGE)):
        if suffix in known:
            return sort
    if suffix in _MEDIA:
        holds_data = suffix == "txt" and (lower.startswith(_DATA_TEXT_STARTS) or lower.endswith(_PACKED))
        return Sort.DATA if holds_data else Sort.MEDIA
    return Sort.DATA


def _folder(lower: str) -> Sort:
    stem = lower.rstrip("/")
    if lower in _DEPENDENCIES:
        return Sort.DEPENDENCIES
    if lower in _BOILERPLATE_NAMES or stem.startswith("."):
        return Sort.BOILERPLATE
    tables = (
        (_CODE_FOLDERS, Sort.CODE),
        (_MEDIA_FOLDERS, Sort.MEDIA),
        (_PAGE_FOLDERS, Sort.PAGE),
        (_WEIGHT_FOLDERS, Sort.WEIGHTS),
    )
    for known, sort in tables:
        if stem in known:
            return sort
    return Sort.DATA if _is_data_folder(stem) else Sort.FOLDER


_DATA_FOLDERS = _names(
    "data dataset datasets annotations annotation labels label corpus corpora raw raw_data csv json train test val"
    " valid validation dev questions prompts splits split audio samples sample results result outputs output tables"
    " ontology ontologies benchmark benchmarks processed transcripts recordings measurements images_raw masks"
    " metadata embeddings logs predictions responses survey surveys dumps dictionaries lexicon lexicons vocab"
)


def _is_data_folder(stem: str) -> bool:
    return (
        stem in _DATA_FOLDERS
        or stem.startswith(("data_", "dataset_", "data-"))
        or stem.endswith(("_data", "-data", "_dataset", "-dataset"))
    )


def suffix_of(lower: str) -> str:
    """The suffix of a file name; of packed files the one before `.gz` or the like."""
    packed = next((end for end in _PACKED if lower.endswith(end)), "")
    name = lower.removesuffix(packed) if "." in lower[1:] else lower
    return name.rpartition(".")[2] if "." in name else ""
