"""Scoring what was found against what people marked."""

import json
from pathlib import Path

import pytest

from glossary.evaluation import BadLabels, DetectionReport, evaluate_detection, read_labels
from glossary.layers import Glossary
from tests.unit.glossary.entries import entry, sense

DEVELOPMENT_SET = Path(__file__).parents[2] / "evals" / "detection.jsonl"

GLOSSARY = Glossary(
    [
        entry("API"),
        entry("latency", {"mass": "latency"}),
        entry("node"),
        entry("rate"),
        entry("lead", senses=[sense("sales", "business", "deal"), sense("tech", "tech", "team")]),
        entry("page", senses=[sense("screen", "tech", "web", action="never")]),
        entry("rollout", reverse={"says": ["step by step"]}),
        entry("outage", familiarity={"business": 2}),
        entry("outage window"),
        entry("budget", side="business", familiarity={"engineering": 3}),
        entry("scope", side="both", familiarity={"engineering": 3}),
    ],
    version="1",
)


def write(path: Path, text: str, *marked: str, plain: str = "") -> Path:
    """A labelled file with one message; `marked` are surfaces, or surface=sense."""

    def marks(labels: tuple[str, ...]) -> list[dict[str, object]]:
        found = []
        for label in labels:
            surface, _, meant = label.partition("=")
            start = text.index(surface)
            found.append({"start": start, "end": start + len(surface), "surface": surface})
            if meant:
                found[-1]["sense"] = meant
        return found

    row = {"id": "1", "text": text, "spans": marks(marked)}
    if plain:
        row["plain"] = marks((plain,))
    file = path / "labels.jsonl"
    file.write_text(json.dumps(row) + "\n")
    return file


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("the API", ["API"], {"exact": 1, "composed": 1, "partly": 1, "detections": 1}),
        ("API latency", ["API latency"], {"exact": 0, "composed": 1, "partly": 1, "detections": 2}),
        ("latency of the API", ["latency of the API"], {"exact": 0, "composed": 1, "partly": 1}),
        ("API design", ["API design"], {"exact": 0, "composed": 0, "partly": 1}),
        ("the API", [], {"spans": 0, "detections": 1, "false_detections": 1}),
        ("a widget", ["widget"], {"spans": 1, "exact": 0, "composed": 0, "partly": 0}),
        ("the API there", ["API there"], {"false_detections": 0, "partly": 1}),
        ("a lead", [], {"false_detections": 1}),
        ("a web page", [], {"detections": 0, "false_detections": 0}),
        ("step by step", [], {"detections": 0}),
        ("an outage", [], {"detections": 0, "false_detections": 0}),
        ("an outage", ["outage"], {"spans": 1, "exact": 0, "partly": 0}),
        ("API outage", ["API outage"], {"composed": 0, "partly": 1, "detections": 1}),
        ("an outage window", ["outage window"], {"exact": 1}),
        ("the budget", [], {"detections": 0}),
        ("the scope", [], {"detections": 1}),
    ],
)
def test_spans_are_counted(
    tmp_path: Path, text: str, marked: list[str], expected: dict[str, int]
) -> None:
    counted = evaluate_detection(write(tmp_path, text, *marked), GLOSSARY).as_json()
    assert {name: counted[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("the lead of the team", "lead=tech", (1, 1, 1)),
        ("the lead of the team", "lead=sales", (1, 1, 0)),
        ("the lead", "lead=sales", (1, 0, 0)),
        ("the API", "API=tech", (0, 0, 0)),
        ("the lead", "lead", (0, 0, 0)),
    ],
)
def test_senses_are_counted_where_one_is_labelled(
    tmp_path: Path, text: str, label: str, expected: tuple[int, int, int]
) -> None:
    report = evaluate_detection(write(tmp_path, text, label), GLOSSARY)
    assert (report.senses, report.decided, report.right) == expected


def test_a_plain_words_sense_counts_too(tmp_path: Path) -> None:
    report = evaluate_detection(write(tmp_path, "a web page", plain="page=screen"), GLOSSARY)
    assert (report.senses, report.right, report.false_detections) == (1, 1, 0)


def test_rates_are_shares_and_none_where_there_is_nothing_to_rate() -> None:
    report = DetectionReport(
        messages=4, spans=10, exact=5, composed=6, partly=8, detections=10, false_detections=2,
        senses=5, decided=4, right=3,
    )  # fmt: skip
    assert (report.recall_exact, report.recall_composed, report.recall_partly) == (0.5, 0.6, 0.8)
    assert (report.precision, report.false_per_message) == (0.8, 0.5)
    assert report.sense_accuracy == 0.75
    assert DetectionReport().recall_exact is None
    assert ("found exactly", "50.0% (5 of 10)") in report.rows()
    assert ("found exactly", "none to rate") in DetectionReport().rows()


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "1", "text": "a"}x',
        '{"text": "a", "spans": []}',
        '{"id": "1", "text": "an API", "spans": [{"start": 0, "end": 3, "surface": "API"}]}',
        '{"id": "1", "text": "an API", "spans": [{"start": 0}]}',
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id": "0", "text": "", "spans": []}\n\n' + line)
    with pytest.raises(BadLabels, match="line 3"):
        read_labels(path)


def test_the_development_set_is_in_order() -> None:
    labelled = read_labels(DEVELOPMENT_SET)
    assert len(labelled) >= 150
    assert len({message.id for message in labelled}) == len(labelled)
    for message in labelled:
        ends = [0, *(mark.end for mark in message.spans)]
        starts = [mark.start for mark in message.spans]
        assert all(end <= start for end, start in zip(ends, starts, strict=False)), message.id
