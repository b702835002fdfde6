"""The next version of the program, made of this one."""

import shutil
from pathlib import Path

from tests.chaos.replicas import ROOT

PACKAGES = ("bot", "glossary", "playground", "prompts", "storage", "translators")
JOBS = Path("bot/listeners/translating.py")
FIELD = "    post_url: str | None = None\n"


def make_next(folder: Path) -> Path:
    """A copy of the program in which the payload of a translation has one field more and every
    prompt another version; where to import it from."""
    for name in PACKAGES:
        kept = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=kept)
    jobs = folder / JOBS
    source = jobs.read_text("utf-8")
    assert source.count(FIELD) == 1, "the payload of a translation has changed; so must this"
    jobs.write_text(source.replace(FIELD, f'{FIELD}    since_next: str = "a new field"\n'), "utf-8")
    for prompt in (folder / "prompts").glob("*.md"):
        text = prompt.read_text("utf-8")
        prompt.write_text(text.replace("\nversion: ", "\nversion: 9", 1), "utf-8")
    return folder
