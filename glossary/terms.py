"""What a glossary entry is: frozen values, validated once, at the edge where they are read.

One entry serves both directions. Its `forms` are how its own side says it; its `plain` wording,
gloss and definition are for the other side; its `reverse` is how the other side says the same
thing.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from glossary.patterns import objection

MAX_GLOSS_WORDS = 8
MAX_DEFINITION_WORDS = 25
KNOWN_FROM = 2
"""Familiarity from which an audience is taken to know a term (0 never heard, 3 uses it daily)."""


class Side(StrEnum):
    """Which half of the company a word, a message or a person belongs to."""

    TECH = "tech"
    BUSINESS = "business"

    @property
    def other(self) -> "Side":
        return Side.BUSINESS if self is Side.TECH else Side.TECH


class Audience(StrEnum):
    """For whom a translation is written."""

    BUSINESS = "business"
    EXECUTIVE = "executive"
    SALES = "sales"
    MARKETING = "marketing"
    FINANCE = "finance"
    SUPPORT = "support"
    PRODUCT = "product"
    ENGINEERING = "engineering"
    DATA = "data"
    SECURITY = "security"
    OPERATIONS = "operations"

    @property
    def side(self) -> Side:
        return Side.TECH if self in _TECH_AUDIENCES else Side.BUSINESS

    @classmethod
    def general(cls, side: Side) -> "Audience":
        """The audience that stands for a whole side."""
        return cls.ENGINEERING if side is Side.TECH else cls.BUSINESS


_TECH_AUDIENCES = frozenset(
    {Audience.ENGINEERING, Audience.DATA, Audience.SECURITY, Audience.OPERATIONS}
)


class Kind(StrEnum):
    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    IDIOM = "idiom"
    ABBREVIATION = "abbreviation"
    METRIC = "metric"


class Slot(StrEnum):
    """Grammatical slot of a form. Surface forms use the first eleven; the rest exist in `plain`
    only.
    """

    SG = "sg"
    PL = "pl"
    MASS = "mass"
    BASE = "base"
    S = "s"
    PAST = "past"
    PP = "pp"
    ING = "ing"
    ADJECTIVE = "adjective"
    ADVERBIAL = "adverbial"
    PHRASE = "phrase"
    BEFORE_TO = "before_to"
    ATTRIBUTIVE = "attributive"
    PREDICATIVE = "predicative"


PLAIN_ONLY = frozenset({Slot.BEFORE_TO, Slot.ATTRIBUTIVE, Slot.PREDICATIVE})
NOUN_SLOTS = frozenset({Slot.SG, Slot.PL, Slot.MASS})
VERB_SLOTS = (Slot.BASE, Slot.S, Slot.PAST, Slot.PP, Slot.ING)


class Action(StrEnum):
    """What the deterministic engine may do with a term it found."""

    REPLACE = "replace"
    GLOSS = "gloss"
    DEFINE = "define"
    NEVER = "never"


class Frozen(BaseModel):
    """Base of all glossary values: immutable, and an unknown key is a mistake, not an extension."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Form = Annotated[str, StringConstraints(min_length=1, max_length=80)]


def word_count(text: str) -> int:
    """Words in `text`, hyphenated compounds counted as one."""
    return len(text.split())


class Impact(Frozen):
    """How a metric that moves is put into plain words.

    `subject` + be/get/make + `up` or `down` must read as a clause ("the product" + "faster");
    `np_up` and `np_down` stand where only a noun phrase fits ("slower responses").
    """

    better: Literal["up", "down"]
    who: Text | None = None
    subject: Text
    number: Literal["sg", "pl"] = "sg"
    up: Text
    down: Text
    np_up: Text
    np_down: Text


class Metric(Frozen):
    """What the numbers of a metric are, and which arithmetic of `translators.figures` explains
    them.
    """

    unit: str | None = None
    bridge: str | None = None
    window_days: int | None = Field(default=None, gt=0)


class Reverse(Frozen):
    """The other side's way of saying the same thing, and what to ask back when they say it."""

    says: tuple[Form, ...] = ()
    ask: Text | None = None


class Wording(Frozen):
    """What may be worded differently for one audience."""

    plain: Mapping[Slot, Text] | None = None
    gloss: Text | None = None
    gloss_pl: Text | None = None
    definition: Text | None = None
    so_what: Text | None = None


class Example(Frozen):
    """A sentence before and after the deterministic engine: each one is run as a test."""

    before: Text
    after: Text
    to: Side | None = None


