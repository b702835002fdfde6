"""`parlance eval`: what is measured, with what, and what a mistake says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import cli_eval, console, wiring
from bot.cli import cli
from tests.fakes.language_model import FakeLanguageModel

Parlance = Callable[..., tuple[int, str, str]]

CASES: list[dict[str, Any]] = [
    {
        "id": "latency",
        "direction": "tech_to_business",
        "text": "We need to optimize API latency.",
        "must_contain_any": {"latency": ["faster", "wait*", "respond*"]},
    },
    {
        "id": "uptime",
        "direction": "tech_to_business",
        "for": "executive",
        "text": "The API had 99.8% uptime.",
        "must_keep": ["99.8%"],
        "figures": ["86.4 minutes"],
    },
    {
        "id": "impossible",
        "direction": "business_to_tech",
        "to": "tech",
        "text": "We must stop the churn by Friday.",
        "must_contain_any": {"churn": ["a word that no answer has"]},
        "slots": {"deadline": "by Friday", "budget": None},
    },
]


@pytest.fixture
def parlance(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Parlance:
    """Runs `parlance eval ARGUMENTS` with a home folder of its own and no key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARLANCE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = console.run(cli, ("eval", *arguments))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def cases(tmp_path: Path) -> str:
    return write(tmp_path / "cases.jsonl", *CASES)


def write(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def outcomes(report: dict[str, Any]) -> dict[str, bool]:
    return {case["id"]: case["passed"] for case in report["cases"]}


def test_the_glossary_is_measured_without_a_key(parlance: Parlance, cases: str) -> None:
    status, out, _ = parlance("translate", cases, "--json")
    report = json.loads(out)
    assert status == 0
    assert outcomes(report) == {"latency": True, "uptime": True, "impossible": False}
    assert report["run"]["engine"] == "glossary"
    assert report["figures"]["passed"] == pytest.approx(2 / 3)
    assert report["figures"]["serious_failures"] == 0
    assert report["figures"]["latency_ms.p50"] > 0


def test_the_table_names_every_failed_case_with_its_reason(parlance: Parlance, cases: str) -> None:
    _, out, _ = parlance("translate", cases)
    assert "66.7%" in out
    assert "  impossible; term_unexplained: churn (explained as" in out
    assert "  uptime" not in out


def test_a_model_is_measured_with_its_tokens(
    parlance: Parlance, cases: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the model's adapter would be built stands a fake one."""
    model = FakeLanguageModel()
    monkeypatch.setattr(wiring, "_model", lambda settings: model)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    status, out, _ = parlance("translate", cases, "--engine", "llm", "--json")
    figures = json.loads(out)["figures"]
    assert status == 0
    assert len(model.requests) >= len(CASES)
    assert figures["engine.llm"] > 0
    assert figures["output_tokens"] >= 20 * len(CASES)
    assert figures["cost_usd"] is None
    assert json.loads(out)["run"]["models"] == "fake-model"


def test_a_model_without_a_key_cannot_be_measured(parlance: Parlance, cases: str) -> None:
    assert parlance("translate", cases, "--engine", "llm") == (
        2,
        "",
        "There is no model to measure: set OPENAI_API_KEY.\n",
    )


def test_a_saved_run_is_compared_case_by_case(
    parlance: Parlance, cases: str, tmp_path: Path
) -> None:
    saved = str(tmp_path / "before.json")
    assert parlance("translate", cases, "--save", saved)[0] == 0
    stricter = [{**CASES[0], "must_contain_any": {"latency": ["zzz"]}}, *CASES[1:]]
    changed = write(tmp_path / "changed.jsonl", *stricter)
    _, out, _ = parlance("translate", changed, "--compare", saved)
    assert out.index("before") < out.index("now")
    assert out.index("Fails now") < out.index("  latency; term_unexplained")
    _, out, _ = parlance("translate", changed, "--compare", saved, "--json")
    assert list(json.loads(out)["comparison"]["broken"]) == ["latency"]


def test_a_report_that_cannot_be_saved_has_been_printed(parlance: Parlance, cases: str) -> None:
    status, out, err = parlance("translate", cases, "--save", "nowhere/run.json")
    assert status == 2
    assert "66.7%" in out
    assert err.startswith("The report was not saved in nowhere/run.json")


def test_a_limit_takes_cases_from_the_whole_length(parlance: Parlance, cases: str) -> None:
    _, out, _ = parlance("translate", cases, "--limit", "2", "--json")
    assert list(outcomes(json.loads(out))) == ["latency", "uptime"]
    _, out, _ = parlance("translate", cases, "--limit", "9", "--json")
    assert len(outcomes(json.loads(out))) == 3


def test_telling_the_side_leaves_nothing_undecided(parlance: Parlance, tmp_path: Path) -> None:
    row = {"id": "a", "direction": "business_to_tech", "text": "Blue is a colour."}
    path = write(tmp_path / "neutral.jsonl", row)
    assert "cases_with.undecided" in parlance("translate", path)[1]
    assert "cases_with.undecided" not in parlance("translate", path, "--tell-side")[1]


@pytest.mark.parametrize("command", ["translate", "detection"])
def test_a_checkout_measures_its_own_sets(
    parlance: Parlance, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tests" / "evals"
    folder.mkdir(parents=True)
    write(folder / "translation.jsonl", *CASES)
    write(folder / "detection.jsonl", {"id": "a", "text": "the API", "spans": []})
    monkeypatch.setattr(cli_eval, "CHECKOUT", tmp_path)
    status, out, _ = parlance(command)
    assert status == 0
    assert out


@pytest.mark.parametrize("command", ["translate", "detection"])
def test_an_installation_asks_for_a_file_in_one_sentence(
    parlance: Parlance, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_eval, "CHECKOUT", tmp_path)
    assert parlance(command) == (
        2,
        "",
        "Name the FILE of labelled messages: none comes with the program.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["translate", "nowhere.jsonl"], "nowhere.jsonl"),
        (["translate", "bad.jsonl"], "Line 1 is not JSON"),
        (["detection", "bad.jsonl"], "line 1 is not a labelled message"),
        (["translate", "good.jsonl", "--compare", "bad.jsonl"], "is not a report"),
        (["translate", "good.jsonl", "--limit", "0"], "--limit"),
    ],
)
def test_an_unusable_file_is_one_sentence_and_status_2(
    parlance: Parlance, arguments: list[str], complaint: str, tmp_path: Path
) -> None:
    (tmp_path / "bad.jsonl").write_text("{oops\n", "utf-8")
    write(tmp_path / "good.jsonl", *CASES)
    status, out, err = parlance(*arguments)
    assert (status, out) == (2, "")
    assert complaint in err
    assert err.count("\n") == 1
