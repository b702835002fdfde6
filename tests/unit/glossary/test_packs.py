"""The words that ship."""

import os
from pathlib import Path

import pytest

from glossary import packs
from glossary.layers import Glossary
from glossary.packs import BadPack, builtin, load

ENTRY = """
- id: {id}
  side: tech
  category: test
  kind: noun
  forms: {{sg: {id}}}
  gloss: a thing
  definition: A thing that is there to be found.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(packs, "FOLDER", tmp_path)
    return tmp_path


def read() -> Glossary:
    return builtin.__wrapped__()


def test_the_packs_that_ship_are_read_and_find_their_words() -> None:
    glossary = builtin()
    assert glossary is builtin()
    for entry in list(glossary.entries.values())[::25]:
        assert entry in glossary.search(entry.headword, limit=1_000)
    assert glossary.find("We need to optimize API latency.")


def test_a_new_pack_needs_one_file_and_no_code(folder: Path) -> None:
    (folder / "one.yaml").write_text(ENTRY.format(id="alpha"))
    first = read()
    (folder / "two.yaml").write_text(ENTRY.format(id="beta"))
    second = read()
    assert (list(first.entries), list(second.entries)) == (["alpha"], ["alpha", "beta"])
    assert first.version != second.version


def test_what_was_read_is_kept_and_equal(folder: Path) -> None:
    (folder / "one.yaml").write_text(ENTRY.format(id="alpha"))
    first = read()
    (kept,) = (folder / "__pycache__").iterdir()
    second = read()
    assert first.version in kept.name
    assert (second.entries, second.version) == (first.entries, first.version)


def test_only_the_newest_is_kept_and_a_damaged_one_is_made_anew(folder: Path) -> None:
    path = folder / "one.yaml"
    path.write_text(ENTRY.format(id="alpha"))
    read()
    path.write_text(ENTRY.format(id="beta"))
    read()
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_text("[{")
    assert list(read().entries) == ["beta"]
    assert kept.read_text() != "[{"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only_costs_only_time(folder: Path) -> None:
    (folder / "one.yaml").write_text(ENTRY.format(id="alpha"))
    folder.chmod(0o500)
    assert list(read().entries) == ["alpha"]


def test_a_folder_that_cannot_be_made_costs_only_time(folder: Path) -> None:
    (folder / "one.yaml").write_text(ENTRY.format(id="alpha"))
    (folder / "__pycache__").write_text("in the way")
    assert list(read().entries) == ["alpha"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("- id: [", "bad.yaml is not YAML"),
        (ENTRY.format(id="alpha") + "  colour: red\n", "bad.yaml: alpha > colour"),
        ("- {id: alpha}", "bad.yaml: alpha > side"),
        ("id: alpha", "bad.yaml"),
    ],
)
def test_a_mistake_is_told_with_file_and_entry(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content)
    with pytest.raises(BadPack, match=says):
        load([path])


def test_an_empty_pack_has_no_entries(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("# nothing yet\n")
    assert load([path]) == ()
