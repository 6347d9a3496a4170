"""
Pages that answer 200 and are not what was asked for, in the languages of the web; and pages that only speak of such.

A soft failure is never there and never gone. What tells it from a page is how it is built, not which words it has.
"""

# ruff: noqa: RUF001 - letters of other alphabets that look like Latin ones are what is read here

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.model import Outcome, Reason
from checker.services.web.page_meaning import read_page
from checker.services.web.page_parts import parts_of, refresh_of
from checker.services.web.phrases import Kind, is_phrase, sentences
from tests.services.scripted import answer

if TYPE_CHECKING:
    from checker.network.answer import Answer

HTML = "text/html; charset=utf-8"
PROSE = "<p>We release the code, the models and the data of our study, with a guide to each of its experiments.</p>"


def page(title: str = "", heading: str = "", body: str = "") -> str:
    shown = f"<h1>{heading}</h1>" if heading else ""
    menu = "<nav><a href=/>Home</a> <a href=/people>People</a> <a href=/data>Data</a></nav>"
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{menu}{shown}{body}</body></html>"


def read(body: str | bytes, content_type: str = HTML) -> tuple[Outcome, Reason, str]:
    told: Answer = answer(200, body, content_type=content_type)
    return read_page(told)


PHRASES = {
    Kind.NOT_FOUND: [
        *("404", "Error 404", "404 – Not Found", "Oops! That page can’t be found.", "This page isn't available"),
        *("The requested URL /tool/v2 was not found on this server.", "HTTP Error 404 - File or directory not found"),
        *("We can't seem to find the page you're looking for.", "Sorry, this page does not exist!", "No such page"),
        *(
            "Seite nicht gefunden",
            "Fehler 404: Die angeforderte Seite wurde nicht gefunden.",
            "Diese Seite existiert nicht",
        ),
        *(
            "Page introuvable",
            "Erreur 404 : la page que vous recherchez est introuvable",
            "La page demandée n’existe pas",
        ),
        *("Página no encontrada", "Lo sentimos, la página que buscas no existe", "Página não encontrada"),
        *("A página que você procura não existe", "Pagina non trovata", "La pagina richiesta non esiste"),
        *(
            "Pagina niet gevonden",
            "De opgevraagde pagina bestaat niet",
            "Nie znaleziono strony",
            "Strona nie istnieje",
        ),
        *("Страница не найдена", "К сожалению, запрашиваемая страница не существует", "Сторінку не знайдено"),
        *("页面不存在", "抱歉，您访问的页面不存在或已被删除！", "找不到您要的網頁", "404 页面未找到"),
        *(
            "ページが見つかりません",
            "お探しのページは見つかりませんでした。",
            "페이지를 찾을 수 없습니다",
            "요청하신 페이지를 찾을 수 없습니다.",
        ),
        *(
            "Sayfa bulunamadı",
            "ARADIĞINIZ SAYFA BULUNAMADI",
            "Sidan hittades inte",
            "Sivua ei löytynyt",
            "Stránka nenalezena",
        ),
    ],
    Kind.PARKED: [
        *(
            "This domain has expired",
            "The domain lab-tool.org is for sale!",
            "Buy this domain",
            "lab-tool.org is for sale",
        ),
        *("Diese Domain steht zum Verkauf", "Ce nom de domaine est à vendre", "El dominio ha expirado"),
        *(
            "Este dominio está en venta",
            "Este domínio está à venda",
            "Questo dominio è in vendita",
            "Dit domein is te koop",
        ),
        *(
            "Ta domena jest na sprzedaż",
            "Этот домен продаётся",
            "Срок регистрации домена истёк",
            "此域名正在出售",
            "该域名已过期",
        ),
        *("このドメインは販売中です", "도메인이 만료되었습니다", "Bu alan adı satılıktır"),
    ],
    Kind.SUSPENDED: [
        *(
            "Account Suspended",
            "This website has been suspended.",
            "Bandwidth Limit Exceeded",
            "Diese Webseite wurde gesperrt",
        ),
        *("Compte suspendu", "Cuenta suspendida", "Conta suspensa", "Account sospeso", "Account opgeschort"),
        *(
            "Konto zawieszone",
            "Сайт заблокирован",
            "账户已被暂停",
            "アカウントは停止されています",
            "계정이 정지되었습니다",
        ),
        *("Hesap askıya alındı", "Suspended Domain"),
    ],
    Kind.MAINTENANCE: [
        *("We are currently undergoing scheduled maintenance", "Wartungsarbeiten", "Site en maintenance"),
        *("Sitio en mantenimiento", "Site em manutenção", "Sito in manutenzione", "Website in onderhoud"),
        *(
            "Przerwa techniczna",
            "Ведутся технические работы",
            "系统维护中",
            "ただいまメンテナンス中です",
            "시스템 점검 중입니다",
        ),
        *("Sitemiz bakımda", "We'll be back soon!"),
    ],
    Kind.ERROR: [
        *("500 Internal Server Error", "Oops, something went wrong", "Error establishing a database connection"),
        *("Es ist ein Fehler aufgetreten", "Une erreur est survenue", "Se ha producido un error", "Ocorreu um erro"),
        *("Si è verificato un errore", "Er is een fout opgetreden", "Wystąpił błąd", "Произошла ошибка"),
        *("服务器内部错误", "エラーが発生しました", "오류가 발생했습니다", "Bir hata oluştu"),
    ],
}
EVERY = [(kind, line) for kind, lines in PHRASES.items() for line in lines]


