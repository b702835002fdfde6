"""Drawing lines that the deterministic engine changes, for people to rate (docs/quality.md).

Run as `python -m tests.evals.rewriting MESSAGES.jsonl [COUNT [SEED]]`: prints one JSON line for
each drawn message, with its edits and an empty rating. The file has lines `{"id", "text", "kind"}`.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glossary.layers import Glossary
from glossary.packs import builtin
from glossary.terms import Audience, Side
from translators import direction, masking
from translators.models import Direction
from translators.rewriter import Rewrite, rewrite

_AROUND = 60


def rewrite_line(line: dict[str, Any], *, glossary: Glossary) -> tuple[str, Rewrite]:
    """The readable text of a message, and what the engine makes of it for the other side.

    The side is detected as the service does it: where it is undecided, nothing changes.
    """
    message = masking.read(line["text"])
    matches = glossary.find(message.text, protected=message.protected)
    side = direction.detect(message, matches).side
    target = side.other if side else Side.BUSINESS
    result = rewrite(
        message,
        matches=matches,
        direction=Direction.to(target) if side else Direction.UNDECIDED,
        audience=Audience.general(target),
    )
    return message.text, result


def changes(text: str, result: Rewrite) -> list[str]:
    """Each edit with a little of what stands around it: `…before [old => new] after…`."""
    shown = []
    for edit in result.edits:
        before = text[max(0, edit.start - _AROUND) : edit.start]
        after = text[edit.end : edit.end + _AROUND]
        old = text[edit.start : edit.end]
        shown.append(f"{before}[{old} => {edit.replacement}]{after}".replace("\n", " "))
    return shown


def changed_lines(path: Path, *, glossary: Glossary) -> Iterator[dict[str, Any]]:
    """Every message of a file that the engine changes, ready to be rated."""
    for raw in path.read_text("utf-8").splitlines():
        line = json.loads(raw)
        text, result = rewrite_line(line, glossary=glossary)
        if result.changed:
            shown = changes(text, result)
            yield {"id": line["id"], "kind": line["kind"], "changes": shown, "rating": ""}


def draw(path: Path, *, count: int, seed: int) -> list[dict[str, Any]]:
    """`count` of the changed lines, the same ones for the same seed, glossary and engine."""
    lines = list(changed_lines(path, glossary=builtin()))
    random.Random(seed).shuffle(lines)  # noqa: S311 - a sample to read, not a secret
    return lines[:count]


def main(path: str, count: str = "100", seed: str = "1") -> None:
    for line in draw(Path(path), count=int(count), seed=int(seed)):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
