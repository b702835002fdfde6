"""The job behind every translation: translate, show the answer where the person waits, log the use.

All ways in end here. A job's payload is JSON, and so is what its parts give. A run that was cut off
is done anew from the part that it had come to: the model is not asked twice, and what is shown
twice is the same answer in the same place.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from pydantic import BaseModel, ConfigDict, TypeAdapter
from slack_bolt.async_app import AsyncApp

from bot.errors import Problem, explain
from bot.jobs import JSON, Job, Parked
from bot.listeners.delivery import Delivery
from bot.patience import SHORT, retried
from bot.slack import Reply, Slack
from bot.views import answer as answer_view
from bot.views import errors as error_view
from bot.views.answered import Answer
from bot.views.blocks import Rendered, View
from bot.views.errors import given_up
from bot.views.escaping import mentioned
from bot.wiring import Services
from glossary.terms import Audience, Side
from storage.texts import Said
from translators.models import Markup, Request, Translation
from translators.usage import Use, use_of

KIND = "translate"
SHOW = "show"
"""The part of a job after which the person has their answer."""

log = structlog.get_logger(__name__)


class TranslateJob(BaseModel):
    """What to translate and where the answer goes.

    `own_audience`: write for the reader's own audience if they told us. `author` is the display
    name, or `author_id` the Slack id, of whoever wrote the text. `announce`: say first that an
    answer is coming, where nothing on the screen says so yet. `post_url` is where a modal may
    post to.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    markup: Markup
    surface: str
    reply: Reply
    to: Side | None = None
    audience: Audience | None = None
    own_audience: bool = False
    channel: str | None = None
    author: str | None = None
    author_id: str | None = None
    announce: bool = False
    post_url: str | None = None


async def accept(services: Services, delivery: Delivery, task: TranslateJob) -> bool:
    """Take the job over before it is acknowledged; False where this delivery was taken before."""
    return await services.jobs.accept(delivery.job_id, KIND, task.model_dump(mode="json"))


def register(app: AsyncApp, services: Services) -> None:
    """Make this app's workers translate."""
    worker = Worker(services, Slack(app.client))
    services.jobs.register(KIND, worker.run)


@dataclass(frozen=True, slots=True)
class Result:
    """What a job came to: how the person sees it, and the row for the usage log. `output` is the
    translation, empty where there is none."""

    message: Rendered
    view: View
    use: Use
    output: str = ""


_RESULT = TypeAdapter(Result)


class Worker:
    """Does translate jobs."""

    def __init__(self, services: Services, slack: Slack) -> None:
        self._services = services
        self._slack = slack

    async def run(self, job: Job) -> None:
        task, jobs = TranslateJob.model_validate(job.payload), self._services.jobs
        made = await jobs.once("translate", lambda: self._make(task, job.id))
        result = _RESULT.validate_python(made)
        outcome = await jobs.once(SHOW, lambda: self._show_result(task, result))
        use = replace(result.use, outcome=str(outcome))
        said = Said(task.text, result.output)
        await retried(lambda: self._services.usage.record(use, said))

    async def give_up(self, parked: Parked) -> None:
        """Say that a job comes to nothing, and log it. Where its answer was shown, the answer
        stays."""
        task = TranslateJob.model_validate(parked.job.payload)
        problem = Problem(given_up(parked.reference), "failed", parked.reference)
        if SHOW not in parked.parts:
            await retried(lambda: self._show(task, *_wording(problem)))
        use = self._apology(task, parked.job.id, problem).use
        await retried(lambda: self._services.usage.record(use, Said(task.text, "")))

    async def _make(self, task: TranslateJob, job_id: str) -> JSON:
        """The result as JSON: a translation, or an apology where there can't be one."""
        try:
            if task.announce:
                await self._announce(task)
            await retried(lambda: self._claim(task, job_id), pauses=SHORT)
            answer = await retried(lambda: self._answer(task, job_id), pauses=SHORT)
        except Exception as error:  # noqa: BLE001 whatever happened, the person is told
            result = self._apology(task, job_id, explain(error))
        else:
            use = self._use(task, job_id, answer.translation)
            output = answer.translation.output
            result = Result(answer_view.message(answer), answer_view.modal(answer), use, output)
        made: JSON = _RESULT.dump_python(result, mode="json")
        return made

    async def _claim(self, task: TranslateJob, job_id: str) -> None:
        """Take one of the person's translations of this minute. Raises BadRequest."""
        await self._services.rate.claim(task.reply.team, self._person(task), job_id)

    async def _announce(self, task: TranslateJob) -> None:
        message, view = answer_view.working(), answer_view.working_modal()
        await retried(lambda: self._show(task, message, view), pauses=SHORT)

    async def _show_result(self, task: TranslateJob, result: Result) -> str:
        """Show it, or say that it can't be shown; the outcome for the usage log."""
        try:
            await retried(lambda: self._show(task, result.message, result.view))
        except Exception as error:  # noqa: BLE001 whatever happened, the person is told
            problem = explain(error)
            await retried(lambda: self._show(task, *_wording(problem)))
            return problem.outcome
        log.info("shown", surface=task.surface, to=task.reply.to)
        return result.use.outcome

    async def _show(self, task: TranslateJob, message: Rendered, view: View) -> None:
        await self._slack.answer(task.reply, message=message, view=view)

    async def _answer(self, task: TranslateJob, job_id: str) -> Answer:
        translation = await self._services.translator.translate(await self._request(task))
        team = task.reply.team
        names = await self._slack.names(team, mentioned(translation.output))
        return Answer(
            translation,
            job_id,
            author=task.author,
            author_id=task.author_id,
            names=names,
            response_url=task.post_url,
            channel=task.channel,
        )

    async def _request(self, task: TranslateJob) -> Request:
        team, user = task.reply.team, task.reply.user
        reader = await self._services.people.find(team, user)
        own = reader.audience if task.own_audience else None
        return Request(
            text=task.text,
            to=task.to,
            audience=task.audience or own,
            markup=task.markup,
            workspace=team,
            channel=task.channel,
            person=self._person(task),
            known_terms=reader.known_terms if task.own_audience else frozenset(),
        )

    def _apology(self, task: TranslateJob, job_id: str, problem: Problem) -> Result:
        message, view = _wording(problem)
        use = Use(
            job_id=job_id,
            at=self._now(),
            workspace=task.reply.team,
            person=self._person(task),
            surface=task.surface,
            outcome=problem.outcome,
            channel=task.channel,
            input_chars=len(task.text),
        )
        return Result(message, view, use)

    def _use(self, task: TranslateJob, job_id: str, translation: Translation) -> Use:
        return use_of(
            translation,
            job_id=job_id,
            at=self._now(),
            workspace=task.reply.team,
            person=self._person(task),
            surface=task.surface,
            channel=task.channel,
        )

    def _person(self, task: TranslateJob) -> str:
        return self._services.people.hashed(task.reply.team, task.reply.user)

    def _now(self) -> datetime:
        return self._services.clock()


def _wording(problem: Problem) -> tuple[Rendered, View]:
    sentence = problem.sentence
    return error_view.message(sentence), error_view.modal(sentence, title=answer_view.TITLE)
