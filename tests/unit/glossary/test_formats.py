"""Entries as files: nothing is lost, every mistake has its line, and nothing is changed unasked."""

import csv
import io
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.formats import (
    MAX_CHARACTERS,
    BadRow,
    BadRows,
    Format,
    UnreadableFile,
    compare,
    read,
    write,
)
from glossary.packs import builtin
from glossary.terms import Audience, Entry, Kind, Side, Slot
from tests.fakes.entries import make_entry

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip()
)
tricky = st.sampled_from(
    ["=1+1", "'quoted'", "'=x", "-5%", "+1", "@name", "a | b", "|", "[x]", '["a"]', "{}", "no", "3",
     "2026-01-01", "~", "null", 'say "hi"', "a;b,c\td", "line\nline", "a\r\nb", "C++", "#tag", "\0"]
)  # fmt: skip
text = st.one_of(words, tricky)
names = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True).filter(lambda n: len(n) < 60)
texts = st.lists(text, max_size=3).map(tuple)


def some(values: st.SearchStrategy[Any], **of: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(list(of["keys"])), values, max_size=3)


meaning = {
    "side": st.sampled_from([*Side, "both"]),
    "plain": some(text, keys=Slot),
    "gloss": text,
    "definition": text,
    "so_what": st.none() | text,
    "impact": st.none()
    | st.fixed_dictionaries(
        {"better": st.sampled_from(["up", "down"])}
        | {key: text for key in ("subject", "up", "down", "np_up", "np_down")}
    ),
    "metric": st.none() | st.fixed_dictionaries({}, optional={"unit": st.just("") | text}),
    "action": st.sampled_from(["replace", "gloss", "define", "never"]),
    "reverse": st.fixed_dictionaries({}, optional={"says": texts, "ask": text}),
    "facts_for_llm": texts,
}
senses = st.lists(
    st.fixed_dictionaries({"id": names, "cues": st.lists(text, min_size=1, max_size=2), **meaning}),
    max_size=2,
    unique_by=lambda sense: sense["id"],
)
entries = st.fixed_dictionaries(
    {
        "id": names,
        "category": names,
        "kind": st.sampled_from(list(Kind)),
        "forms": st.dictionaries(
            st.sampled_from([Slot.SG, Slot.PL, Slot.BASE, Slot.PHRASE]),
            st.lists(text, min_size=1, max_size=3),
            min_size=1,
            max_size=3,
        ),
        **meaning,
        "familiarity": some(st.integers(0, 3), keys=Audience),
        "senses": senses,
        "audiences": some(
            st.fixed_dictionaries({}, optional={"gloss": text, "plain": some(text, keys=Slot)}),
            keys=Audience,
        ),
        "see_also": st.lists(names, max_size=2),
        "confusables": texts,
        "examples": st.lists(st.fixed_dictionaries({"before": text, "after": text}), max_size=2),
        "since": st.none() | st.just("") | text,
        "author": st.none() | text,
    }
).map(Entry.model_validate)


@pytest.mark.parametrize("form", Format)
@settings(max_examples=25)
@given(st.lists(entries, max_size=3, unique_by=lambda entry: entry.id))
def test_any_entries_come_back_as_they_were_written(form: Format, given: list[Entry]) -> None:
    reading = read(write(given, form), form)
    assert reading.bad == ()
    assert reading.entries == tuple(given)


@pytest.mark.parametrize("form", Format)
def test_the_packs_that_ship_come_back_as_they_were_written(form: Format) -> None:
    shipped = tuple(builtin().entries.values())
    reading = read(write(shipped, form).encode(), form)
    assert (reading.entries, reading.bad) == (shipped, ())


@pytest.mark.parametrize("form", Format)
def test_no_entries_make_a_file_without_entries(form: Format) -> None:
    assert read(write([], form), form).entries == ()


