"""What is written about the program holds for the program."""

import itertools
import re
from pathlib import Path

import pytest

from bot.cli import cli
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_every_setting_has_its_line_and_its_explanation_in_the_example_file() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    explained = {
        line.partition("=")[0]
        for above, line in itertools.pairwise(lines)
        if re.match(r"[A-Z_]+=", line) and above.startswith("# ")
    }
    assert explained == {name.upper() for name in Settings.model_fields}


def test_the_example_file_repeats_the_defaults() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    stated = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else str(field.default)
        expected = default.lower() if isinstance(field.default, bool) else default
        assert stated[name.upper()] == expected, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target


def test_the_readme_or_the_changelog_names_every_command() -> None:
    written = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CHANGELOG.md").read_text("utf-8")
    for name in cli.commands:
        assert name in written, name


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_hashes_and_no_registry_addresses(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==", lock, re.MULTILINE)
    assert len(pinned) > 30
    assert "://" not in lock
    assert lock.count("--hash=sha256:") >= len(pinned)