@pytest.mark.parametrize(("kind", "line"), EVERY)
def test_a_page_that_says_so_of_itself_is_neither_there_nor_gone(kind: Kind, line: str) -> None:
    reason = Reason.SERVER_ERROR if kind is Kind.MAINTENANCE else Reason.BAD_RESPONSE
    for body in (
        page(title=line),
        page(title=f"{line} | Lab for Vision"),
        page(title=f"Lab for Vision - {line}", heading=line),
        page(title="Lab for Vision", heading=line, body="<p>Go to the home page, or search.</p>"),
    ):
        assert read(body) == (Outcome.UNKNOWN, reason, kind.value), body


@pytest.mark.parametrize("line", [line for _, line in EVERY])
def test_the_same_words_in_running_text_are_those_of_a_page(line: str) -> None:
    body = f"<p>One link in five ends at a page with the words “{line}” before a reader has seen any result.</p>"
    assert read(page("Link rot in science", "Link rot in science", body + PROSE))[0] is Outcome.PRESENT
    assert read(page("Link rot in science", "What readers see", body + PROSE * 40))[0] is Outcome.PRESENT


@pytest.mark.parametrize(
    "title",
    [
        *("404 days of the city", "404 Not Found: a study of link rot", "Error 404: the band"),
        *("Not Found: learning to detect what is missing", "NotFound-Net: open-set detection", "Found and not found"),
        *("Lost, not found in translation", "Predictive maintenance of wind turbines", "Maintenance data set"),
        *(
            "Suspended sediment in rivers",
            "For Sale",
            "Suspended",
            "Expired",
            "Error analysis of parsers",
            "Houses for sale: ten years of prices",
        ),
        *(
            "Expired drugs: a data set",
            "Domain shift under maintenance schedules",
            "Objects that do not exist in nature",
        ),
        *("Ошибка выжившего", "数据不存在偏差的研究", "エラー訂正符号", "Fehlerkorrigierende Codes"),
    ],
)
def test_a_name_that_holds_such_words_is_a_name(title: str) -> None:
    for body in (page(title), page(title, title, PROSE), page(f"{title} | Lab", title, PROSE * 30)):
        assert read(body)[0] is Outcome.PRESENT, body


