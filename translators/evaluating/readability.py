"""How easy a text is to read, by Flesch's reading ease.

Flesch (1948), "A new readability yardstick": 206.835 - 1.015 * words per sentence - 84.6 *
syllables per word. 60 to 70 is plain English, under 30 is hard, short simple words go above 100. It
is made for running text of some length: a single message says little, the mean of many tells two
engines or prompts apart. Syllables are counted by rules of spelling (groups of vowels, silent
endings), which miss some ("created" is counted as two); a comparison has the same slips on both
sides.
"""

import re

from translators.masking import Message

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouyäöüéèêáàâíóôúû]+")
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioudty])ed$|(?<=[^aeioucsxzgh])es$"
)


def reading_ease(message: Message) -> float | None:
    """Flesch's score of a message's words, None without any. Links, code and the like don't count,
    and numbers have no syllables that a spelling shows.
    """
    text = _without_literals(message)
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
    syllables = sum(map(count_syllables, words))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words)


def count_syllables(word: str) -> int:
    """Syllables of an English word, at least one. Capitals in a row are spelled out: "API" is 3."""
    if len(word) > 1 and word.isupper():
        return len(word) + 2 * word.count("W")
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    return max(1, len(_VOWELS.findall(_SILENT.sub("", folded))))


def _without_literals(message: Message) -> str:
    parts, position = [], 0
    for item in message.protected:
        parts.append(message.text[position : item.start])
        position = item.end
    return " ".join((*parts, message.text[position:]))
