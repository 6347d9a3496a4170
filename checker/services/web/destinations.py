"""Redirects that lead to a login, an error page or a front page, recognised by their target address. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

_LOGIN_HOSTS = frozenset({"accounts.google.com", "login.microsoftonline.com", "login.live.com"})
_LOGIN_LABELS = frozenset({"sso", "idp", "shibboleth", "adfs", "wayf", "okta", "auth0", "b2clogin"})
#: First labels of hosts that serve logins.
_LOGIN_FIRST = frozenset(
    {"login", "logon", "signin", "sign-in", "weblogin", "webauth", "auth", "passport", "sts", "cas"}
)
_LOGIN_SEGMENTS = frozenset(
    {
        *("wp-login", "idp", "shibboleth", "adfs", "logon", "userlogin", "user-login"),
        *("login", "log-in", "log_in", "signin", "sign-in", "sign_in", "servicelogin", "sso", "cas", "saml", "saml2"),
        *("oauth", "oauth2", "openid-connect", "authorize", "special:userlogin", "signup", "sign-up", "sign_up"),
        *("anmelden", "anmeldung", "einloggen", "connexion", "se-connecter", "iniciar-sesion", "iniciarsesion"),
        *("iniciar_sesion", "acceder", "accedi", "iniciar-sessao", "inloggen", "logga-in", "logginn", "log-ind"),
        *("prihlaseni", "prihlasenie", "logowanie", "zaloguj", "bejelentkezes", "autentificare", "giris-yap"),
        *("kirjaudu", "вход", "войти", "登录", "登入", "ログイン", "로그인"),
    }
)
#: Names of query parameters with the address to return to after a login.
_RETURNS = frozenset(
    {"next", "return", "returnto", "return_to", "returnurl", "redirect", "redirect_uri", "service", "continue"}
)
_SESSIONS = frozenset({"session", "sessions"})
#: Names of query parameters that hold the action of a page.
_ACTIONS = frozenset({"action", "do", "act", "page", "view", "mode", "op", "route"})

#: Path segments that nearly always name an error page.
_ERROR_SEGMENT = re.compile(
    r"(?:error|err|http|status|e|page|errors|erreur|fehler|pagina|seite|strona|hiba|chyba|virhe|fejl|fel)?[-_]?"
    r"(?:404|410)(?:[-_]?(?:errors?|pages?|not[-_]?found|err|fehler|erreur))*"
    r"|(?:page|file|site|error|url|content|item|path)?[-_]?not[-_]?found(?:[-_]?(?:page|error|404))?"
    r"|page[-_]?(?:does[-_]?not[-_]?exist|missing|error|unavailable|gone|removed)|(?:missing|no|removed)[-_]?page"
    r"|(?:site|content|resource)[-_]?(?:unavailable|not[-_]?available)|not[-_]?available|dead[-_]?link"
    r"|(?:account|site|website|page|domain)[-_]?(?:is[-_]?)?(?:suspended|expired|parked)|suspended[-_]?(?:page|domain)"
    r"|parked[-_]?(?:page|domain)|defaultwebpage|defwebpage|domain[-_]?for[-_]?sale"
    r"|seite[-_]?nicht[-_]?gefunden|nicht[-_]?gefunden|page[-_]?introuvable|page[-_]?non[-_]?trouvee"
    r"|pagina[-_]?no[-_]?encontrada|no[-_]?encontrad[oa]|pagina[-_]?nao[-_]?encontrada|nao[-_]?encontrad[oa]"
    r"|pagina[-_]?non[-_]?trovata|non[-_]?trovat[oa]|niet[-_]?gevonden|nie[-_]?znaleziono"
)
#: Path segments that name an error page only if the path has no other segments: they are common words too.
_ERROR_WORD = re.compile(
    r"(?:http|custom|general|generic|server|site|app|application)?[-_]?errors?(?:[-_]?(?:pages?|message|document|docs))?"
    r"|unavailable|oops|sorry|gone|removed|deleted|missing|suspended|expired|parked|parking|for[-_]?sale|lander"
    r"|5xx[-_]error[-_]landing|search(?:[-_]results?)?|suche|recherche|introuvable|fehler(?:seite)?|erreur|erro|errore|blad"
    r"|(?:site[-_]?)?(?:under[-_]?)?maintenance(?:[-_]?(?:mode|page))?|cgi-sys|pages?|4\d\d|5\d\d|_?static"
    r"|sitemap|closed|offline|blocked|(?:access[-_]?)?denied|forbidden|captcha|consent|cookie[-_]?wall|decommissioned"
    r"|unsupported[-_]?browser|(?:no[-_]?|enable[-_]?)?cookies?[-_]?(?:required|disabled|absent|needed)|archive[-_]?closed"
)
_ERROR_QUERY = frozenset({"aspxerrorpath", "error", "err", "errorcode", "error_code", "notfound", "not_found", "404"})
_VIEWS = frozenset({"view", "page", "p", "action", "do", "mode", "route", "page_id"})
_SHOWN = frozenset({"error", "errors"})
_INDEX = re.compile(
    r"(?:index|default|home|homepage|main|start|startseite|welcome|accueil|inicio)"
    r"(?:\.[a-z]{2}(?:[-_][a-z]{2})?)?(?:\.(?:html?|xhtml|shtml|php\d?|aspx?|jspx?|jsf|cgi|cfm|do|pl|py|xml))?"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{2}|hans|hant|latn|419))?")
#: Codes of languages (ISO 639) and countries that are rarely used as names of pages.
_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        "ar bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv ms mt nb nl nn no pl pt"
        " ro ru sk sl sr sv th tr uk ur vi zh cn jp kr us gb eng deu ger fra fre spa ita por rus jpn kor zho chi"
        " english deutsch francais",
    )
)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ref|source|from|lang|language|locale|hl|redirect(?:ed)?")


def leads_to_login(url: str, asked: str = "") -> bool:
    """Whether the target of a redirect is a login. The name of the host does not count if it was the one `asked`."""
    segments = [segment.partition(".")[0] for segment in _segments(url)]
    host, labels = _host(url), _host(url).split(".")
    is_host = host in _LOGIN_HOSTS or not _LOGIN_LABELS.isdisjoint(labels[:-1])
    first = labels[0] in _LOGIN_FIRST and (not segments or not _RETURNS.isdisjoint(_names(url)))
    if (is_host or first) and host != _host(asked):
        return True
    begins = any(one in _SESSIONS and after == "new" for one, after in pairwise(segments))
    return begins or not _LOGIN_SEGMENTS.isdisjoint(segments) or _asks_for_login(url)


def _asks_for_login(url: str) -> bool:
    """Whether the query of an address asks for a login: `?login`, `?action=login`, `?title=Special:UserLogin`."""
    parameters = parse_qsl(urlsplit(url).query.casefold(), keep_blank_values=True)
    return any(
        (name in ("login", "signin") and not value)
        or value == "special:userlogin"
        or (name in _ACTIONS and value in _LOGIN_SEGMENTS)
        for name, value in parameters
    )


def leads_to_error(asked: str, url: str) -> bool:
    """
    Whether the target of a redirect is an error page, by its path or its query. Words that are in the address `asked`
    too don't count. On another site, the path must consist of nothing but words for errors.
    """
    had = {*map(_stem, _segments(asked)), *_names(asked)}
    here = _is_site_of(_host(url), _host(asked)) or _is_site_of(_host(asked), _host(url))
    stems = [one for one in map(_stem, _segments(url)) if not _is_language(one)]
    new = [one for one in stems if one not in had]
    if any(name in _ERROR_QUERY or name.startswith("404;") for name in _names(url) if name not in had):
        return here
    if here and (_asks_for_error(url) or (stems[:1] == ["search"] and "search" not in had)):
        return True
    strong = any(_ERROR_SEGMENT.fullmatch(one) for one in new)
    named = [one for one in stems if not _INDEX.fullmatch(one)]
    nothing_else = all(_ERROR_SEGMENT.fullmatch(one) or _ERROR_WORD.fullmatch(one) for one in named)
    return (strong and here) or (nothing_else and not set(named).isdisjoint(new))


def _asks_for_error(url: str) -> bool:
    """Whether the query of an address asks for an error page: `?view=error`, `?p=404`."""
    parameters = parse_qsl(urlsplit(url).query.casefold(), keep_blank_values=True)
    return any(name in _VIEWS and (value in _SHOWN or _ERROR_SEGMENT.fullmatch(value)) for name, value in parameters)


def drops_path(asked: str, url: str) -> bool:
    """
    Whether a redirect leads from a page of a site to the site's front page, so that the target no longer names what
    was asked for. Not so for the front page of another site, to which projects move, or with a fragment or query that
    may name the page.
    """
    parts = urlsplit(url)
    if (
        not _is_deep(asked)
        or _is_deep(url)
        or parts.fragment.strip("!/")
        or not _is_site_of(_host(url), _host(asked))
    ):
        return False
    return all(_TRACKING.fullmatch(name) for name in _names(url))


def _is_deep(url: str) -> bool:
    """Whether an address names more than a site's front page, in any language."""
    parts = urlsplit(url)
    named = [one for one in _segments(url) if not _INDEX.fullmatch(one) and not _is_language(one)]
    return bool(named) or (bool(parts.query) and not all(_TRACKING.fullmatch(one) for one in _names(url)))


def _is_language(segment: str) -> bool:
    return segment in _LANGUAGES or bool(re.match(r"..[-_]", segment) and _LANGUAGE.fullmatch(segment))


def _is_site_of(site: str, host: str) -> bool:
    """Whether `host` is the host of a site, or below it: a department's pages may move to the university's site."""
    bare = site.removeprefix("www.")
    return bool(bare) and (host == bare or host.endswith(f".{bare}"))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def _segments(url: str) -> list[str]:
    """
    The segments of a path: decoded, in lower case, without parameters. A fragment that is a path (`#/…`, `#!/…`,
    pages made by scripts) counts as part of it.
    """
    parts = urlsplit(url)
    script = parts.fragment.lstrip("!")
    path = f"{parts.path}/{script}" if script.startswith("/") else parts.path
    return [name for one in unquote(path).casefold().split("/") if (name := one.partition(";")[0])]


def _stem(segment: str) -> str:
    """A segment without the file name extension of a page."""
    return re.sub(r"\.(?:html?|xhtml|shtml|php\d?|aspx?|jspx?|cgi|page|do|cfm)\Z", "", segment)


def _names(url: str) -> list[str]:
    """The names of query parameters, in lower case; a query without `=` is a name."""
    return [name.casefold() for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
