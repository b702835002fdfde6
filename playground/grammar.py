"""Small pieces for writing down what a JSON value may look like.

A check takes a value and where it stands (a JSON pointer) and yields one sentence per fault, worded
the way Slack words its `response_metadata.messages`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Check = Callable[[object, str], Iterator[str]]


def fault(sentence: str, pointer: str) -> str:
    return f"[ERROR] {sentence} [json-pointer:{pointer}]"


def string(maximum: int, *, minimum: int = 0) -> Check:
    """A string of `minimum` to `maximum` characters."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield fault("must provide a string", pointer)
        elif len(value) > maximum:
            yield fault(f"must be less than {maximum + 1} characters", pointer)
        elif len(value) < minimum:
            yield fault(f"must be more than {minimum - 1} characters", pointer)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: object, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield fault(f"must be one of {', '.join(allowed)}", pointer)

    return check


def flag(value: object, pointer: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield fault("must provide a boolean", pointer)


def integer(low: int, high: int) -> Check:
    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            yield fault(f"must be a whole number from {low} to {high}", pointer)

    return check


def anything(value: object, pointer: str) -> Iterator[str]:
    yield from ()


def items(of: Check, *, maximum: int, minimum: int = 1) -> Check:
    """A list of `minimum` to `maximum` values, each as `of` says."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield fault("must provide an array", pointer)
            return
        if len(value) > maximum:
            yield fault(f"no more than {maximum} items allowed", pointer)
        if len(value) < minimum:
            yield fault(f"at least {minimum} items needed", pointer)
        for number, item in enumerate(value):
            yield from of(item, f"{pointer}/{number}")

    return check


@dataclass(frozen=True, slots=True)
class Shape:
    """A JSON object: fields it must have, fields it may have, and those of which it needs one."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    any_of: Sequence[str] = ()

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must provide an object", pointer)
            return
        for name in self.required:
            if value.get(name) is None:
                yield fault(f"missing required field: {name}", pointer)
        if self.any_of and all(value.get(name) is None for name in self.any_of):
            yield fault(f"needs one of: {', '.join(self.any_of)}", pointer)
        known = {**self.required, **self.optional}
        for name, part in value.items():
            if name not in known:
                yield fault(f"invalid additional property: {name}", pointer)
            elif part is not None:
                yield from known[name](part, f"{pointer}/{name}")


def by_type(shapes: Mapping[str, Check], *, what: str) -> Check:
    """An object whose `type` says which of `shapes` it must follow."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must provide an object", pointer)
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in shapes:
            yield fault(f"unsupported {what} type: {kind}", f"{pointer}/type")
            return
        yield from shapes[kind](value, pointer)

    return check
