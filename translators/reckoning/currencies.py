"""The currencies that amounts in messages come with, by symbol, code and name.

A currency is known by its ISO code; coins, and names that several countries share without saying
which one is meant, have a name of their own ("cent", "dinar").
"""

from collections.abc import Iterator

SYMBOLS = {
    "₡": "CRC",
    "₾": "GEL",
    "₭": "LAK",
    "元": "CNY",
    "₪": "ILS",
    "₫": "VND",
    "₴": "UAH",
    "₺": "TRY",
    "฿": "THB",
    "₱": "PHP",
    "₿": "BTC",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
}
PREFIXED_DOLLARS = {
    "us": "USD",
    "c": "CAD",
    "ca": "CAD",
    "a": "AUD",
    "au": "AUD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "sg": "SGD",
    "mx": "MXN",
    "r": "BRL",
}
"""What letters before a dollar sign make of it ("HK$")."""
CASELESS_CODES = frozenset(
    ("USD", "EUR", "GBP", "JPY", "INR", "CHF", "CAD", "AUD", "CNY", "RMB", "BTC")
)
"""Codes that are no words of English, so that they count in small letters too."""
CODES = CASELESS_CODES | {
    *("NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "HKD", "SGD", "KRW", "BRL", "MXN", "ZAR"),
    *("TRY", "ILS", "AED", "SAR", "THB"),
}

# code, whose it is, what it is called; a "*" where the name alone means this one.
_NAMES = """
USD | us, u.s., united states, american | dollar, dollars, buck, bucks | *
CAD | canadian | dollar, dollars
AUD | australian, aussie | dollar, dollars
HKD | hong kong | dollar, dollars
NZD | new zealand | dollar, dollars
SGD | singapore, singaporean | dollar, dollars
EUR | | euro, euros | *
GBP | british | pound, pounds
GBP | | pound sterling, pounds sterling, sterling, quid | *
EGP | egyptian | pound, pounds
JPY | japanese | yen | *
CNY | chinese | yuan, renminbi | *
INR | indian | rupee, rupees | *
PKR | pakistani | rupee, rupees
LKR | sri lankan | rupee, rupees
CHF | swiss | franc, francs | *
FRF | french | franc, francs
BEF | belgian | franc, francs
FIM | finnish | markka | *
DEM | german, deutsche | mark, marks
DEM | | marks, deutschmarks | *
ESP | spanish | peseta, pesetas | *
PTE | portuguese | escudo, escudos | *
GRD | greek | drachmas | *
NLG | dutch | guilder, guilders | *
ITL | italian | lira, lire
TRY | turkish | lira, liras | *
SEK | swedish | krona, kronor | *
NOK | norwegian | krone, kroner | *
DKK | danish | krone, kroner
CZK | czech | koruna, korunas, crown, crowns
crown | | crowns | *
RUB | russian | ruble, rubles, rouble, roubles | *
UAH | ukrainian | hryvnia | *
KRW | korean, south korean | won | *
ZAR | south african | rand | *
BRL | brazilian | real, reais
BRL | | reais | *
MXN | mexican | peso, pesos | *
ARS | argentine, argentinian | peso, pesos
COP | colombian | peso, pesos
CLP | chilean | peso, pesos
PHP | philippine | peso, pesos
ILS | israeli | shekel, shekels | *
AED | uae, emirati | dirham, dirhams | *
SAR | saudi | riyal, riyals | *
dinar | | dinars | *
KWD | kuwaiti | dinar, dinars
PLN | polish | zloty, zlotys | *
HUF | hungarian | forint, forints | *
RON | romanian | leu, lei
THB | thai | baht | *
MYR | malaysian | ringgit | *
IDR | indonesian | rupiah | *
VND | vietnamese | dong
BTC | | bitcoin, bitcoins | *
satoshi | | satoshi, satoshis | *
cent | | cent, cents | *
penny | | penny, pence | *
"""
COINS = frozenset({"cent", "penny"})
WORDS_OF_OTHER_THINGS = frozenset({"won", "marks", "crowns", "rand", "sterling"})
"""Names that mean money only beside a scale ("5 won" are deals, "5 million won" are not)."""


def _named() -> Iterator[tuple[str, str]]:
    for row in filter(None, _NAMES.splitlines()):
        code, owners, nouns, *alone = (cell.strip() for cell in row.split("|"))
        for noun in nouns.split(", "):
            if alone:
                yield noun, code
            yield from ((f"{owner} {noun}", code) for owner in owners.split(", ") if owner)
    yield from ((code.casefold(), code) for code in CASELESS_CODES)


NAMES: dict[str, str] = dict(_named()) | {"rmb": "CNY"}
"""Code by name in small letters."""


def code(spelling: str) -> str | None:
    """The code of the currency that is written like this ("$", "USD", "Swiss francs"), or None."""
    if spelling in SYMBOLS:
        return SYMBOLS[spelling]
    if spelling == "RMB":
        return "CNY"
    return NAMES.get(" ".join(spelling.casefold().split())) or (
        spelling if spelling in CODES else None
    )
