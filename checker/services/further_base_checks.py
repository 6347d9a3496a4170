"""
Like `base_checks`, for services that only some papers need: archives of research data, and sources of papers. A run
without such papers sends them no request. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Outcome, ServiceName
from checker.network.shapes import a, mapping, text
from checker.network.transport import Request
from checker.services.base_checks import Base, BaseCheck
from checker.services.deposits import figshare, osf, zenodo
from checker.services.deposits.service import error_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.config import Settings
    from checker.network.answer import Answer

_NO_NUMBER = 999_999_999_999  # no archive has as many records
_NO_DOI = "10.5281/zenodo.0"
_BODY = 1 << 20


def _zenodo(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.zenodo}/api/records/{_NO_NUMBER}", _misses_record)]


def _misses_record(answer: Answer) -> bool:
    return answer.status == 404 and zenodo.error(answer).outcome is Outcome.ABSENT


def _figshare(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.figshare}/articles/{_NO_NUMBER}", _misses_item)]


def _misses_item(answer: Answer) -> bool:
    return answer.status == 404 and figshare.error(answer).outcome is Outcome.ABSENT


def _osf(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.osf}/nodes/00000/", _misses_node)]


def _misses_node(answer: Answer) -> bool:
    meaning = osf.error(answer)
    return answer.status == 404 and meaning is not None and meaning.outcome is Outcome.ABSENT


def _doi(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.doi}/api/handles/{_NO_DOI}", _misses_handle)]


def _misses_handle(answer: Answer) -> bool:
    return answer.status == 404 and a(int, error_object(answer).get("responseCode")) is not None


def _arxiv(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.arxiv}/query?id_list=0704.0001&max_results=1", _is_feed)]


def _is_feed(answer: Answer) -> bool:
    return answer.status == 200 and b"<feed" in answer.body and b"totalResults" in answer.body


def _openreview(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.openreview}/notes?content.venueid=no/such/venue&limit=1", _lists_notes)]


def _lists_notes(answer: Answer) -> bool:
    return answer.status == 200 and isinstance(answer.mapping().get("notes"), list)


def _crossref(settings: Settings) -> list[BaseCheck]:
    return [_asked(f"{settings.crossref}/works/10.5555/no-such-work", _misses_work)]


def _misses_work(answer: Answer) -> bool:
    """Whether a response is Crossref's own: the record, or its plain-text message that there is none."""
    if answer.status == 200:
        return text(mapping(answer.mapping().get("message")).get("DOI")) is not None
    return answer.status == 404 and answer.body.strip().lower().startswith(b"resource not found")


def _asked(url: str, is_own: Callable[[Answer], bool]) -> BaseCheck:
    return BaseCheck(Request(url=url, headers={"Accept": "*/*"}, trusted=True, max_bytes=_BODY), is_own)


def _base(setting: str, name: str, service: ServiceName, checks: Callable[[Settings], list[BaseCheck]]) -> Base:
    variable = f"REPROLINKS_{setting.upper()}"
    return Base(setting=setting, variable=variable, name=name, service=service, checks=checks, needed=False)


FURTHER_BASES = (
    _base("zenodo", "Zenodo", ServiceName.ZENODO, _zenodo),
    _base("figshare", "Figshare", ServiceName.FIGSHARE, _figshare),
    _base("osf", "The OSF", ServiceName.OSF, _osf),
    _base("doi", "The resolver of DOIs", ServiceName.DOI, _doi),
    _base("arxiv", "arXiv", ServiceName.WEB, _arxiv),
    _base("openreview", "OpenReview", ServiceName.WEB, _openreview),
    _base("crossref", "Crossref", ServiceName.WEB, _crossref),
)