class Meaning(Frozen):
    """What a term means: shared by entries with one meaning and by the senses of ambiguous ones."""

    side: Side | Literal["both"]
    plain: Mapping[Slot, Text] = Field(default_factory=dict)
    gloss: Text | None = None
    gloss_pl: Text | None = None
    definition: Text | None = None
    so_what: Text | None = None
    impact: Impact | None = None
    metric: Metric | None = None
    action: Action = Action.GLOSS
    reverse: Reverse = Reverse()
    facts_for_llm: tuple[Text, ...] = Field(default=(), max_length=3)

    @field_validator("gloss", "gloss_pl")
    @classmethod
    def _gloss_is_short(cls, value: str | None) -> str | None:
        if value is not None and word_count(value) > MAX_GLOSS_WORDS:
            raise ValueError(f"a gloss has {MAX_GLOSS_WORDS} words or fewer")
        return value

    @field_validator("definition")
    @classmethod
    def _definition_is_short(cls, value: str | None) -> str | None:
        if value is not None and word_count(value) > MAX_DEFINITION_WORDS:
            raise ValueError(f"a definition has {MAX_DEFINITION_WORDS} words or fewer")
        return value

    def belongs_to(self, side: Side) -> bool:
        """Whether this is jargon of `side` (an entry of both sides belongs to each)."""
        return self.side == "both" or self.side is side


class Sense(Meaning):
    """One of several meanings of a term, with the words around it that give it away."""

    id: Name
    cues: tuple[Form, ...] = Field(min_length=1)
    prior: float = Field(default=0.5, ge=0, le=1)


class Entry(Meaning):
    """One term of the glossary, as it stands in a pack or in a workspace's own layer."""

    id: Name
    category: Name
    kind: Kind
    forms: Mapping[Slot, tuple[Form, ...]] = Field(min_length=1)
    familiarity: Mapping[Audience, Annotated[int, Field(ge=0, le=3)]] = Field(default_factory=dict)
    senses: tuple[Sense, ...] = ()
    if_undecided: Literal["abstain", "commonest"] = "abstain"
    need: tuple[Text, ...] = ()
    avoid: tuple[Text, ...] = ()
    keep: tuple[Text, ...] = ()
    audiences: Mapping[Audience, Wording] = Field(default_factory=dict)
    see_also: tuple[Name, ...] = ()
    confusables: tuple[Text, ...] = ()
    examples: tuple[Example, ...] = ()
    since: str | None = None
    author: str | None = None

    @field_validator("forms", mode="before")
    @classmethod
    def _one_form_needs_no_list(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {k: (v,) if isinstance(v, str) else v for k, v in value.items()}

    @field_validator("need", "avoid", "keep")
    @classmethod
    def _patterns_are_sound(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            if problem := objection(pattern):
                raise ValueError(f"'{pattern}' {problem}")
        return value

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        misplaced = PLAIN_ONLY & self.forms.keys()
        if misplaced:
            raise ValueError(f"{', '.join(sorted(misplaced))} can stand in plain, not in forms")
        if not self.senses and not (self.gloss and self.definition):
            raise ValueError("an entry without senses needs a gloss and a definition")
        for sense in self.senses:
            if not (sense.gloss and sense.definition):
                raise ValueError(f"sense '{sense.id}' needs a gloss and a definition")
        if len({sense.id for sense in self.senses}) != len(self.senses):
            raise ValueError("two senses have the same id")
        return self

    @cached_property
    def headword(self) -> str:
        """The form to show as the entry's name: the first one in the file."""
        return self.surfaces[0][1]

    @cached_property
    def surfaces(self) -> tuple[tuple[Slot, str], ...]:
        """Every surface form with its slot, in the order of the file."""
        return tuple((slot, form) for slot, forms in self.forms.items() for form in forms)

    def known_to(self, audience: Audience | None, sense: Sense | None = None) -> bool:
        """Whether this audience is taken to know the term already, in `sense` where one was
        decided, else in any that it has.

        What the entry says about the audience counts, else what it says about the general audience
        of that side; else a side knows its own words. None where nobody knows yet who reads: then
        it is whoever is not of the side that the meaning is of, and for words of both sides
        anybody.
        """
        if audience is None:
            sides = [side for side in Side if (sense or self).belongs_to(side)]
            return all(self.known_to(Audience.general(side.other), sense) for side in sides)
        general = Audience.general(audience.side)
        rating = self.familiarity.get(audience, self.familiarity.get(general))
        if rating is not None:
            return rating >= KNOWN_FROM
        meanings = (sense,) if sense else self.senses or (self,)
        return all(meaning.side is audience.side for meaning in meanings)

    def worded_for(self, audience: Audience, sense: Sense | None = None) -> Meaning:
        """The meaning (of `sense` where one was decided), in the wording of the audience."""
        base: Meaning = sense or self
        own = self.audiences.get(audience)
        if own is None or sense is not None:
            return base
        changes = {key: value for key, value in own if value is not None}
        return base.model_copy(update=changes)
