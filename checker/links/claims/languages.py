"""
Claims in papers in other languages than English: the rules of six languages.

A claim needs a thing that can be released and, in the same sentence, words of request, of promise or of release; the
first of the three that is found counts. A sentence about the use of something ("we use public data") claims nothing.
"""
# ruff: noqa: RUF001 - the full-width marks of Chinese and Japanese are meant

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 1_000  # characters of a sentence that are read


class _Language(NamedTuple):
    """One language: `cues`, of which every text with a claim has one, and patterns for a sentence in lower case."""

    cues: tuple[str, ...]
    thing: re.Pattern[str]
    on_request: re.Pattern[str]
    promised: re.Pattern[str]
    released: re.Pattern[str]
    used: re.Pattern[str]


def _language(cues: str, **patterns: str) -> _Language:
    """A language from cues with `|` between them and the texts of its patterns."""
    return _Language(tuple(cues.split("|")), **{name: re.compile(text) for name, text in patterns.items()})


# Up to four words; up to 90 characters of the same clause; below, `…_OUT` are the words by which a thing is released.
_A_FEW = r"(?:[^\W\d_][\w'’-]* ){0,4}?"
_WITHIN = r"[^.;:]{0,90}?"

_FRENCH_OUT = (
    r"(?:disponibles?|accessibles?|publiée?s?|publics?|publiques?|diffusée?s?|distribuée?s?|libérée?s?|partagée?s?"
    r"|téléchargeables?|open[ -]source|mise?s? (?:à (?:la )?disposition|en (?:ligne|libre|accès)))\b"
)
_FRENCH = _language(
    cues="disponib| sera | seront |demande|accessible|publi|diffus|disposition",
    thing=r"\b(?:codes?|données|modèles?|logiciels?|corpus|implémentations?|scripts?|outils?|ressources?|poids"
    r"|bibliothèques?|annotations|programmes?|lexiques?)\b",
    on_request=r"\b(?:sur (?:simple )?demande|à la demande|(?:demande|demander|contacter"
    r"|contactant) (?:auprès )?(?:aux|des|les) auteurs"
    r"|auprès (?:de l['’]auteur|des auteurs))",
    promised=rf"\b(?:sera|seront) {_A_FEW}(?:rendue?s? )?{_A_FEW}{_FRENCH_OUT}|\b(?:va"
    rf"|vont) être {_A_FEW}{_FRENCH_OUT}"
    r"|\bnous (?:publierons|mettrons|rendrons|diffuserons|partagerons|fournirons|libérerons|distribuerons)\b"
    r"|\b(?:prochainement|bientôt) (?:disponible|public|accessible)",
    released=rf"\b(?:est|sont|(?:a|ont) été) {_A_FEW}(?:rendue?s? )?{_A_FEW}{_FRENCH_OUT}"
    r"|\bnous (?:publions|diffusons|partageons|libérons|distribuons)\b"
    r"|\b(?:mettons|rendons) [^.;:]{0,90}?(?:disposition|publi|disponible|accessible|en ligne)"
    r"|\A(?:le |la |les |notre |nos )?(?:codes?(?: sources?)?|logiciels?|données|corpus) (?:\w+ )?(?:disponibles?"
    r"|accessibles?) (?:sur|à|en"
    r"|librement|ici)\b",
    used=r"\bdepuis (?:quelques|plusieurs|des) |\bnous (?:utilisons|avons utilisé|employons|exploitons"
    r"|nous appuyons)\b|\bqui (?:est|sont) disponible",
)