def test_an_article_whose_title_begins_as_an_error_does_is_told_by_its_heading_and_its_prose() -> None:
    title = "404 Not Found - what readers of old papers meet"
    assert read(page(title, title, PROSE))[0] is Outcome.PRESENT
    assert read(page(title, "What readers of old papers meet", PROSE * 20))[0] is Outcome.PRESENT
    assert read(page("404 Not Found - Institute of Physics", "404 Not Found", PROSE * 10))[0] is Outcome.UNKNOWN
    assert read(page("404 Not Found - Manual of HTTP", "404 Not Found", PROSE * 30))[0] is Outcome.PRESENT


def test_a_chapter_of_a_manual_is_no_page_that_says_so_of_itself() -> None:
    chapters = f"<h2>404 Not Found</h2><p>The server has no such page.</p>{PROSE}<h2>500 Internal Server Error</h2>"
    assert read(page("Status codes of HTTP", "Status codes of HTTP", chapters))[0] is Outcome.PRESENT
    below = "<h2>Oops! That page can’t be found.</h2><p>Maybe try a search?</p>"
    assert read(page("Page not found – Lab for Vision", "Lab for Vision", below))[0] is Outcome.UNKNOWN


def test_a_chapter_about_maintenance_or_errors_is_a_page() -> None:
    for title in ("Maintenance", "Error | Manual of the tool", "Error"):
        assert read(page(title, "Maintenance", PROSE * 20))[0] is Outcome.PRESENT
        assert read(page(title, "", ""))[0] is Outcome.UNKNOWN


def test_a_small_page_may_say_so_in_one_line_without_a_heading() -> None:
    for body in (
        "404 page not found\n",
        "<p>Sorry. The page you requested was not found.</p>",
        "<b>File not found.</b>",
    ):
        assert read(body, "")[0] is Outcome.UNKNOWN, body
    assert read("404 page not found\n", "text/plain")[0] is Outcome.UNKNOWN
    readme = "This is our tool.\nnot found\n" + "It has many lines that say what it does.\n" * 20
    assert read(readme, "text/plain")[0] is Outcome.PRESENT


@pytest.mark.parametrize(
    "title",
    [
        *("Apache2 Ubuntu Default Page: It works", "Apache2 Debian Default Page: It works", "Welcome to nginx!"),
        *("Apache HTTP Server Test Page powered by CentOS", "Test Page for the Nginx HTTP Server on Fedora"),
        *("IIS Windows Server", "IIS7", "Microsoft Internet Information Services", "Domain Default page"),
        *(
            "Default Web Site Page",
            "Default Parallels Plesk Panel Page",
            "Apache Tomcat/9.0.58",
            "Welcome to OpenResty!",
        ),
        *(
            "Web Server's Default Page",
            "Apache is functioning normally",
            "Test Page for the HTTP Server on AlmaLinux",
        ),
    ],
)
def test_a_page_that_a_web_server_comes_with_is_no_project(title: str) -> None:
    outcome, reason, detail = read(page(title, body=PROSE * 30))
    assert (outcome, reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert "web server comes with" in detail


def test_it_works_is_a_default_page_only_where_that_is_all() -> None:
    assert read("<html><body><h1>It works!</h1></body></html>")[0] is Outcome.UNKNOWN
    assert read(page("Our tool", "It works!", PROSE * 20))[0] is Outcome.PRESENT
    assert (
        read(page("Welcome to nginx: a guide for labs", "Welcome to nginx: a guide for labs"))[0] is Outcome.PRESENT
    )


def test_a_parked_domain_is_told_by_what_it_shows_and_not_by_what_it_links_to() -> None:
    shown = '<iframe src="https://www.parkingcrew.net/x"></iframe>'
    linked = '<p>Names are sold at <a href="https://sedo.com">sedo.com</a>, which we crawled.</p>'
    assert read(page("lab-tool.org", body=shown))[2] == Kind.PARKED.value
    assert read(page("Who sells domains?", "Who sells domains?", linked + PROSE))[0] is Outcome.PRESENT


@pytest.mark.parametrize(
    ("line", "encoding"),
    [("Страница не найдена", "windows-1251"), ("ページが見つかりません", "Shift_JIS"), ("页面不存在", "gb2312"),
     ("페이지를 찾을 수 없습니다", "euc-kr"), ("Strona nie została znaleziona", "iso-8859-2")],
)  # fmt: skip
def test_pages_are_read_in_the_encoding_they_are_written_in(line: str, encoding: str) -> None:
    body = f'<meta charset="{encoding}"><title>{line}</title>'.encode(encoding)
    assert read(body, "text/html")[2] == Kind.NOT_FOUND.value
    assert (
        read(f"<title>{line}</title>".encode(encoding), f"text/html; charset={encoding}")[2] == Kind.NOT_FOUND.value
    )


def test_an_encoding_that_no_page_may_have_is_not_tried() -> None:
    for name in ("unicode_escape", "punycode", "utf-7", "no-such", "zlib"):
        assert read("<title>Our tool</title>", f"text/html; charset={name}")[0] is Outcome.PRESENT


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", "image/png", "application/octet-stream"])
def test_data_that_is_no_page_is_never_read_as_one(kind: str) -> None:
    assert read(b"<title>404 Not Found</title>", kind)[0] is Outcome.PRESENT


WORDS = st.sampled_from(["readers", "papers", "follow", "archives", "keep", "copies", "results", "models", "years"])
RUNNING = st.builds(
    lambda before, line, after: f"{' '.join(before)} {line} {' '.join(after)}.",
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from([line.rstrip(".!。！") for _, line in EVERY]),
    st.lists(WORDS, min_size=1, max_size=12),
)


@given(st.lists(RUNNING, min_size=1, max_size=12), st.sampled_from(["p", "li", "td", "div", "blockquote", "span"]))
def test_no_page_of_ordinary_prose_is_a_soft_failure(lines: list[str], tag: str) -> None:
    apart = " " if tag == "span" else ""  # a browser shows inline elements without a blank as one word
    body = apart.join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)
    assert read(page("Links in papers", "Links in papers", body))[0] is Outcome.PRESENT


