"""Taking in a file of terms: the form, what it would change, and what became of it; and handing one
out."""

from collections.abc import Sequence

from bot.views import blocks as kit
from bot.views import term
from bot.views.blocks import Block, Element, Rendered, View
from bot.views.escaping import literal
from glossary.formats import Changed, Diff, Format
from glossary.rows import BadRow

OPEN = "import_open"
FORM = "import_form"
CONFIRM = "import_confirm"
TEXT = "import_text"
FILE = "import_file"
FORMAT = "import_format"

LISTED = 15
"""How many terms and rows of each kind are listed; the numbers count all."""
MAX_BYTES = 1_000_000
TITLE = "Import terms"

NOTHING_GIVEN = "Paste the terms here, or choose a file below."
BOTH_GIVEN = "Paste the terms or choose a file, not both."
TOO_LONG_TO_PASTE = "This is too much to paste. Please choose a file."
TOO_LARGE = f"The file is larger than {MAX_BYTES // 1_000_000} MB. Please split it."
NOT_READ = "Slack did not hand the file over. Please try again."
_FORMATS = {
    Format.CSV: "CSV (a table)",
    Format.JSON: "JSON",
    Format.YAML: "YAML",
}
_HINT = (
    "Terms are added or changed; what the file does not mention stays as it is. You see every"
    " change before anything is saved. “export” hands out a file in the right shape."
)


def form() -> View:
    """Paste terms, or choose a file."""
    return kit.modal(
        TITLE,
        [kit.context(_HINT), _pasted(), _format(Format.CSV), _file()],
        callback=FORM,
        submit="Show changes",
        close="Cancel",
    )


def reading() -> View:
    return kit.modal(TITLE, [kit.section("Reading…")], callback=FORM)


def saving() -> View:
    return kit.modal(TITLE, [kit.section("Saving…")], callback=FORM)


def preview(diff: Diff, *, metadata: str) -> View:
    """What importing would change; nothing is saved yet."""
    if not (diff.added or diff.changed):
        return kit.modal(TITLE, [kit.section(_NOTHING_NEW), *_changes(diff)], callback=FORM)
    total = len(diff.added) + len(diff.changed)
    return kit.modal(
        TITLE,
        [kit.section(f"*Nothing is saved yet.* {_counted(diff)}"), *_changes(diff)],
        callback=CONFIRM,
        submit=f"Import {total:,}",
        close="Cancel",
        metadata=metadata,
    )


_NOTHING_NEW = "There is nothing to import."


def imported(diff: Diff) -> View:
    """What was saved."""
    said = f"*Imported.* {len(diff.added)} added, {len(diff.changed)} changed."
    return kit.modal(TITLE, [kit.section(said), *_bad_rows(diff.bad)], callback=FORM)


def changed_meanwhile(diff: Diff, *, metadata: str) -> View:
    """The words changed between looking and importing, so the person looks again."""
    view = preview(diff, metadata=metadata)
    note = kit.section("The glossary changed meanwhile. Please look again.")
    return {**view, "blocks": [note, *view["blocks"]][: kit.MODAL_BLOCKS]}


def problem(sentence: str) -> View:
    return kit.modal(TITLE, kit.sections(literal(sentence)), callback=FORM)


def _counted(diff: Diff) -> str:
    parts = [f"{len(diff.added)} added", f"{len(diff.changed)} changed"]
    parts.append(f"{len(diff.unchanged)} the same already")
    if diff.bad:
        parts.append(f"{len(diff.bad)} left out")
    return ", ".join(parts) + "."


def _changes(diff: Diff) -> list[Block]:
    return [
        *_bad_rows(diff.bad),
        *_list("New", [term.line(entry) for entry in diff.added]),
        *_list("Changed", [_changed(change) for change in diff.changed]),
    ]


def _changed(change: Changed) -> str:
    before, after = term.short(change.before), term.short(change.after)
    reworded = f": {literal(before)} → _{literal(after)}_" if before != after else ""
    return f"• *{literal(change.after.headword)}* ({', '.join(change.keys)}){reworded}"


def _bad_rows(bad: Sequence[BadRow]) -> list[Block]:
    return _list("Can't be used", [f"• Line {row.line}: {literal(row.sentence)}" for row in bad])


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    more = [f"…and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return kit.sections("\n".join([f"*{title}*", *lines[:LISTED], *more]))


def _pasted() -> Block:
    element = kit.text_input(action=TEXT, multiline=True)
    return kit.input_block("Paste terms", element, block=TEXT, optional=True)


def _format(chosen: Format) -> Block:
    options = {form: kit.option(name, value=form.value) for form, name in _FORMATS.items()}
    menu: Element = {
        "type": "static_select",
        "action_id": FORMAT,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }
    return kit.input_block(
        "Format of what you paste", menu, block=FORMAT, hint="A file says it by its name."
    )


def _file() -> Block:
    element: Element = {
        "type": "file_input",
        "action_id": FILE,
        "filetypes": ["csv", "json", "yaml", "yml"],
        "max_files": 1,
    }
    return kit.input_block("Or choose a file", element, block=FILE, optional=True)


# Export

EXPORT_FORMATS = frozenset(form.value for form in Format)
EXPORT_USAGE = "Say which format, for example: export csv, export yaml own"
EXPORT_FAILED = "Slack did not take the file, sorry. Please try again later."


def export_coming(form: Format) -> Rendered:
    said = f"Your {form.value.upper()} file is on its way to you by direct message."
    return Rendered(said, (kit.section(said),))


def exported(entries: int, *, own: bool) -> Rendered:
    """What stands above the file."""
    whose = "own words of this workspace" if own else "words that hold in this workspace"
    said = f"Here are the {entries:,} {whose}. Import the file again after editing it."
    return Rendered(said, (kit.section(said),))


def nothing_of_your_own() -> Rendered:
    said = "This workspace has no words of its own yet."
    return Rendered(said, (kit.section(said),))


def failed() -> Rendered:
    return Rendered(EXPORT_FAILED, (kit.section(EXPORT_FAILED),))
