"""Helpers for patterns that are written out over several lines and hold lists of words."""

import re


def any_of(listed: str) -> str:
    """A group that matches any of the comma-separated words and phrases, the longest first.

    A space also matches a line break, an apostrophe both its forms, a hyphen a space or nothing.
    """
    phrases = sorted((" ".join(part.split()) for part in listed.split(",")), key=len, reverse=True)
    return f"(?:{'|'.join(map(_pattern, filter(None, phrases)))})"


def _pattern(phrase: str) -> str:
    escaped = re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")
    return escaped.replace(r"\-", r"[\s-]?")


def compiled(pattern: str) -> re.Pattern[str]:
    """A verbose pattern that ignores case."""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
