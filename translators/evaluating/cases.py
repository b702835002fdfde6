"""The labelled messages that translations are scored on, and how a label is looked for in a text.

One JSON object a line; docs/quality.md describes the fields for those who write cases.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from glossary.terms import Audience, Side
from translators.errors import ParlanceError
from translators.models import Direction, EngineChoice, Request
from translators.requirements import SLOTS


class BadCases(ParlanceError):
    """A file of cases can't be used. The text says which line and why."""


def says(text: str, fragment: str) -> bool:
    """Whether `text` has the words of `fragment`: whole words in any case and spacing.

    A `*` at the end of a word stands for any ending; "5%" is not found in "15%" or "2.5%".
    """
    return bool(_pattern(fragment).search(_folded(text)))


@cache
def _pattern(fragment: str) -> re.Pattern[str]:
    folded = _folded(fragment)
    words = " ".join(re.escape(word).replace(r"\*", r"\w*") for word in folded.split())
    before = r"(?<!\w)(?<!\d[.,])" if folded[0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if folded[-1].isalnum() else ""
    return re.compile(before + words + after)


def _folded(text: str) -> str:
    plain = text.casefold().replace("’", "'").replace("‘", "'").replace("−", "-")
    return " ".join(plain.replace("“", '"').replace("”", '"').split())


def _as_list(value: object) -> object:
    """A lone wording stands for a list of one."""
    return [value] if value is None or isinstance(value, str) else value


Wordings = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]
"""One fact in every wording that is good enough for it."""
SlotWordings = Annotated[tuple[str | None, ...], BeforeValidator(_as_list), Field(min_length=1)]
"""What may stand in a slot; None: the slot may be (or, alone, has to be) empty."""


class Case(BaseModel):
    """A message, and what an answer to it must and must not say."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    direction: Direction
    text: str
    audience: Audience | None = Field(default=None, alias="for")
    to: Side | None = None
    must_keep: tuple[Wordings, ...] = ()
    must_not: tuple[str, ...] = ()
    must_contain_any: Mapping[str, Wordings] = Field(default_factory=dict)
    figures: tuple[Wordings, ...] = ()
    slots: Mapping[str, SlotWordings] = Field(default_factory=dict)
    must_ask: tuple[Wordings, ...] = ()

    @model_validator(mode="after")
    def _is_about_its_text(self) -> Self:
        """A label that its own text contradicts would be a mistake of whoever wrote the case."""
        strange = [wordings[0] for wordings in self.must_keep if not _any_in(self.text, wordings)]
        strange += [claim for claim in self.must_not if says(self.text, claim)]
        strange += [term for term in self.must_contain_any if not says(self.text, term)]
        for term, wordings in self.must_contain_any.items():
            strange += [f"{term}: {w}" for w in wordings if says(self.text, w)]
        strange += [name for name in self.slots if name not in SLOTS]
        if strange:
            raise ValueError(f"the text and these labels don't go together: {strange}")
        if self.audience and self.audience.side is not self.direction.target:
            raise ValueError(f"{self.audience} is not on the side that this is translated to")
        return self

    def request(self, engine: EngineChoice, *, tell_side: bool = False) -> Request:
        """What is asked of the translator. The side is left to it where the case names neither side
        nor audience, unless `tell_side`.
        """
        to = self.direction.target if tell_side else self.to
        return Request(text=self.text, to=to, audience=self.audience, engine=engine)


def _any_in(text: str, wordings: tuple[str, ...]) -> bool:
    return any(says(text, wording) for wording in wordings)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in order. Raises BadCases for a line that is not one, or a second one
    of its name.
    """
    lines = path.read_text("utf-8").splitlines()
    cases = [_read(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    names = [case.id for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadCases(f"These names stand for more than one case: {', '.join(twice)}.")
    return tuple(cases)


def _read(line: str, number: int) -> Case:
    try:
        return Case.model_validate(json.loads(line))
    except json.JSONDecodeError as problem:
        raise BadCases(f"Line {number} is not JSON: {problem.msg}.") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the case"
        raise BadCases(f"Line {number}, {place}: {first['msg']}.") from problem