class TestMistakes:
    def test_each_bad_row_is_named_by_its_line_and_the_rest_is_read(self) -> None:
        sheet = (
            "id,side,category,kind,forms.sg,gloss,definition\n"
            "good,tech,x,noun,good,a gloss,A definition.\n"
            "Bad Id,tech,x,noun,bad,a gloss,A definition.\n"
            "\n"
            'long,tech,x,noun,long,"a\nb",A definition.\n'
            "late,nobody,x,noun,late,a gloss,A definition.\n"
            "good,tech,x,noun,again,a gloss,A definition.\n"
            "wide,tech,x,noun,wide,a gloss,A definition.,more\n"
        )
        reading = read(sheet, Format.CSV)
        assert [entry.id for entry in reading.entries] == ["good", "long"]
        assert reading.lines == {"good": 2, "long": 5}
        assert reading.bad == (
            BadRow(3, "id may hold lower-case letters, digits and single hyphens only."),
            BadRow(7, "side must be 'tech' or 'business', or 'both'."),
            BadRow(8, "The id 'good' is that of line 2."),
            BadRow(9, "The row has more cells than the first line has columns."),
        )

    def test_entries_of_json_are_named_by_the_line_they_begin_in(self) -> None:
        good = write([make_entry("good")], Format.JSON).strip()[1:-1].strip()
        bad = '{\n  "id": "bad",\n  "colour": 1\n},\n"text",\n{"id": "a", "id": "b"}'
        text = f"[\n{good},\n{bad}\n]"
        reading = read(text, Format.JSON)
        assert [entry.id for entry in reading.entries] == ["good"]
        assert [row.line for row in reading.bad] == [3, 7, 8]
        assert "colour is no key of an entry" in reading.bad[0].sentence
        assert reading.bad[1].sentence == "An entry is written as keys and values."
        assert reading.bad[2].sentence == "The key 'id' stands there twice."

    def test_entries_of_yaml_are_named_by_the_line_they_begin_in(self) -> None:
        good = write([make_entry("good")], Format.YAML)
        reading = read(good + "\n# a comment\n- id: bad\n  since: 0.1\n- just text\n", Format.YAML)
        assert [entry.id for entry in reading.entries] == ["good"]
        lines = good.count("\n")
        assert [row.line for row in reading.bad] == [lines + 3, lines + 5]
        assert "since must be text (in quotes where it looks like" in reading.bad[0].sentence

    @pytest.mark.parametrize(
        ("form", "content", "line", "said"),
        [
            (Format.JSON, "[{]", 1, "no JSON"),
            (Format.JSON, "[\n1\n2]", 2, "no JSON"),
            (Format.JSON, "[\n{},\n", 2, "no JSON"),
            (Format.JSON, "[{},]", 1, "no JSON"),
            (Format.JSON, "[]\n[]", 1, "text after the end"),
            (Format.JSON, "[" + "[" * 200_000, 1, "too deep"),
            (Format.JSON, "[" + "1" * 5000 + "]", 1, "too long"),
            (Format.YAML, "- a: 1\n b: 2\n", 2, "no YAML"),
            (Format.YAML, "- a: 'open\n", 2, "no YAML"),
            (Format.YAML, "- &x {a: 1}\n- *x\n", 2, "aliases"),
            (Format.YAML, "- " + "[" * 5000, 1, "too deep"),
            (Format.YAML, "- \0", 1, "no YAML"),
            (Format.YAML, "- a: 1\n---\n- b: 2\n", 2, "no YAML"),
            (Format.YAML, "- !!python/object:os.system {}\n", 1, "can't be read"),
            (Format.YAML, "- ? [a, b]\n  : 1\n", 1, "can't be read"),
            (Format.YAML, "- a: 2026-99-99\n", 1, "can't be read"),
            (Format.YAML, "- {a: 1, a: 2}\n", 1, "'a' stands there twice"),
            (Format.CSV, 'id,side,category,kind\nx,"open,y,z\n', 2, "no CSV"),
            (
                Format.CSV,
                "id,side,category,kind,senses\nx,tech,x,noun,{\n",
                2,
                "senses is not JSON",
            ),
            (
                Format.CSV,
                "id,side,category,kind,familiarity.sales\nx,tech,x,noun,much\n",
                2,
                "sales",
            ),
        ],
    )
    def test_broken_files_are_reported_and_never_raise(
        self, form: Format, content: str, line: int, said: str
    ) -> None:
        bad = read(content, form).bad
        assert said in bad[0].sentence or said in bad[-1].sentence
        assert line in [row.line for row in bad]

    @pytest.mark.parametrize(
        ("form", "content", "said"),
        [
            (Format.JSON, '{"entries": []}', "is a list"),
            (Format.JSON, "", "is a list"),
            (Format.YAML, "a: 1", "is a list"),
            (Format.CSV, "id,side,category,kind,colour\n", "does not exist: 'colour'"),
            (Format.CSV, "id,side,category\n", "'kind' is missing"),
            (Format.CSV, "id,side,category,kind,ID\n", "'id' twice"),
            (Format.CSV, b"id;side\n\xe9\n", "UTF-8"),
            (Format.CSV, "x" * (MAX_CHARACTERS + 1), "longer than 5,000,000"),
        ],
    )
    def test_a_file_of_no_use_is_refused_in_a_sentence(
        self, form: Format, content: str | bytes, said: str
    ) -> None:
        with pytest.raises(UnreadableFile, match=r"\.$") as refusal:
            read(content, form)
        assert said in str(refusal.value)

    @given(st.text(), st.sampled_from(Format))
    def test_no_text_makes_reading_fail_otherwise(self, content: str, form: Format) -> None:
        try:
            reading = read(content, form)
        except UnreadableFile:
            return
        assert reading.entries == ()

    def test_a_mistake_does_not_quote_the_entry(self) -> None:
        entry = {**make_entry().model_dump(mode="json"), "gloss": "one two three four " * 3}
        (bad,) = read(yaml.safe_dump([entry]), Format.YAML).bad
        assert bad.sentence == "gloss – a gloss has 8 words or fewer."


