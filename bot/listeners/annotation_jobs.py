"""The jobs behind annotations: make a note, follow its message, explain it to whoever asks.

A job carries entry ids and times, no word of the message. A note is claimed before it is made and
given back where Slack refuses it, so that what nobody saw costs nothing.
"""

import aiohttp
import structlog
from pydantic import BaseModel, ConfigDict, TypeAdapter
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.jobs import JSON, Job, TooBusy
from bot.listeners.annotation_posting import Posting, words_of
from bot.slack import refusal
from bot.views import annotation as view
from bot.views.annotation import About, Word
from bot.wiring import Services
from glossary.store import StoreUnavailable
from glossary.terms import Audience
from storage.annotations import Lately, Mode, Note, Place, Term
from translators.usage import Use

NOTE, REVISE, REMOVE, EXPLAIN = (
    "annotation_note",
    "annotation_revise",
    "annotation_remove",
    "annotation_explain",
)
"""The kinds of jobs."""
OPT_OUT = "annotations"
"""The name under which a person's wish to be left alone is kept."""

_NOTE: TypeAdapter[Note | None] = TypeAdapter(Note | None)
log = structlog.get_logger(__name__)


class AnnotationJob(BaseModel):
    """What happened to which message. `user` is its author, or (EXPLAIN) whoever clicked."""

    model_config = ConfigDict(frozen=True)

    place: Place
    ts: str
    user: str = ""
    author: str = ""
    audience: Audience | None = None
    terms: tuple[Term, ...] = ()
    lately: Lately | None = None
    thread_ts: str | None = None


async def accept(services: Services, job_id: str, kind: str, task: AnnotationJob) -> None:
    """Take the job over. Where there is no room for a new note it is let go: none is better than a
    late one, and asking Slack to repeat the event would only add to the load."""
    try:
        await services.jobs.accept(job_id, kind, task.model_dump(mode="json"))
    except (TooBusy, StoreUnavailable, TimeoutError):
        if kind != NOTE:
            raise
        log.warning("annotation_dropped", kind=kind)


def register(app: AsyncApp, services: Services) -> None:
    """Make this app's workers annotate."""
    worker = Worker(services, Posting(app.client))
    services.jobs.register(NOTE, worker.note)
    services.jobs.register(REVISE, worker.revise)
    services.jobs.register(REMOVE, worker.remove)
    services.jobs.register(EXPLAIN, worker.explain)