@given(st.text(max_size=400))
@example("DDOS-GUARD")  # the whole title of a page that asks whether a person reads it: a refusal
def test_no_text_of_a_page_that_is_there_makes_it_absent(text: str) -> None:
    assert {is_phrase(text, kind) for kind in Kind} <= {True, False}
    outcome = read(f"<title>{text}</title><h1>{text}</h1>{text}")[0]
    assert outcome in (Outcome.PRESENT, Outcome.UNKNOWN, Outcome.REFUSED)


@pytest.mark.slow
@given(st.binary(max_size=2_000), st.sampled_from(["", "text/html", "text/html; charset=utf-16", "text/plain"]))
def test_any_bytes_are_read(body: bytes, kind: str) -> None:
    assert read(body, kind)[0] in (Outcome.PRESENT, Outcome.UNKNOWN)


# -- refreshes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "address"),
    [
        *(("0; url=/new", "/new"), ("0;URL='/new'", "/new"), ('5; url="/new" x', "/new"), (" 0 , /new ", "/new")),
        *(
            ("0.5;url=http://a.example/", "http://a.example/"),
            ("0", ""),
            ("", ""),
            ("900;url=/", ""),
            ("x;url=/", ""),
        ),
        *(("0;url=", ""), ("0 url = /new", "/new")),
    ],
)
def test_a_refresh_is_read_as_browsers_do(content: str, address: str) -> None:
    assert refresh_of(content) == address


def test_a_refresh_counts_where_a_browser_sees_it() -> None:
    meta = '<meta content="0;url=/new" http-equiv=REFRESH>'
    assert parts_of(answer(200, f"<head>{meta}</head>", content_type=HTML)).refresh == "/new"
    for hidden in (f"<!-- {meta} -->", f"<noscript>{meta}</noscript>", f"<script>'{meta}'</script>", escape(meta)):
        assert parts_of(answer(200, f"<p>{hidden}</p>", content_type=HTML)).refresh == "", hidden