_GERMAN_OUT = (
    r"(?:verfügbar|erhältlich|veröffentlicht|zugänglich|bereitgestellt|freigegeben|abrufbar|einsehbar|herunterladbar"
    r"|quelloffen|open[ -]source|zur verfügung|zum download|als download)\b"
)
_GERMAN_LATER = (
    r"(?:nach|bei|mit|sobald|vor) (?:\w+ ){0,3}(?:annahme|veröffentlichung|publikation|erscheinen|begutachtung"
    r"|abschluss)"
    r"|demnächst|in kürze|bald|künftig|zukünftig|später"
)
_GERMAN = _language(
    cues="verfügbar|öffentlich|erhältlich|anfrage|zugänglich|bereitgestellt|freigegeben|verfügung|abrufbar|bereit|download",
    thing=r"\b(?:quell(?:code|text)\w{0,2}|(?:programm)?codes?|\w{0,20}daten(?:sätzen?|satz|banken|bank)?"
    r"|\w{0,20}modelle?n?"
    r"|software|\w{0,12}korpus|\w{0,12}korpora|implementierung(?:en)?|skripte?|werkzeuge?|bibliothek|gewichte"
    r"|programme?)\b",
    on_request=r"\bauf (?:\w+ )?(?:anfrage|nachfrage|wunsch|antrag)\b|\b(?:bei|von) den autor(?:en"
    r"|innen)\w* (?:\w+ )?(?:erhältlich|angefordert)",
    promised=rf"\b(?:wird|werden) {_WITHIN}(?:{_GERMAN_LATER}){_WITHIN}{_GERMAN_OUT}"
    rf"|\b(?:wird|werden) {_WITHIN}(?:verfügbar|erhältlich|zugänglich|abrufbar) (?:sein|gemacht)\b"
    r"|\b(?:wird|werden) [^.;:]{0,90}?(?:veröffentlicht|freigegeben)\b"
    r"|\bwerden wir [^.;:]{0,90}?(?:veröffentlichen|bereitstellen|freigeben|stellen|machen)\b"
    r"|\bwir werden [^.;:]{0,90}?(?:veröffentlichen|bereitstellen|freigeben|stellen|machen)\b"
    rf"|(?:{_GERMAN_LATER}){_WITHIN}(?:verfügbar|veröffentlicht|zugänglich|freigegeben)\b",
    released=rf"\b(?:ist|sind|wurden?|steht|stehen|liegt|liegen|wird|werden) {_WITHIN}{_GERMAN_OUT}"
    r"|\bwir (?:veröffentlichen|teilen)\b|\b(?:stellen wir|wir stellen) [^.;:]{0,90}?(?:bereit|verfügung)"
    r"|\b(?:machen wir|wir machen) [^.;:]{0,90}?(?:zugänglich|verfügbar)|\b(?:geben wir"
    r"|wir geben) [^.;:]{0,90}?\bfrei\b",
    used=r"\bwir (?:verwenden|nutzen|benutzen)\b|\b(?:verwendet|genutzt|benutzt)\b",
)

_SPANISH_OUT = (
    r"(?:disponibles?|accesibles?|publicad[oa]s?|públic[oa]s?|liberad[oa]s?|compartid[oa]s?|descargables?"
    r"|de (?:código abierto|acceso (?:abierto|libre)|libre acceso)|puest[oa]s? a disposición)(?!\w)"
)
_SPANISH = _language(
    cues="disponib|disposición|publica|pública|público|liber|petición|solicit|compart",
    thing=r"\b(?:códigos?|datos|modelos?|software|corpus|herramientas?|implementaci(?:ón|ones)|scripts?|recursos?"
    r"|bibliotecas?|programas?|pesos|léxicos?)\b",
    on_request=r"\b(?:a|bajo|previa|por|mediante) (?:\w+ )?(?:petición|solicitud|pedido|demanda|requerimiento)(?!\w)"
    r"|\bsolicit\w+ a (?:los|las|la|el) autor|\bsolicit\w+ al autor|\bcontactar? (?:a|con) (?:los|las|el) autor",
    promised=rf"\b(?:estarán?|serán?|van? a (?:ser|estar)) {_A_FEW}{_SPANISH_OUT}"
    r"|\bse (?:publicará|liberará|compartirá|pondrá|hará|ofrecerá|facilitará|distribuirá)n?(?!\w)"
    r"|\b(?:publicaremos|liberaremos|compartiremos|pondremos|haremos|ofreceremos|facilitaremos)\b"
    r"|\b(?:próximamente|pronto) (?:disponible|estar|públic)",
    released=rf"\b(?:está|están|(?:ha|han) sido|es|son|fue|fueron|se encuentran?|quedan?) {_A_FEW}{_SPANISH_OUT}"
    r"|\b(?:publicamos|liberamos|compartimos)\b|\b(?:ponemos|hacemos) [^.;:]{0,90}?(?:disposición|públic"
    r"|disponible|accesible)"
    r"|\bse (?:ha|han) (?:publicado|liberado|compartido|puesto|hecho)\b|\bse (?:publica|libera|comparte)n?\b"
    r"|\A(?:el |los |nuestro |nuestros )?(?:código(?: fuente)?|datos|software|corpus) (?:\w+ )?disponibles? (?:en"
    r"|públicamente|libremente|bajo)\b",
    used=r"\b(?:usamos|utilizamos|empleamos|se (?:usó|utilizó|usaron|utilizaron|emplearon))(?!\w)|\bque (?:está"
    r"|están) disponible",
)

