"""The command line as a person or a script uses it: what is printed, where, and with which exit
status.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot import console
from bot.cli import cli
from storage import job_store
from storage.job_store import ParkedJob

FIXED_KEYS = {
    "id", "output", "engine", "direction", "audience", "terms", "figures", "questions",
    "slots", "lens", "notes", "checks_failed", "usage",
}  # fmt: skip


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Parlance = Callable[..., Result]


@pytest.fixture
def parlance(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Parlance:
    """Runs `parlance ARGUMENTS` with a home folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLANCE_HOME", str(tmp_path / "home"))

    def run(*arguments: str) -> Result:
        status = console.run(cli, arguments)
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return run


def batch_file(folder: Path, lines: Sequence[str | dict[str, Any]]) -> str:
    path = folder / "batch.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return str(path)


SEEDS = [
    ("We need to optimize the API response time.", "tech_to_business", "faster"),
    ("optimize API latency", "tech_to_business", "faster"),
    ("Our system uptime was 99.8% last month.", "tech_to_business", "99.8%"),
    ("We need to launch the new feature next week.", "business_to_tech", "next week"),
    ("But we haven't tested it enough.", "tech_to_business", "haven't"),
]


def test_the_founding_sentences_go_in_the_right_direction_in_order(
    parlance: Parlance, tmp_path: Path
) -> None:
    lines = [{"id": number, "text": text} for number, (text, _, _) in enumerate(SEEDS)]
    result = parlance("translate", "--batch", batch_file(tmp_path, lines))
    assert result.status == 0
    for number, (row, (_, direction, kept)) in enumerate(zip(result.lines, SEEDS, strict=True)):
        assert row["id"] == number
        assert row["direction"] == direction
        assert kept in row["output"]


def test_uptime_comes_back_as_minutes_in_thirty_days(parlance: Parlance) -> None:
    result = parlance("translate", "--json", "Our system uptime was 99.8% last month.")
    (figure,) = json.loads(result.out)["figures"]
    assert "86.4 minutes" in figure["statement"]
    assert "30 days" in figure["statement"]
    assert "43,200" in figure["formula"]


def test_a_deadline_stays_and_brings_its_trade_off(parlance: Parlance) -> None:
    result = parlance("translate", "--json", "We need to launch the new feature next week.")
    answer = json.loads(result.out)
    assert answer["slots"]["deadline"] == "next week"
    assert any("next week" in note and "quality" in note for note in answer["notes"])
    assert 1 <= len(answer["questions"]) <= 3


def test_the_json_has_exactly_the_fixed_keys(parlance: Parlance) -> None:
    result = parlance("translate", "--json", "--for", "sales", "We reduced latency.")
    answer = json.loads(result.out)
    assert set(answer) == FIXED_KEYS
    assert answer["audience"] == "sales"
    assert set(answer["usage"]) == {"input_tokens", "output_tokens", "latency_ms"}


def test_term_offsets_are_into_the_text_as_it_was_given(parlance: Parlance, tmp_path: Path) -> None:
    text = "R&amp;D says: latency &lt; 2 s, é <@U123> latency"
    path = batch_file(tmp_path, [{"id": "a", "text": text, "to": "business"}])
    (row,) = parlance("translate", "--batch", path).lines
    found = [term for term in row["terms"] if term["entry"] == "latency"]
    assert len(found) == 2
    for term in row["terms"]:
        assert text[term["start"] : term["end"]] == term["surface"]


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ({"text": "The outage hit a shard of the database.", "to": "business"}, {"shard"}),
        ({"text": "The outage hit a shard of the database.", "to": "tech"}, set()),
        (
            {"text": "Our shareholders ask about churn and EBITDA.", "to": "tech"},
            {"churn", "ebitda"},
        ),
        ({"text": "Our shareholders ask about churn and EBITDA.", "for": "finance"}, set()),
        ({"text": "Ask HR about the database and the shard."}, {"shard"}),
    ],
)
def test_the_terms_are_those_that_the_reader_does_not_know(
    parlance: Parlance, tmp_path: Path, line: dict[str, str], entries: set[str]
) -> None:
    (row,) = parlance("translate", "--batch", batch_file(tmp_path, [{"id": 1, **line}])).lines
    assert {term["entry"] for term in row["terms"]} == entries