@pytest.mark.parametrize(
    "body",
    [
        *("<" * 262_144, "<a " * 80_000, "<!--" * 60_000, "<div>" * 50_000, "<p>a" * 60_000, "</b>" * 60_000),
        *(
            '<meta http-equiv=refresh content="0;' + " " * 200_000,
            "<title>" * 30_000,
            "&a" * 100_000,
            "<h1>404" * 30_000,
        ),
        *("not found " * 26_000, "\0" * 262_144, "<a href='" * 30_000, "<svg><title>" * 20_000, "404 " * 60_000),
        *("<title>" + "not " * 60_000, "\u0338" * 80_000, "找" * 80_000, "<![CDATA[" * 25_000, "a." * 130_000),
    ],
)
@pytest.mark.timeout(10)
def test_no_hostile_page_holds_a_run_up(body: str) -> None:
    told = answer(200, body, content_type=HTML)
    assert read_page(told)[0] in (Outcome.PRESENT, Outcome.UNKNOWN)
    assert len(parts_of(told).blocks) <= 200


@pytest.mark.parametrize(
    "words",
    [
        *("Страницата не е намерена", "Stranica nije pronađena", "Страница није пронађена", "Strani ni mogoče najti"),
        *("Puslapis nerastas", "Lapa nav atrasta", "Lehte ei leitud", "No s'ha trobat la pàgina", "ไม่พบหน้าที่คุณต้องการ"),
        *(
            "Halaman yang Anda cari tidak ditemukan",
            "Trang bạn tìm không tồn tại",
            "Η σελίδα που ζητήσατε δεν βρέθηκε",
        ),
        *("عذرا، الصفحة غير موجودة", "صفحه مورد نظر یافت نشد", "הדף לא נמצא", "Az oldal nem található"),
        *("Nothing was found at this location", "The document you requested has moved or been deleted."),
        *(
            "Objekt nicht gefunden!",
            "Die angeforderte Seite existiert leider nicht",
            "No se ha podido encontrar la página",
        ),
        *("对不起，您请求的页面不存在、或已被删除、或暂时不可用", "There isn't a GitHub Pages site here."),
        *("お探しのページは移動または削除された可能性があります。", "Error 404 (Not Found)!!1"),
    ],
)
def test_a_missing_page_says_so_in_any_language(words: str) -> None:
    assert is_phrase(words, Kind.NOT_FOUND) or any(is_phrase(one, Kind.NOT_FOUND) for one in sentences(words))
    for body in (page(words, words), page("University of Somewhere", words)):
        assert read(body)[:2] == (Outcome.UNKNOWN, Reason.BAD_RESPONSE), body


@pytest.mark.parametrize(
    "words",
    [
        *("This domain is registered, but may still be available.", "This domain is parked for FREE by Namecheap"),
        *("Doména je na prodej", "Domain eladó", "Домен продається", "هذا النطاق للبيع", "Coming soon"),
        *("This site is under construction", "Účet byl pozastaven", "Контакт: сайт временно заблокирован"[9:]),
        *("Probíhá údržba", "Karbantartás alatt", "Došlo je do greške", "Đã xảy ra lỗi", "حدث خطأ"),
        *("Fatal error: Uncaught Error: Call to undefined function f() in /srv/index.php:3",),
    ],
)
def test_what_stands_in_the_place_of_a_page_is_told_in_any_language(words: str) -> None:
    assert read(page("lab.example.org", words))[0] is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "title",
    ["It works: proofs in Coq", "No existe: un corpus", "Not found: data of a search", "Route 404", "500 frogs"],
)
def test_a_heading_that_the_title_goes_on_from_is_a_name(title: str) -> None:
    assert read(page(title, title.partition(":")[0], "<p>Proofs, data and code.</p>"))[0] is Outcome.PRESENT