class TestSheets:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_spreadsheets_of_any_country_are_read(self, delimiter: str) -> None:
        rows = list(csv.reader(io.StringIO(write([make_entry()], Format.CSV))))
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(rows)
        content = b"\xef\xbb\xbf" + out.getvalue().encode()
        assert read(content, Format.CSV).entries == (make_entry(),)

    def test_a_sheet_written_by_hand_needs_few_columns(self) -> None:
        sheet = (
            "Kind, ID ,side,category,forms.sg,forms.pl,gloss,gloss_pl,definition,"
            "familiarity.sales\n"
            "noun,sla,business,support,SLA | service level agreement, SLAs ,a promise,promises,"
            "What was promised.,3\n"
        )
        (entry,) = read(sheet, Format.CSV).entries
        assert entry.forms == {"sg": ("SLA", "service level agreement"), "pl": ("SLAs",)}
        assert entry.familiarity == {"sales": 3}

    @pytest.mark.parametrize("value", ["=HYPERLINK(1)", "+1", "-1", "@x", "'=x", "\t=x"])
    def test_no_cell_is_a_formula(self, value: str) -> None:
        entry = make_entry(gloss=f"a{value}", forms={"sg": [value, "x"]}, author=value)
        sheet = write([entry], Format.CSV)
        cells = [cell for row in csv.reader(io.StringIO(sheet, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
        assert read(sheet, Format.CSV).entries == (entry,)


class TestDiff:
    def test_a_file_adds_changes_and_leaves_but_never_deletes(self) -> None:
        current = {one.id: one for one in map(make_entry, ("same", "other", "not-in-the-file"))}
        file = [make_entry("same"), make_entry("other", gloss="new"), make_entry("fresh")]
        diff = compare(read(write(file, Format.YAML), Format.YAML), current)
        assert [one.id for one in diff.added] == ["fresh"]
        assert [(one.after.id, one.keys) for one in diff.changed] == [("other", ("gloss",))]
        assert [one.id for one in diff.unchanged] == ["same"]
        assert [one.id for one in diff.to_save()] == ["fresh", "other"]

    def test_the_good_rest_of_a_bad_file_is_saved_on_demand_only(self) -> None:
        text = write([make_entry("fresh")], Format.YAML) + "- id: bad\n"
        diff = compare(read(text, Format.YAML), {})
        with pytest.raises(BadRows, match="Nothing was imported: there are mistakes in line"):
            diff.to_save()
        assert [one.id for one in diff.to_save(without_bad_rows=True)] == ["fresh"]

    def test_importing_an_export_changes_nothing(self) -> None:
        current = {one.id: one for one in map(make_entry, ("a", "b"))}
        for form in Format:
            assert compare(read(write(current.values(), form), form), current).to_save() == ()


@pytest.mark.parametrize(
    ("filename", "form"),
    [("a.csv", Format.CSV), ("b.x.JSON", Format.JSON), ("c.yml", Format.YAML), ("d.yaml", "yaml")],
)
def test_a_files_name_says_its_format(filename: str, form: Format) -> None:
    assert Format.of(filename) is Format(form)


@pytest.mark.parametrize("filename", ["words", "words.xlsx", "", "csv."])
def test_an_unknown_ending_is_refused(filename: str) -> None:
    with pytest.raises(UnreadableFile, match=r"ends in \.csv"):
        Format.of(filename)