class Worker:
    """Does annotation jobs."""

    def __init__(self, services: Services, posting: Posting) -> None:
        self._services = services
        self._kept = services.annotations.kept
        self._posting = posting

    async def note(self, job: Job) -> None:
        """Make a note, if the manners of the channel and the author's wishes allow one."""
        task = AnnotationJob.model_validate(job.payload)
        claimed = await self._services.jobs.once("claim", lambda: self._claim(task))
        note = _NOTE.validate_python(claimed)
        if note is None:
            return
        posted = await self._services.jobs.once("post", lambda: self._put_up(task, note))
        if not isinstance(posted, dict):
            await self._kept.release(task.place, note)
            return
        note_ts = posted["ts"]
        await self._settle(task, note, str(note_ts) if note_ts else None)
        await self._log(
            job, task, f"annotation_{note.mode}", note.terms, reader=_reader(note, task)
        )

    async def _claim(self, task: AnnotationJob) -> JSON:
        author = await self._services.people.find(task.place.workspace, task.author)
        wanted = task.terms
        manners = await self._kept.manners(task.place)
        if manners and manners.mode is Mode.AUTHOR:
            wanted = tuple(term for term in wanted if term.entry not in author.known_terms)
        if OPT_OUT in author.opted_out or task.audience is None or task.lately is None:
            return None
        note = await self._kept.claim(
            task.place,
            message_ts=task.ts,
            audience=task.audience,
            terms=wanted,
            at=self._services.clock(),
            lately=task.lately,
            thread_ts=task.thread_ts,
        )
        claimed: JSON = _NOTE.dump_python(note, mode="json")
        return claimed

    async def _put_up(self, task: AnnotationJob, note: Note) -> JSON:
        """Make the note; gives the `ts` of our reply where it is one, None where Slack refused."""
        words = await self._words(task.place, note)
        try:
            ts = await self._posting.put_up(task.place, note, words, _about(task, note))
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as problem:
            _log_refusal(problem)
            return None
        return {"ts": ts}

    async def _settle(self, task: AnnotationJob, note: Note, note_ts: str | None) -> None:
        """Catch up with what happened to the message while the note was on its way."""
        place = task.place
        wanted = await self._kept.posted(place, task.ts, note_ts)
        made = Note(
            note.message_ts, note.mode, note.audience, note.terms, note.at, note.thread_ts, note_ts
        )
        if wanted is None:
            await self._posting.take_down(place, made)
        elif wanted.terms != note.terms:
            words = await self._words(place, wanted)
            await self._posting.change(place, wanted, words, _about(task, wanted))

    async def revise(self, job: Job) -> None:
        """Follow an edit: the note says what the message needs now, or goes."""
        task = AnnotationJob.model_validate(job.payload)
        revision = await self._kept.revise(
            task.place, task.ts, task.terms, at=self._services.clock()
        )
        if revision is None:
            return
        if revision.after is None:
            await self._posting.take_down(task.place, revision.before)
        elif revision.after.terms != revision.before.terms:
            words = await self._words(task.place, revision.after)
            about = _about(task, revision.after)
            await self._posting.change(task.place, revision.after, words, about)

    async def remove(self, job: Job) -> None:
        """Follow a deletion. The emoji went with the message; a reply is left to us."""
        task = AnnotationJob.model_validate(job.payload)
        note = await self._kept.remove(task.place, task.ts)
        if note and note.mode is Mode.THREAD:
            await self._posting.take_down(task.place, note)

    async def explain(self, job: Job) -> None:
        """Explain a message to whoever clicked the emoji on it."""
        task = AnnotationJob.model_validate(job.payload)
        note = await self._kept.find(task.place, task.ts)
        if note is None or note.mode is not Mode.REACTION:
            return
        reader = await self._services.people.find(task.place.workspace, task.user)
        audience = reader.audience or note.audience
        words = await self._words(task.place, note, audience, reader.known_terms)
        if not words:
            return
        about = About(task.ts, task.author, audience)
        try:
            await self._posting.whisper(
                task.place, task.user, view.explanation(words, about), note.thread_ts
            )
        except SlackApiError as problem:
            _log_refusal(problem)
            return
        await self._log(job, task, "annotation_explained", note.terms, reader=task.user)

    async def _words(
        self,
        place: Place,
        note: Note,
        audience: Audience | None = None,
        known: frozenset[str] = frozenset(),
    ) -> tuple[Word, ...]:
        glossary = await self._services.catalogue.glossary(place.workspace, place.channel)
        return words_of(
            note.terms, glossary=glossary, audience=audience or note.audience, known=known
        )

    async def _log(
        self, job: Job, task: AnnotationJob, surface: str, terms: tuple[Term, ...], *, reader: str
    ) -> None:
        """One use. Whoever wrote a message that others get explained has not used anything, so
        `reader` is empty there."""
        team = task.place.workspace
        await self._services.usage.record(
            Use(
                job_id=job.id,
                at=self._services.clock(),
                workspace=team,
                person=self._services.people.hashed(team, reader),
                surface=surface,
                outcome="answered",
                channel=task.place.channel,
                term_ids=tuple(term.entry for term in terms),
            )
        )


def _about(task: AnnotationJob, note: Note) -> About:
    return About(note.message_ts, task.author, note.audience)


def _reader(note: Note, task: AnnotationJob) -> str:
    return task.author if note.mode is Mode.AUTHOR else ""


def _log_refusal(problem: Exception) -> None:
    reason = refusal(problem) if isinstance(problem, SlackApiError) else type(problem).__name__
    log.warning("note_refused", reason=reason)
