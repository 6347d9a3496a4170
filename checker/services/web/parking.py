"""Hosts of sellers and registrars of domains, and of advertisements on expired domains, by name. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

#: Hosts that sell domains, or show advertisements on expired ones; then registrars.
_PARKING_HOSTS = (
    *("sedo.com", "sedoparking.com", "hugedomains.com", "dan.com", "undeveloped.com", "afternic.com", "bodis.com"),
    *("parkingcrew.net", "parklogic.com", "above.com", "voodoo.com", "dropcatch.com", "namejet.com", "snapnames.com"),
    *(
        "buydomains.com",
        "domainmarket.com",
        "brandbucket.com",
        "squadhelp.com",
        "atom.com",
        "efty.com",
        "uniregistry.com",
    ),
    *("domainnamesales.com", "namebright.com", "domainlore.uk", "nicsell.com", "sav.com", "parking.reg.ru"),
    *("skenzo.com", "trafficz.com", "smartname.com", "fabulous.com", "cashparking.com", "domainactive.com"),
    *(
        "parkingpage.namecheap.com",
        "forsale.godaddy.com",
        "aftermarket.pl",
        "domainempfehlung.de",
        "4.cn",
        "ename.com",
    ),
)
_REGISTRARS = (
    *(
        "godaddy.com",
        "namecheap.com",
        "name.com",
        "networksolutions.com",
        "register.com",
        "dynadot.com",
        "porkbun.com",
    ),
    *("namesilo.com", "domain.com", "enom.com", "tucows.com", "epik.com", "reg.ru", "nic.ru", "home.pl", "nazwa.pl"),
    *("united-domains.de", "strato.de", "ionos.com", "ionos.de", "gandi.net", "hover.com", "bluehost.com"),
    *("hostgator.com", "dreamhost.com", "hostinger.com", "onamae.com", "muumuu-domain.com", "value-domain.com"),
)
#: Front pages of registrars and hosts; names below theirs are sites of their customers.
_FRONT_PAGES = frozenset(
    re.findall(
        r"\S+",
        "wix.com squarespace.com domains.squarespace.com domains.google ovh.com ovhcloud.com one.com 123-reg.co.uk"
        " register.it cp.register.it aruba.it loopia.se loopia.com transip.nl hetzner.com spaceship.com"
        " infomaniak.com"
        " easyname.com eurodns.com wanwang.aliyun.com dnspod.cn west.cn xserver.ne.jp gabia.com hosting.kr beget.com"
        " timeweb.com registro.br cdmon.com arsys.es hostnet.nl active24.cz forpsi.com wedos.com websupport.sk"
        " domeneshop.no simply.com zone.ee isimtescil.net natro.com crazydomains.com ventraip.com.au weebly.com"
        " wordpress.com errors.edgesuite.net suspended-website.com siteground.com a2hosting.com inmotionhosting.com",
    )
)
_PARKED_LABEL = re.compile(
    r"(?:^|\.)(?:(?:domain-|site-|account-)?(?:suspended|expired|parked|forsale|for-sale)(?:-(?:domain|page|website)s?)?"
    r"|domain-?for-?sale|parkingpage|domainparking)\."
)
#: Parked domains redirect to `ww25.` and the like below their own name, with an advertiser's parameters in the query.
_ADVERTISED = re.compile(r"ww\d{1,3}\.")
_MARKS = frozenset({"subid1", "tr_uuid", "usid", "utid", "tr", "caf", "fp", "tk", "terms", "kw", "searchbox"})


def is_parking_host(host: str) -> bool:
    """Whether a host sells domains, or shows advertisements on expired ones."""
    return _is_below(host, _PARKING_HOSTS)


def leads_to_parking(url: str) -> bool:
    """Whether the target of a redirect is a parked domain, or a seller or registrar of domains."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    names = {name.casefold() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    advertised = _ADVERTISED.match(host) and not _MARKS.isdisjoint(names)
    known = _is_below(host, _PARKING_HOSTS + _REGISTRARS) or host.removeprefix("www.") in _FRONT_PAGES
    return known or bool(advertised) or _PARKED_LABEL.search(host) is not None


def _is_below(host: str, names: tuple[str, ...]) -> bool:
    return any(f".{host}".endswith(f".{name}") for name in names)
