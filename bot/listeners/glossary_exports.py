"""`/glossary export`: the words as a file, by direct message."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.jobs import Job
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.listeners.glossary_files import hand_over
from bot.views import imports as view
from bot.views.blocks import Rendered
from glossary.formats import Format, write
from glossary.terms import Entry
from translators.errors import BadRequest

KIND = "export"
OWN = "own"


class ExportJob(BaseModel):
    """Which words go to whom. `own`: only what the workspace says for itself."""

    model_config = ConfigDict(frozen=True)

    team: str
    user: str
    form: Format
    own: bool


class Exports:
    def __init__(self, desk: Desk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client
        self.commands: Mapping[str, Answering] = {"export": self._on_asked}

    def listen(self, app: AsyncApp) -> None:
        self._desk.services.jobs.register(KIND, self._run)

    async def _on_asked(self, asked: Asked) -> Rendered:
        came, (form, own) = asked.came, _wish(asked.words)
        if own and not (await self._desk.services.glossary_store.layer(came.team)).entries:
            return view.nothing_of_your_own()
        job = ExportJob(team=came.team, user=came.user, form=form, own=own)
        payload = job.model_dump(mode="json")
        await self._desk.services.jobs.accept(f"{came.job_id}:{KIND}", KIND, payload)
        await self._desk.log(came, "glossary_export")
        return view.export_coming(form)

    async def _run(self, job: Job) -> None:
        task = ExportJob.model_validate(job.payload)
        entries = await self._entries(task)
        name = _file_name(task, self._desk.services.clock())
        said = view.exported(len(entries), own=task.own)
        content = write(entries, task.form)
        if not await hand_over(self._client, task.user, name=name, content=content, said=said):
            await self._desk.slack.direct_message(task.user, view.failed())

    async def _entries(self, task: ExportJob) -> Sequence[Entry]:
        if task.own:
            return (await self._desk.services.glossary_store.layer(task.team)).entries
        glossary = await self._desk.services.catalogue.glossary(task.team, None)
        return tuple(glossary.entries.values())


def _wish(words: str) -> tuple[Format, bool]:
    """The format (CSV unless said) and whether only own words are wanted. Raises BadRequest."""
    said = words.casefold().split()
    named = [word for word in said if word in view.EXPORT_FORMATS]
    if len(named) > 1 or set(said) - {*named, OWN}:
        raise BadRequest(view.EXPORT_USAGE)
    return Format(named[0] if named else Format.CSV), OWN in said


def _file_name(task: ExportJob, at: datetime) -> str:
    return f"glossary-{OWN + '-' if task.own else ''}{at:%Y-%m-%d}.{task.form.value}"
