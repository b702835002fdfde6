"""The job behind every translation: translate, show the answer where the person waits, log the use.

All ways in end here. A job's payload is JSON; running it twice shows the same answer in the same
place.
"""

import asyncio
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from slack_bolt.async_app import AsyncApp

from bot.errors import Problem, explain
from bot.jobs import Job
from bot.listeners.delivery import Delivery
from bot.slack import Reply, Slack
from bot.views import answer as answer_view
from bot.views import errors as error_view
from bot.views.answered import Answer
from bot.views.blocks import Rendered, View
from bot.views.escaping import mentioned
from bot.wiring import Services
from glossary.terms import Audience, Side
from translators.models import Markup, Request, Translation
from translators.usage import Use, use_of

KIND = "translate"
ACCEPT_WITHIN = 2.2
"""Seconds for storing a job: Slack waits three for the acknowledgement."""


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
    async with asyncio.timeout(ACCEPT_WITHIN):
        return await services.jobs.accept(delivery.job_id, KIND, task.model_dump(mode="json"))


def register(app: AsyncApp, services: Services) -> None:
    """Make this app's workers translate."""
    worker = Worker(services, Slack(app.client))
    services.jobs.register(KIND, worker.run)


class Worker:
    """Does translate jobs."""

    def __init__(self, services: Services, slack: Slack) -> None:
        self._services = services
        self._slack = slack

    async def run(self, job: Job) -> None:
        task = TranslateJob.model_validate(job.payload)
        if task.announce:
            await self._show(task, answer_view.working(), answer_view.working_modal())
        try:
            answer = await self._answer(task, job.id)
            await self._show(task, answer_view.message(answer), answer_view.modal(answer))
        except Exception as error:  # noqa: BLE001 whatever happened, the person is told
            await self._apologise(task, job.id, explain(error))
        else:
            await self._services.usage.record(self._use(task, job.id, answer.translation))

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

    async def _apologise(self, task: TranslateJob, job_id: str, problem: Problem) -> None:
        message = error_view.message(problem.sentence)
        view = error_view.modal(problem.sentence, title=answer_view.TITLE)
        await self._show(task, message, view)
        await self._services.usage.record(
            Use(
                job_id=job_id,
                at=self._now(),
                workspace=task.reply.team,
                person=self._person(task),
                surface=task.surface,
                outcome=problem.outcome,
                channel=task.channel,
                input_chars=len(task.text),
            )
        )

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