def test_bad_lines_are_answered_in_place_and_the_rest_goes_on(
    parlance: Parlance, tmp_path: Path
) -> None:
    path = batch_file(
        tmp_path,
        [
            {"id": 1, "text": "We reduced latency."},
            "this is not json",
            '["neither", "an", "object"]',
            {"id": 4},
            {"id": 5, "text": "x", "to": "mars"},
            {"id": 6, "text": "   "},
            {"id": 7, "text": "x", "to": "tech", "for": "sales"},
            {"id": 8, "text": "We reduced latency.", "more": "is left alone"},
            {"id": [9], "text": "We reduced latency.", "to": "mars", "engine": "steam"},
        ],
    )
    result = parlance("translate", "--batch", path)
    assert result.status == 1
    rows = result.lines
    assert [row["id"] for row in rows] == [1, None, None, 4, 5, 6, 7, 8, [9]]
    assert ["error" in row for row in rows] == [False, *[True] * 6, False, True]
    assert all(row["error"].endswith(".") for row in rows if "error" in row)
    said = rows[-1]["error"]
    assert [said.count(key) for key in ("id must be", "to must be", "engine must be")] == [1, 1, 1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("translate", "--to", "mars", "hello"),
        ("translate", "--for", "wizards", "hello"),
        ("translate", "--batch", "missing.jsonl"),
        ("translate", "--to", "tech", "--for", "sales", "hello"),
        ("translate", ""),
        ("translate", "--frobnicate"),
        ("no-such-command",),
        ("glossary", "show", "no-such-entry-anywhere"),
        ("usage", "report", "--since", "2026-02-02", "--until", "2026-01-01"),
        ("usage", "export", "--person", "U1"),
    ],
)
def test_wrong_use_is_one_sentence_on_standard_error_and_status_2(
    parlance: Parlance, arguments: Sequence[str]
) -> None:
    result = parlance(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert len(result.err.splitlines()) == 1
    assert result.err.rstrip().endswith((".", "?"))


@pytest.mark.parametrize("text", [":tada:", "`kubectl get pods`", "<@U123>", "42"])
def test_a_text_without_words_comes_back_as_it_is(parlance: Parlance, text: str) -> None:
    answer = json.loads(parlance("translate", "--json", text).out)
    assert answer["output"] == text
    assert answer["notes"]


def test_an_undecided_side_is_said_and_nothing_is_guessed(parlance: Parlance) -> None:
    answer = json.loads(parlance("translate", "--json", "See you at lunch").out)
    assert answer["direction"] == "undecided"
    assert answer["output"] == "See you at lunch"
    assert answer["notes"]


def test_asking_for_a_model_without_a_key_is_answered_by_the_glossary_and_says_so(
    parlance: Parlance,
) -> None:
    answer = json.loads(parlance("translate", "--json", "--engine", "llm", "We cut latency.").out)
    assert answer["engine"] == "glossary"
    assert any("model" in note for note in answer["notes"])


def test_a_translation_is_readable_in_a_terminal(parlance: Parlance) -> None:
    result = parlance("translate", "We need to optimize the API response time.")
    assert result.status == 0
    assert "faster" in result.out.splitlines()[0]
    assert "Terms" in result.out


def test_every_use_is_on_record_without_its_words(parlance: Parlance, tmp_path: Path) -> None:
    parlance("translate", "We need to optimize the xylophone latency.")
    path = batch_file(tmp_path, [{"id": 1, "text": "We cut latency."}, {"id": 2, "text": ""}])
    parlance("translate", "--batch", path)
    report = json.loads(parlance("usage", "report", "--json").out)
    assert report["uses"] == 2
    assert report["by_surface"] == {"cli": 2}
    exported = parlance("usage", "export").out
    assert "latency" in exported
    assert "xylophone" not in exported


def test_stored_words_are_exported_where_they_are_asked_for(
    parlance: Parlance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORE_TEXT", "true")
    monkeypatch.setenv("TOKEN_ENCRYPTION_KEY", Fernet.generate_key().decode())
    parlance("translate", "We need to optimize the xylophone latency.")
    assert "xylophone" not in parlance("usage", "export").out
    [row] = parlance("usage", "export", "--texts", "--format", "jsonl").out.splitlines()
    assert json.loads(row)["text"] == "We need to optimize the xylophone latency."
    monkeypatch.delenv("TOKEN_ENCRYPTION_KEY")
    shut = parlance("usage", "export", "--texts")
    assert shut.status != 0
    assert "TOKEN_ENCRYPTION_KEY" in shut.err


@pytest.mark.parametrize(
    ("key", "state"),
    [("", "note"), (Fernet.generate_key().decode(), "ok"), ("nonsense", "failed")],
    ids=["no key", "a key", "a bad key"],
)
def test_the_doctor_says_whether_stored_words_are_sealed(
    parlance: Parlance, monkeypatch: pytest.MonkeyPatch, key: str, state: str
) -> None:
    monkeypatch.setenv("STORE_TEXT", "true")
    monkeypatch.setenv("TOKEN_ENCRYPTION_KEY", key)
    findings = json.loads(parlance("doctor", "--json").out)
    assert [one["state"] for one in findings if one["what"] == "texts"] == [state]


def test_glossary_search_finds_by_form_and_says_when_nothing_is_there(parlance: Parlance) -> None:
    found = json.loads(parlance("glossary", "search", "--json", "response time").out)
    assert found[0]["id"] == "latency"
    nothing = parlance("glossary", "search", "qwertyuiop")
    assert nothing.status == 1
    assert "qwertyuiop" in nothing.err


def test_glossary_show_prints_all_meanings_of_an_ambiguous_term(parlance: Parlance) -> None:
    result = parlance("glossary", "show", "sql")
    assert "questions to a database" in result.out
    assert "ready to buy" in result.out


def test_the_doctor_finds_a_fresh_installation_usable(parlance: Parlance) -> None:
    result = parlance("doctor", "--json")
    findings = json.loads(result.out)
    assert result.status == 0
    assert {"python", "packages", "settings", "glossary", "database"} <= {
        f["what"] for f in findings
    }


def test_the_doctor_names_jobs_that_were_given_up(
    parlance: Parlance, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ParkedJob("slack:T1:1", "translate", datetime(2026, 5, 4, tzinfo=UTC), 8, "it failed")
    monkeypatch.setattr(job_store, "parked", lambda _: (job,))
    assert parlance("db", "upgrade").status == 0
    result = parlance("doctor", "--json")
    [found] = [one for one in json.loads(result.out) if one["what"] == "jobs"]
    assert found["state"] == "note"
    assert all(word in found["says"] for word in (job.reference, job.id, "begun 8 times"))


def test_a_database_of_a_newer_version_is_refused_in_a_sentence(
    parlance: Parlance, tmp_path: Path
) -> None:
    assert parlance("db", "upgrade").status == 0
    [file] = tmp_path.rglob("parlance.sqlite3")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (["translate", "We cut latency."], ["usage", "report"], ["db", "upgrade"]):
        refused = parlance(*words)
        assert refused.status != 0
        assert "it was upgraded by a newer Parlance, so run that one." in refused.err
        assert len(refused.err.splitlines()) == 1


def test_the_doctor_names_every_bad_setting(
    parlance: Parlance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    result = parlance("doctor", "--json")
    failed = [finding["says"] for finding in json.loads(result.out) if finding["state"] == "failed"]
    assert result.status == 1
    assert {sentence.partition(":")[0] for sentence in failed} == {"PORT", "LOG_LEVEL"}


def test_serving_without_tokens_says_what_to_set(parlance: Parlance) -> None:
    result = parlance("serve")
    assert result.status == 2
    assert "SLACK_BOT_TOKEN" in result.err


def test_the_manifest_carries_the_commands_of_the_settings(
    parlance: Parlance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_COMMAND_TRANSLATE", "/plain")
    manifest = json.loads(parlance("manifest").out)
    assert "/plain" in [command["command"] for command in manifest["features"]["slash_commands"]]


def test_upgrading_the_database_can_be_repeated(parlance: Parlance) -> None:
    assert parlance("db", "upgrade").status == 0
    assert parlance("db", "upgrade").status == 0


@pytest.mark.parametrize(
    "command",
    ["serve", "playground", "translate", "glossary", "usage", "eval", "doctor", "manifest", "db"],
)
def test_every_command_has_help(parlance: Parlance, command: str) -> None:
    result = parlance(command, "--help")
    assert result.status == 0
    assert result.out.startswith("Usage: parlance")