@pytest.mark.parametrize(
    "body",
    [
        *({"message": "Not Found"}, {"detail": "Not found."}, {"code": "404", "msg": "x"}, {"status": "error"}),
        *({"status": "not_found"}, {"result": "error"}, {"Error": "x"}, {"error_code": "no_such_thing"}, {"ok": 0}),
        *(
            {"title": "Not Found", "status": 404},
            {"statusCode": 500},
            {"success": "false"},
            {"status": "404 Not Found"},
        ),
        *({"state": "fail", "data": None}, {"code": 404, "data": None}, {"error": {"code": 404}}),
    ],
)
def test_an_object_that_tells_of_an_error_in_any_form_is_no_page(body: dict[str, object]) -> None:
    assert read_page(answer(200, body))[:2] == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    "body",
    [
        *(
            {"name": "data", "items": [1]},
            {"error": None, "id": 5},
            {"errors": [], "id": 5},
            {"status": "ok", "code": 0},
        ),
        *(
            {"message": "Welcome to the API", "status": 200},
            {"error": False},
            {"code": "print(404)", "title": "Frogs"},
        ),
        *(
            {"title": "Not found in translation", "data": [1]},
            {"status": "published", "description": "An error corpus"},
        ),
        *({"success": True}, {"result": {"error": 0}}, {"error_code": 0, "frogs": 7}),
    ],
)
def test_an_object_that_holds_such_words_is_there(body: dict[str, object]) -> None:
    assert read_page(answer(200, body))[0] is Outcome.PRESENT


# -- more hosts, more languages -------------------------------------------------------------------------

MORE = {
    Kind.NOT_FOUND: [
        *("Ní bhfuarthas an leathanach", "Tudalen heb ei chanfod", "Hindi nahanap ang pahina", "Lapa nav atrasta"),
        *(
            "Bladsy nie gevind nie",
            "Ukurasa haukupatikana",
            "Säit net fonnt",
            "Sahifa topilmadi",
            "Старонка не знойдзена",
        ),
        *("பக்கம் கிடைக்கவில்லை", "పేజీ కనుగొనబడలేదు", "पृष्ठ फेला परेन", "រកមិនឃើញទំព័រ", "ບໍ່ພົບໜ້າ", "Хуудас олдсонгүй"),
        *("This transfer has expired", "This link has expired", "File deleted", "This item might not exist"),
        *("链接不存在", "啊哦，你来晚了，分享的文件已经被删除了", "分享已取消", "共有が停止されました"),
        *("ファイルは削除されています", "模型不存在", "Ничего не найдено", "Link ist abgelaufen"),
        *("Dynamic Link Not Found", "This topic does not exist yet"),
    ],
    Kind.PARKED: [
        *(
            "Dette domæne er parkeret hos Simply.com",
            "Domänen är parkerad",
            "Dette domenet er parkert hos Domeneshop",
        ),
        *("Tato doména je zaparkovaná", "Ez a domain parkoltatva van", "Acest domeniu este parcat"),
        *("Deze domeinnaam is gereserveerd", "Το domain είναι κατοχυρωμένο"),
        *("このドメインはお名前.comで取得されています。", "このドメインは、さくらインターネットで取得されています。"),
        *("This domain name has been registered with Gandi.net", "This domain is parked at Porkbun"),
        *("Bu alan adı Natro tarafından park edilmiştir", "Domena jest utrzymywana na serwerach nazwa.pl"),
    ],
    Kind.SUSPENDED: [
        *("This server has been decommissioned", "The web service has been shut down"),
        *("This website is currently offline", "Questo account non è attivo"),
        *("该网站已停止服务", "このサイトは閉鎖されました", "Сайт не работает", "该仓库已关闭"),
    ],
    Kind.ERROR: ["Whitelabel Error Page", "Origin DNS error", "The request could not be satisfied"],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in MORE.items() for line in lines])
def test_pages_of_more_hosts_in_more_languages_are_told(kind: Kind, line: str) -> None:
    assert is_phrase(line, kind)
    assert read(page(heading=line)) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, kind.value)