_PORTUGUESE_OUT = (
    r"(?:disponíve(?:l|is)|acessíve(?:l|is)|publicad[oa]s?|públic[oa]s?|liberad[oa]s?|disponibilizad[oa]s?"
    r"|compartilhad[oa]s?|partilhad[oa]s?|de (?:código|acesso) aberto|abert[oa]s? ao público)(?!\w)"
)
_PORTUGUESE = _language(
    cues="disponí|disponibiliz|publica|público|pública|liber|pedido|solicita|partilh|compartilh|acessíve",
    thing=r"\b(?:códigos?(?:-fonte)?|dados|modelos?|software|corpus|corpora|ferramentas?|implementaç(?:ão|ões)"
    r"|scripts?"
    r"|recursos?|bibliotecas?|programas?|pesos|léxicos?)\b",
    on_request=r"\b(?:mediante|sob|a|por|via) (?:\w+ )?(?:pedido|solicitação|requisição|demanda)(?!\w)"
    r"|\b(?:solicit\w+|pedid[oa]s?) (?:ao|aos|à|às) autor|\bcontat\w+ (?:o|os|a|as|com os) autor",
    promised=rf"\b(?:estará|estarão|será|serão|vai (?:ser|estar)|vão (?:ser"
    rf"|estar)) {_A_FEW}(?:tornad[oa]s? )?{_PORTUGUESE_OUT}"
    r"|\b(?:publicaremos|disponibilizaremos|liberaremos|compartilharemos|partilharemos|tornaremos)\b"
    r"|\bem breve\b[^.;:]{0,60}?(?:dispon|públic|liber)|(?:dispon|públic|liber)[^.;:]{0,60}?\bem breve\b",
    released=rf"\b(?:está|estão|foi|foram|é|são|encontram?-se|ficam?) {_A_FEW}(?:tornad[oa]s? )?{_PORTUGUESE_OUT}"
    r"|\b(?:publicamos|disponibilizamos|liberamos|compartilhamos|partilhamos)\b"
    r"|\btornamos [^.;:]{0,90}?(?:públic|disponíve|acessíve)"
    r"|\A(?:o |os |nosso |nossos )?(?:código(?:-fonte| fonte)?|dados|software|corpus) (?:\w+ )?disponíve(?:l"
    r"|is) (?:em|no|na|publicamente"
    r"|livremente|sob)\b",
    used=r"\b(?:usamos|utilizamos|empregamos|foram (?:usados|utilizados))\b|\bque (?:está|estão) disponíve",
)

_ZH_THING = r"(?:源代码|代码|源码|程序|数据集|数据库|数据|模型|权重|软件|语料库?|工具包?|实现|脚本|基准|资源|检查点)"
_ZH_OUT = (
    r"(?:公开(?!的|集|课)|开源(?!的)|发布(?!的)|开放(?!的|域|式|世界|词|集|性)|共享(?!的|参数|编码|权重|特征|表示)"
    r"|公布(?!的)|释放(?!的))"
)
_CHINESE = _language(
    cues="公开|开源|发布|开放|共享|公布|索取|获取|获得|下载|请求|申请|要求|联系|提供",
    thing=_ZH_THING,
    on_request=r"(?:向|联系|请与|与|联络).{0,8}(?:作者|通讯).{0,10}(?:索取|获取|申请|请求|联系|索要|提供)|(?:联系|联络).{0,6}作者"
    r"|(?:应|按|根据|依).{0,6}(?:请求|要求|需求|申请).{0,4}(?:提供|获取|共享)|(?:请求|申请|索取)(?:后|时)?.{0,4}(?:提供|获取|获得|可得)",
    promised=rf"(?:将|会(?!议)|拟|计划|打算|即将|待|后续|稍后|不久).{{0,24}}?{_ZH_OUT}"
    rf"|(?:录用|接收|接受|发表|评审|审稿|出版|见刊)(?:之)?后.{{0,14}}?{_ZH_OUT}",
    released=rf"{_ZH_THING}[^，,；;]{{0,24}}?(?:已经?|均已?|现已?|都已?)[^，,；;]{{0,24}}?(?:{_ZH_OUT}|上传|提供|托管)"
    rf"|{_ZH_THING}[^，,；;]{{0,12}}?(?:可以?(?:在|从|通过|于|由|自)|见于?|{_ZH_OUT}(?:于|在|至|到)|托管(?:于|在)|位于)"
    rf"|(?:我们|本文|作者|并|还|也|同时)(?:已经?|还|也|均|同时|首次|进一步|一并|全面){{0,3}}{_ZH_OUT}(?:了|其|所有|全部|我们|本文|相关|该|此|源)"
    rf"|{_ZH_THING}{_ZH_OUT}(?:可用|可得)?\Z",
    used=r"(?:使用|利用|采用|基于|借助|依托)(?:了|的|现有)?.{0,10}(?:公开|开源|开放|公共)(?!了)",
)

