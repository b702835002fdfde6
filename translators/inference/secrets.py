"""What in a text is nobody's business: credentials and personal data, found by their shape.

Secrets never come back: neither the model nor the reader of the answer sees them. Personal data is
hidden from the model and restored in the answer. The token shapes are those that the providers
publish, ours and those of detect-secrets together (`known_tokens`); cards are checked with Luhn's
algorithm (ISO/IEC 7812-1), IBANs with modulo 97 (ISO 13616). E-mail and IPv4 addresses are literals
already (`glossary.literals`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import AddressValueError, IPv6Address

from translators.inference import known_tokens

REMOVED = "[secret removed]"


class PrivateKind(StrEnum):
    SECRET = "secret"  # noqa: S105 - the name of a kind
    CARD = "card"
    IBAN = "iban"
    PHONE = "phone"
    IP_ADDRESS = "ip_address"
    NATIONAL_ID = "national_id"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Private:
    """Half-open range of character offsets that must not leave."""

    kind: PrivateKind
    start: int
    end: int

    @property
    def is_secret(self) -> bool:
        return self.kind is PrivateKind.SECRET


def find_private(text: str) -> tuple[Private, ...]:
    """Everything private in `text`, in order, none overlapping; a secret wins over the rest."""
    found: list[Private] = []
    for item in (*_merged(_secrets(text), known_tokens.find(text)), *_personal(text)):
        if not any(item.start < other.end and other.start < item.end for other in found):
            found.append(item)
    return tuple(sorted(found, key=lambda item: item.start))


def _merged(own: Iterable[Private], known: Iterable[tuple[int, int]]) -> list[Private]:
    """Our secrets as they are, each widened where a known token reaches further than it does."""
    secrets = list(own)
    for start, end in known:
        touched = [item for item in secrets if item.start < end and start < item.end]
        for item in touched:
            secrets.remove(item)
        first = min((start, *(item.start for item in touched)))
        last = max((end, *(item.end for item in touched)))
        secrets.insert(0, Private(PrivateKind.SECRET, first, last))
    return secrets


def remove_secrets(text: str) -> str:
    """`text` with every secret in it replaced by words that say so."""
    parts: list[str] = []
    position = 0
    for item in find_private(text):
        if item.is_secret:
            parts += (text[position : item.start], REMOVED)
            position = item.end
    return "".join((*parts, text[position:]))


_TOKEN_SHAPES = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])",  # AWS
    r"gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas)-[\w.-]{16,}",  # GitLab
    r"xox[a-z](?:\.xox[a-z])?-[\w-]{8,}|xapp-\d-[\w-]{8,}|xwfp-[\w-]{8,}",  # Slack
    r"sk-[\w-]{16,}|(?:sk|rk)_(?:live|test)_\w{8,}|whsec_[\w+/=]{16,}",  # OpenAI and kin, Stripe
    r"AIza[\w-]{30,}|ya29\.[\w-]{16,}|GOCSPX-[\w-]{20,}|1//0[\w-]{30,}",  # Google
    r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3}",  # JSON Web Token
    r"npm_[A-Za-z0-9]{30,}|pypi-[\w-]{40,}|rubygems_[0-9a-f]{40,}|dckr_pat_[\w-]{20,}|oy2[a-z0-9]{43}",
    r"SG\.[\w-]{16,}\.[\w-]{16,}|key-[0-9a-f]{32}|(?:AC|SK)[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}",
    r"\d{8,10}:[A-Za-z][\w-]{33,}",  # Telegram
    r"[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,}",  # Discord
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|sq0[a-z]{3}-[\w-]{22,}|EAAA[\w-]{56,}",  # shops, payments
    r"hf_[A-Za-z0-9]{30,}|r8_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{30,}|xai-[A-Za-z0-9]{30,}|pplx-\w{30,}",
    r"do[opr]_v1_[0-9a-f]{40,}|dapi[0-9a-f]{32}(?:-\d)?|HRKU-[\w-]{30,}|pul-[0-9a-f]{40}",
    r"ATATT3[\w=-]{16,}|ATCTT3[\w=-]{16,}|lin_api_\w{30,}|figd_[\w-]{30,}|(?:ntn|secret)_[A-Za-z0-9]{40,}",
    r"hv[sbr]\.[\w-]{20,}|dp\.(?:pt|st|sa|ct|scim|audit)\.\w{30,}|AGE-SECRET-KEY-1[0-9A-Z]{50,}",
    r"NR(?:AK|JS|II)-[\w-]{20,}|sntry[su]_[\w+/=.-]{20,}|glsa_\w{30,}|PMAK-[\w-]{40,}|pat[A-Za-z0-9]{14}\.[0-9a-f]{60,}",
)
_TOKEN = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(_TOKEN_SHAPES)})")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----.*?"
    r"(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\Z)|PuTTY-User-Key-File-\d.*",
    re.DOTALL,
)
_WEBHOOK = re.compile(
    r"https://(?:hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)"
    r"|(?:\w+\.)?discord(?:app)?\.com/api(?:/v\d+)?/webhooks"
    r"|[\w.-]+\.webhook\.office\.com)/[^\s<>|\"')]+"
)
_CREDENTIAL_URL = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@<>|]{0,64}:[^\s/@<>|]+@[^\s<>|]+", re.I
)
_QUERY_SECRET = re.compile(
    r"[?&;#](?:[\w.-]{0,24}(?:token|secret|password|signature|credential|api[_-]?key)|sig|key|pwd)="
    r"(?P<value>[^\s&#<>|\"']{6,})",
    re.I,
)
_HEADER_SECRET = re.compile(
    r"\b(?:bearer|basic|token|apikey)\s+(?P<value>(?=\S*\d)[A-Za-z0-9._~+/=-]{16,})", re.I
)
_NAMED = (
    r"(?:pass(?:word|wd|phrase|code)|pwd|secret|token|credentials?|(?:api|access|private|secret|auth|account|shared"
    r"|encryption|signing|license)[ _-]?(?:access[ _-]?)?key|connection[ _-]?string)"
)
_ASSIGNED = re.compile(
    rf"(?<![A-Za-z])[\w.-]{{0,32}}?{_NAMED}[\w]{{0,12}}[\"'`*]{{0,2}}\s{{0,3}}"
    r"(?P<sign>:=|=>|=|:|\bis\b(?:\s+now)?)\s{0,3}(?P<quote>[\"'`“]?)(?P<value>[^\s\"'`“”<>]{4,})",
    re.I,
)
_RANDOM = re.compile(
    r"(?<![\w/+.=-])(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])"
    r"(?:(?=(?:[\w+/-]*?\d){3})[\w+/-]{32,}|(?=[\w+/]*\d)[\w+/]{40})={0,2}(?![\w/+-])"
)
_REFERENCE = re.compile(r"[A-Za-z_]+(?:\.[A-Za-z_]+)+(?:\(.*)?")
"""Code that names a value in place of spelling it out: `config.token`."""
_STATE = re.compile(
    "changed|disabled|empty|enabled|expire[ds]|hidden|invalid|leaked|lost|mandatory|missing|none"
    "|optional|redacted|removed|required|reset|revoked|rotated|stolen|strong|unchanged|unknown|valid|weak|wrong",
    re.IGNORECASE,
)


def _secrets(text: str) -> Iterator[Private]:
    for pattern in (_PRIVATE_KEY, _WEBHOOK, _CREDENTIAL_URL, _TOKEN, _RANDOM):
        yield from _spans(PrivateKind.SECRET, pattern, text)
    for pattern in (_QUERY_SECRET, _HEADER_SECRET):
        for match in pattern.finditer(text):
            yield Private(PrivateKind.SECRET, match.start("value"), match.end("value"))
    for match in _ASSIGNED.finditer(text):
        value = match["value"].rstrip(".,;:)]}")
        if _looks_assigned(match["sign"], value, quoted=bool(match["quote"])):
            start = match.start("value")
            yield Private(PrivateKind.SECRET, start, start + len(value))


def _looks_assigned(sign: str, value: str, *, quoted: bool) -> bool:
    """Whether what follows "password:" is a password rather than the next word of a sentence."""
    if _STATE.fullmatch(value) or value.startswith(("$", "⟦", "{", "%", "****")):
        return False
    mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    if sign in ("=", ":=", "=>"):
        return not _REFERENCE.fullmatch(value)
    if quoted:
        return len(value) >= 6
    return len(value) >= 6 and mixed and not re.fullmatch(r"\d+[-.:]?[a-z]*", value, re.I)


_CARD = re.compile(
    r"(?<![\w.-])(?=[2-6])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{5})"
    r"(?![\w-]| \d)"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}", re.I)
_PHONE = re.compile(
    r"""(?<![\w.+$€£-])(?:
      \+\d{1,3}[ .()/-]{0,2}\d(?:[ .()/-]{0,2}\d){6,12}
     |\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}
     |(?:1[-.])?\d{3}([-.])\d{3}\1\d{4}
     |0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,5}
    )(?![\w-])""",
    re.VERBOSE,
)
_CALLED = re.compile(
    r"\b(?:call|phone|telephone|tel|mobile|cell|fax|dial|whatsapp)\b\.?[^\d\n]{0,20}?"
    r"(?P<value>\d(?:[ .()/-]{0,2}\d){6,14})(?![\w%])",
    re.I,
)
_IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.I)
_NATIONAL_ID = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_IDENTIFIER = re.compile(
    r"""(?<![\w$€£.,-])(?:
      [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}   # UUID
     |(?:[0-9a-f]{2}:){5}[0-9a-f]{2}                                 # network card
     |(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{41,}                          # digest
     |(?![A-Z]{2,}\d+(?!\w))(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{9,}    # U024BE7LH, not ISO27001
     |\d{9,}                                                         # account, order
    )(?![\w-]|[.,]\d)""",
    re.VERBOSE,
)


def _personal(text: str) -> Iterator[Private]:
    yield from _spans(PrivateKind.CARD, _CARD, text, _is_card)
    for match in _IBAN.finditer(text):
        if length := _iban_length(match[0]):
            yield Private(PrivateKind.IBAN, match.start(), match.start() + length)
    yield from _spans(PrivateKind.IP_ADDRESS, _IPV6, text, _is_ipv6)
    yield from _spans(PrivateKind.NATIONAL_ID, _NATIONAL_ID, text)
    yield from _spans(PrivateKind.PHONE, _PHONE, text)
    for match in _CALLED.finditer(text):
        yield Private(PrivateKind.PHONE, match.start("value"), match.end("value"))
    yield from _spans(PrivateKind.IDENTIFIER, _IDENTIFIER, text)


def _spans(
    kind: PrivateKind,
    pattern: re.Pattern[str],
    text: str,
    accept: Callable[[str], bool] = bool,
) -> Iterator[Private]:
    return (
        Private(kind, match.start(), match.end())
        for match in pattern.finditer(text)
        if accept(match[0])
    )


def _is_card(number: str) -> bool:
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _iban_length(text: str) -> int:
    """How many characters at the start of `text` are a valid IBAN; 0 where none are.

    The shape also swallows a word that follows, so shorter and shorter pieces are tried.
    """
    for end in range(len(text), 14, -1):
        compact = text[:end].replace(" ", "").upper()
        if text[end - 1] == " " or not 15 <= len(compact) <= 34:
            continue
        if text[end : end + 1].isalnum():
            continue
        moved = compact[4:] + compact[:4]
        if int("".join(str(int(character, 36)) for character in moved)) % 97 == 1:
            return end
    return 0


def _is_ipv6(address: str) -> bool:
    try:
        return len(address) > 5 and bool(IPv6Address(address))
    except AddressValueError:
        return False
