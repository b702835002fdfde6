"""docs/playground.md names only what there is, and leaves out no act."""

import inspect
import re
from pathlib import Path

from playground import Playground
from playground.conversation import Conversation
from playground.interactions import Interactions

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "playground.md").read_text(encoding="utf-8")


def names_in(start: str, end: str) -> set[str]:
    """The names in backticks between two phrases of the guide."""
    part = GUIDE[GUIDE.index(start) : GUIDE.index(end)]
    return set(re.findall(r"`([a-z_]+)`", part))


def test_every_act_and_observation_in_the_guide_exists() -> None:
    named = names_in("- **Acts**", "- **Time**")
    assert {name for name in named if not hasattr(Playground, name)} == set()


def test_every_act_is_in_the_guide() -> None:
    acts = {
        name
        for kind in (Interactions, Conversation)
        for name, member in vars(kind).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }
    assert acts - names_in("- **Acts**", "- **Observation**") == set()


def test_every_module_in_the_guide_exists_and_every_picture_too() -> None:
    for module in re.findall(r"`([a-z_]+\.py)`", GUIDE):
        assert (ROOT / "playground" / module).is_file(), module
    for picture in re.findall(r"\((images/[a-z-]+\.png)\)", GUIDE):
        assert (ROOT / "docs" / picture).stat().st_size < 200_000, picture
