"""`/glossary import`: a file or pasted terms, what they would change, and only then the change."""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import explain
from bot.jobs import Job
from bot.listeners import delivery, form_state, glossary_files
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.listeners.glossary_form import Forms, fingerprint
from bot.patience import SHORT, retried
from bot.slack import open_view
from bot.views import glossary_form as form_view
from bot.views import imports as view
from bot.views.blocks import METADATA_LIMIT, View
from glossary.formats import Diff, Format, Reading, UnreadableFile, compare, read
from glossary.layers import Glossary
from glossary.rows import BadRow
from translators.errors import BadRequest

KIND = "import"
SPARE = 200
"""Characters of a form's metadata kept free for what is known only after reading."""
PASTED = "pasted terms"


class Source(BaseModel):
    """Where the terms are: pasted, or in a file as Slack describes it."""

    model_config = ConfigDict(frozen=True)

    form: Format
    text: str | None = None
    url: str | None = None
    name: str = PASTED


class ImportJob(BaseModel):
    """Read a source and show what it would change in the window; `seen` (see `_seen`) is set where
    the person has looked at that and said yes."""

    model_config = ConfigDict(frozen=True)

    team: str
    user: str
    view_id: str
    source: Source
    seen: str | None = None


class Imports:
    def __init__(self, desk: Desk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client
        self.commands: Mapping[str, Answering] = {"import": self._on_asked}

    def listen(self, app: AsyncApp) -> None:
        app.action(view.OPEN)(self._on_open)
        app.view(view.FORM)(self._on_form)
        app.view(view.CONFIRM)(self._on_confirm)
        self._desk.services.jobs.register(KIND, self._run)

    async def _on_asked(self, asked: Asked) -> None:
        await self._desk.require_curator(asked.came)
        await open_view(asked.client, asked.body, view.form())

    async def _on_open(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await self._desk.require_curator(delivery.read(body))
        await open_view(client, body, view.form())
        await ack()

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        came = delivery.read(body)
        await self._desk.require_curator(came)
        try:
            source = _source(body)
        except _WrongField as wrong:
            await ack(response_action="errors", errors={wrong.field: str(wrong)})
            return
        await self._accept(came, body, source, seen=None)
        await ack(response_action="update", view=view.reading())

    async def _on_confirm(self, ack: AsyncAck, body: Body) -> None:
        came, carried = delivery.read(body), form_state.metadata(body)
        await self._desk.require_curator(came)
        source = Source.model_validate(carried["source"])
        await self._accept(came, body, source, seen=carried["seen"])
        await ack(response_action="update", view=view.saving())

    async def _accept(
        self, came: Delivery, body: Body, source: Source, *, seen: str | None
    ) -> None:
        job = ImportJob(
            team=came.team, user=came.user, view_id=body["view"]["id"], source=source, seen=seen
        )
        payload = job.model_dump(mode="json")
        await self._desk.services.jobs.accept(f"{came.job_id}:{KIND}", KIND, payload)

    async def _run(self, job: Job) -> None:
        task = ImportJob.model_validate(job.payload)
        try:
            shown = await self._done(task, job.id)
        except Exception as error:  # noqa: BLE001 whatever happened, the person is told
            shown = view.problem(_sentence(error))
        await retried(lambda: self._desk.slack.update_view(task.view_id, shown), pauses=SHORT)

    async def _done(self, task: ImportJob, job_id: str) -> View:
        """What the window shows at the end; the change itself where it was seen and agreed to."""
        await self._desk.curators.require(task.team, task.user)
        reading = await self._read(task.source)
        glossary = await self._desk.services.catalogue.glossary(task.team, None)
        diff = without_conflicts(compare(reading, glossary.entries), reading, glossary)
        seen = _seen(diff)
        metadata = form_state.pack({"source": task.source.model_dump(mode="json"), "seen": seen})
        if task.seen is None:
            return view.preview(diff, metadata=metadata)
        if task.seen != seen:
            return view.changed_meanwhile(diff, metadata=metadata)
        await self._save(task, diff, job_id)
        return view.imported(diff)

    async def _save(self, task: ImportJob, diff: Diff, job_id: str) -> None:
        entries = diff.to_save(without_bad_rows=True)
        await self._desk.services.glossary_store.save_all(
            task.team, entries, author=task.user, note=f"imported from {task.source.name}"
        )
        came = Delivery(task.team, task.user, None, job_id)
        await self._desk.log(came, "glossary_import", found=entries)

    async def _read(self, source: Source) -> Reading:
        """The terms of a source. Raises UnreadableFile or BadRequest."""
        if source.text is not None:
            return read(source.text, source.form)
        content = await glossary_files.download(
            source.url or "",
            token=self._client.token,
            api=self._desk.services.settings.slack_api_url,
        )
        # A thread, so that others are answered while a long file is read.
        return await asyncio.to_thread(read, content, source.form)


def without_conflicts(diff: Diff, reading: Reading, glossary: Glossary) -> Diff:
    """The diff without entries whose forms stand for another term: a form stands for one only."""
    forms = Forms(glossary)
    conflicts = {
        entry.id: BadRow(reading.lines[entry.id], form_view.taken(*taken))
        for entry in (*diff.added, *(change.after for change in diff.changed))
        if not entry.senses and not entry.need
        if (taken := forms.in_the_way(entry)) and taken[1].id not in reading.lines
    }
    return Diff(
        added=tuple(entry for entry in diff.added if entry.id not in conflicts),
        changed=tuple(one for one in diff.changed if one.after.id not in conflicts),
        unchanged=diff.unchanged,
        bad=tuple(sorted((*diff.bad, *conflicts.values()), key=lambda row: row.line)),
    )


def _seen(diff: Diff) -> str:
    """A name for what importing would do: the same name means that nothing has changed since."""
    return hashlib.sha256("\n".join(_said(diff)).encode()).hexdigest()[:32]


def _said(diff: Diff) -> Iterator[str]:
    for entry in diff.added:
        yield f"+{entry.id} {fingerprint(entry)}"
    for change in diff.changed:
        yield f"~{change.after.id} {fingerprint(change.before)} {fingerprint(change.after)}"


class _WrongField(Exception):
    """What is wrong in the form; the text is for the person who filled it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def _source(body: Body) -> Source:
    """What the form hands over. Raises _WrongField."""
    state, files = form_state.values(body), _files(body)
    text = state.get(view.TEXT)
    if bool(text) is bool(files):
        raise _WrongField(view.TEXT, view.BOTH_GIVEN if text else view.NOTHING_GIVEN)
    source = _pasted(text, state) if text else _in_file(files[0])
    packed = form_state.pack({"source": source.model_dump(mode="json"), "seen": "0" * 32})
    if not 0 < len(packed) <= METADATA_LIMIT - SPARE:
        raise _WrongField(view.TEXT, view.TOO_LONG_TO_PASTE)
    return source


def _pasted(text: str, state: Mapping[str, str]) -> Source:
    form = Format(state.get(view.FORMAT) or Format.CSV)
    try:
        read(text, form)
    except UnreadableFile as problem:
        raise _WrongField(view.TEXT, str(problem)) from None
    return Source(form=form, text=text)


def _in_file(file: Mapping[str, Any]) -> Source:
    name = str(file.get("name") or "")
    try:
        form = Format.of(name)
    except UnreadableFile as problem:
        raise _WrongField(view.FILE, str(problem)) from None
    if int(file.get("size") or 0) > view.MAX_BYTES:
        raise _WrongField(view.FILE, view.TOO_LARGE)
    url = file.get("url_private_download") or file.get("url_private")
    return Source(form=form, url=url, name=name)


def _files(body: Body) -> list[Mapping[str, Any]]:
    fields = body["view"]["state"]["values"].get(view.FILE, {})
    return [file for field in fields.values() for file in field.get("files") or ()]


def _sentence(error: Exception) -> str:
    if isinstance(error, UnreadableFile | BadRequest):
        return str(error)
    return explain(error).sentence
