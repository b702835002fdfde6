"""A rough guess at the language of a text: enough to see that an answer changed it, silent on
short texts."""

import re
import unicodedata

_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and is are was were of to in that it for on with we our this will be have "
            "has not by from at as an or if they you which",
        "de": "der die das und ist sind war nicht wir ein eine einen mit für auf von zu den dem "
            "des im auch es sie wird werden haben dass als bei nach",
        "fr": "le la les et est sont nous une des du que qui pour dans pas sur avec ce cette au "
            "aux plus ne il elle être été sera vous",
        "es": "el la los las y es son que en de una por con para no se del al lo como más pero "
            "está fue nuestro ser hay este esta",
        "it": "il lo la gli e è sono che di una per con non si del della al come più ma questo "
            "questa essere nel alla sarà abbiamo",
        "pt": "o a os as e é são que em de uma por com para não se do da no na como mais mas "
            "foi nosso ser este esta está",
        "nl": "de het een en is zijn was niet we wij van te dat in voor op met deze dit zal "
            "worden heeft hebben bij naar ook aan",
    }.items()
}  # fmt: skip
# Words of other languages that English has too say nothing.
_SHARED_WORDS = (
    "a as die do he in is me no on so son war was were an to at hay come per men al es os"
)
_SHARED = frozenset(_SHARED_WORDS.split())
_TOKEN = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 5
_SURE_WORDS = 3


def guess(text: str) -> str | None:
    """A language code, or the name of a script that isn't Latin ("CYRILLIC"); None where the
    text says too little."""
    script = _script(text)
    if script != "LATIN":
        return script
    scores = _scores(text)
    best, second = sorted(scores.values(), reverse=True)[:2]
    if len(_TOKEN.findall(text)) < _ENOUGH_WORDS or best < 2 or best == second:
        return None
    return max(scores, key=lambda code: scores[code])


def differ(source: str, answer: str) -> bool:
    """Whether the answer is in another language: both are known, or the source is too short to
    tell and the answer plainly isn't English, the language that this product writes."""
    wanted, given = guess(source), guess(answer)
    if given is None:
        return False
    if wanted is not None:
        return given != wanted
    if _script(source) != "LATIN":
        return False
    scores = _scores(answer)
    return given not in scores or scores[given] >= scores["en"] + _SURE_WORDS


def _scores(text: str) -> dict[str, int]:
    words = [word.casefold() for word in _TOKEN.findall(text)]
    return {
        code: sum(word in known for word in words if code == "en" or word not in _SHARED)
        for code, known in _WORDS.items()
    }


def _script(text: str) -> str | None:
    letters = [character for character in text if character.isalpha()]
    foreign = [character for character in letters if character > "ɏ"]
    if not letters:
        return None
    if len(foreign) * 3 < len(letters):
        return "LATIN"
    return unicodedata.name(foreign[0], "UNKNOWN").split()[0]