_JA_THING = (
    r"(?:コード|データ|モデル|プログラム|ソフトウェア|コーパス|実装|スクリプト|ツール|辞書|ライブラリ|重み|ベンチマーク"
    r"|リポジトリ|パッケージ)"
)
_JA_OUT = r"(?:一般公開|公開|配布|提供|共有|リリース|オープンソース化)"
_JAPANESE = _language(
    cues="公開|配布|提供|共有|リリース|オープンソース|入手|ダウンロード|請求|依頼|問い合わせ|要望",
    thing=_JA_THING,
    on_request=r"(?:請求|依頼|要望|要求|求め|希望|リクエスト)(?:に(?:応じ|より|基づ|従)|があれば|すれば|次第|により)"
    r"|著者.{0,10}?(?:問い?合わせ|連絡|請求|依頼)",
    promised=rf"{_JA_OUT}(?:する|される|を|し|を行う|できる)?(?:ことを)?(?:予定|計画|つもり|見込み|準備中)"
    rf"|(?:採択|採録|受理|出版|掲載|査読|発表)(?:さ?れ?た?)?後.{{0,20}}?{_JA_OUT}"
    rf"|(?:近日|近々|今後|将来|まもなく|追って|後日).{{0,14}}?{_JA_OUT}",
    released=rf"{_JA_THING}.{{0,50}}?{_JA_OUT}(?:して|し|した|しています|しました|している|されている|されています|された|されて|中|済み)"
    r"(?:い(?:る|ます|て)|おり|いる)?(?=[、。,.，．\s)）]|です|である|\Z)"
    rf"|{_JA_THING}.{{0,40}}?(?:入手|利用|ダウンロード|取得|アクセス)(?:可能|でき(?:る|ます))(?=[、。,.，．\s)）]|です|である|だ|\Z)",
    used=r"公開(?:さ?れ?て?いる|された|済みの?|の)(?=\S{0,12}(?:データ|コード|モデル|コーパス)).{0,20}(?:を?用い|を?使|で実験|を?利用)",
)

_EUROPEAN = (_FRENCH, _GERMAN, _SPANISH, _PORTUGUESE)
_EAST_ASIAN = (_JAPANESE, _CHINESE)
#: The cues of all European languages except English, each once, because several languages share some.
_CUES = tuple({cue for language in _EUROPEAN for cue in language.cues})
_PLAIN = tuple(filter(str.isascii, _CUES))
_ENGLISH, _ENDS = " the ", 400  # characters at either end of a text that are searched for English words
_EAST_ASIAN_TEXT = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{4}")
_KANA = re.compile(r"[\u3040-\u30ff]")
_FULL_STOP = re.compile(r"[。．｡！？!?\n]|\.(?=\s|\Z)")


def in_other_languages(lower: str) -> Iterable[tuple[Claim, tuple[int, int]]]:
    """The claims of the sentences of a text in lower case, each with start and end offset, in order."""
    languages = _languages(lower)
    return _claims(lower, languages) if languages else ()


def _claims(lower: str, languages: tuple[_Language, ...]) -> Iterator[tuple[Claim, tuple[int, int]]]:
    start = 0
    for stop in (*(match.start() for match in _FULL_STOP.finditer(lower)), len(lower)):
        sentence = " ".join(lower[start : min(stop, start + _LONGEST)].split())
        claim = next((claim for language in languages if (claim := _claim(language, sentence))), None)
        if claim:
            yield claim, (start, stop)
        start = stop + 1


def _languages(lower: str) -> tuple[_Language, ...]:
    """The languages whose rules are tried on a text: nearly always none, which takes only a few searches."""
    plain = lower.isascii()
    if _ENGLISH in lower and (plain or _is_english_throughout(lower)):
        return ()
    if not plain and _EAST_ASIAN_TEXT.search(lower):
        return _EAST_ASIAN if _KANA.search(lower) else (_CHINESE,)
    if not any(map(lower.__contains__, _PLAIN if plain else _CUES)):
        return ()
    return tuple(one for one in _EUROPEAN if any(cue in lower for cue in one.cues))


def _is_english_throughout(lower: str) -> bool:
    """Whether a text is English at both ends, without a second abstract in another language."""
    return _shows_english(lower[:_ENDS]) and _shows_english(lower[-_ENDS:])


def _shows_english(text: str) -> bool:
    return _ENGLISH in text or " and " in text or " of " in text


def _claim(language: _Language, sentence: str) -> Claim | None:
    """The claim of a sentence by the rules of one language; None without one."""
    if not any(cue in sentence for cue in language.cues) or not language.thing.search(sentence):
        return None
    if language.on_request.search(sentence):
        return Claim.ON_REQUEST
    if language.promised.search(sentence):
        return Claim.PROMISED
    return Claim.RELEASED if language.released.search(sentence) and not language.used.search(sentence) else None
