"""Wording for the model as reviewed data: Markdown files with front matter, beside this module.

A file says `id` (its own name), `version` (raised with every change of meaning) and `variables`.
A variable stands in the text as `${name}`; nothing else is special, so braces and dollar signs need
no escaping. Worked examples, of which a few go with each message, are YAML in `examples/`.
"""

import hashlib
import re
from functools import cache
from importlib import resources

import frontmatter
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

_NAME = re.compile(r"[a-z_]+(?:/[a-z_]+)?")
_VARIABLE = re.compile(r"\$\{([a-z_]+)\}")


class PromptError(Exception):
    """A prompt that is missing, badly written or filled with the wrong variables."""


class _FrontMatter(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    version: int = Field(ge=1)
    variables: list[str] = []


class Prompt(BaseModel):
    """One file of wording. `sha` is the SHA-256 of the whole file, in hexadecimal."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: int
    sha: str
    text: str
    variables: frozenset[str]

    def render(self, **values: str) -> str:
        """The text with every variable filled in.

        Raises PromptError where a variable has no value or a value no variable.
        """
        if values.keys() != self.variables:
            wrong = ", ".join(sorted(values.keys() ^ self.variables))
            raise PromptError(f"Prompt {self.id}: values and variables differ in {wrong}")
        return _VARIABLE.sub(lambda match: values[match[1]], self.text)


@cache
def load(name: str) -> Prompt:
    """The prompt of that name, such as `repair` or `audiences/sales`.

    Raises PromptError where there is none, or where its front matter and its text disagree.
    """
    if not _NAME.fullmatch(name):
        raise PromptError(f"{name!r} is not the name of a prompt")
    file = resources.files("prompts").joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"There is no prompt {name}")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, source: str) -> Prompt:
    """The prompt that a file of that name with that content holds. Raises PromptError."""
    try:
        metadata, text = frontmatter.parse(source)
        front = _FrontMatter.model_validate(metadata)
    except (yaml.YAMLError, ValidationError) as problem:
        raise PromptError(f"Prompt {name} has bad front matter: {problem}") from None
    used = frozenset(_VARIABLE.findall(text))
    if front.id != name:
        raise PromptError(f"Prompt {name} calls itself {front.id}")
    if used != frozenset(front.variables):
        wrong = ", ".join(sorted(used ^ frozenset(front.variables)))
        raise PromptError(f"Prompt {name}: text and front matter differ in {wrong}")
    sha = hashlib.sha256(source.encode()).hexdigest()
    return Prompt(id=name, version=front.version, sha=sha, text=text, variables=used)


class WorkedExample(BaseModel):
    """A message with a translation that a colleague would be glad of.

    `audiences` are those it fits, all where it names none; `terms` are ids of the built-in entries
    that stand in `before`; `questions` are what a reader who builds it would ask back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    terms: frozenset[str]
    audiences: frozenset[str] = frozenset()
    before: str
    after: str
    questions: tuple[str, ...] = ()


class Examples(BaseModel):
    """The pool of a direction. `sha` is the SHA-256 of the whole file, in hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=1)
    examples: tuple[WorkedExample, ...]
    sha: str = ""


@cache
def load_examples(name: str) -> Examples:
    """The pool of that name, such as `tech_to_business`. Raises PromptError as `load` does."""
    if not _NAME.fullmatch(name):
        raise PromptError(f"{name!r} is not the name of a pool of examples")
    file = resources.files("prompts").joinpath(f"examples/{name}.yaml")
    if not file.is_file():
        raise PromptError(f"There are no examples {name}")
    source = file.read_text(encoding="utf-8")
    try:
        pool = Examples.model_validate(yaml.safe_load(source))
    except (yaml.YAMLError, ValidationError) as problem:
        raise PromptError(f"The examples {name} are badly written: {problem}") from None
    return pool.model_copy(update={"sha": hashlib.sha256(source.encode()).hexdigest()})