def at(address: str, body: str) -> Outcome:
    return read_page(replace(answer(200, body, content_type=HTML), url=address))[0]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("https://atlas.example.org/wiki/Gondola", "The page Gondola does not exist. You can create it here."),
        ("https://gondola.example.org/x", "Gondola has been shut down"),
        ("https://example.org/tunnels/gondola", "Tunnel gondola not found. Try again."),
    ],
)
def test_a_statement_may_name_what_was_asked_for(address: str, heading: str) -> None:
    assert at(address, page(heading=heading)) is Outcome.UNKNOWN
    assert at("https://elsewhere.example.org/", page(heading=heading.split(".", maxsplit=1)[0])) is Outcome.PRESENT


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://lab.example.org/suspended-solids", "Suspended Solids"),
        ("https://lab.example.org/solids", "Suspended Solids"),
        ("https://lab.example.org/paused-transformers", "Paused Transformers"),
        ("https://lab.example.org/turbine", "Turbine Maintenance"),
        ("https://lab.example.org/houses", "Houses for Sale"),
        ("https://lab.example.org/missing-page-detection", "Missing Page Detection"),
        ("https://lab.example.org/kit", "kit.zip"),
        ("https://lab.example.org/kit", "Kit.jl"),
        ("https://lab.example.org/", "lab.example.org"),
        ("https://lab.example.org/kit", "This project has been discontinued"),  # its own word, on its own page
    ],
)
def test_a_name_is_no_statement(address: str, name: str) -> None:
    assert at(address, page(name, name, "<p>Code and data of our paper.</p>")) is Outcome.PRESENT


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<html><head><title></title></head><body></body></html>", Outcome.UNKNOWN),
        ("<!DOCTYPE html><html><body><div><p> </p></div><!-- nothing --></body></html>", Outcome.UNKNOWN),
        ("<html><body><div id=app></div><script src=/app.js></script></body></html>", Outcome.PRESENT),
        ("<html><body><img src=/poster.png></body></html>", Outcome.PRESENT),
        ("<html><body><svg><path d='M0 0'/></svg></body></html>", Outcome.PRESENT),
        ("<html><body><object data=poster.pdf></object></body></html>", Outcome.PRESENT),
    ],
)
def test_elements_that_show_nothing_are_no_page(body: str, outcome: Outcome) -> None:
    assert read(body)[0] is outcome


def test_no_phrase_is_an_address_alone() -> None:
    assert not [
        kind for kind in Kind if is_phrase("kit.example.org", kind) or is_phrase("https://example.org/kit", kind)
    ]


WRITTEN = [
    *(
        ("页面不存在", "gb2312"),
        ("页面不存在", "gbk"),
        ("找不到頁面", "big5"),
        ("페이지를 찾을 수 없습니다", "euc-kr"),
    ),
    *(("ページが見つかりません", name) for name in ("shift_jis", "euc-jp", "iso-2022-jp")),
    *(("Страница не найдена", name) for name in ("windows-1251", "koi8-r", "iso-8859-5")),
    *(("Sayfa bulunamadı", "iso-8859-9"), ("Nie znaleziono strony", "iso-8859-2"), ("ไม่พบหน้านี้", "tis-620")),
    *(("Η σελίδα δεν βρέθηκε", "iso-8859-7"), ("הדף לא נמצא", "windows-1255"), ("Sidan hittades inte", "utf-16")),
]


@pytest.mark.parametrize(("line", "encoding"), WRITTEN)
@pytest.mark.parametrize("declared", [True, False])
def test_pages_are_read_in_the_encoding_that_they_declare_or_the_one_that_they_have(
    line: str, encoding: str, *, declared: bool
) -> None:
    kind = f"text/html; charset={encoding}" if declared else "text/html"
    assert read(page(line, line).encode(encoding), kind)[2] == Kind.NOT_FOUND.value


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "windows-1251", "windows-874", "utf-16", "nonsense"])
def test_a_page_in_any_encoding_is_a_page(encoding: str) -> None:
    known = {"windows-874": "cp874", "nonsense": "utf-8"}.get(encoding, encoding)
    body = page("Tool 工具" if encoding == "gbk" else "Tool", "Tool", PROSE).encode(known)
    assert read(body, f"text/html; charset={encoding}")[0] is Outcome.PRESENT
    assert read(body, "text/html")[0] is Outcome.PRESENT
