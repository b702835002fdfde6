"""Notes as Slack has them: put up, changed and taken down. Each of these may be done twice."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.annotating import meaning_of
from bot.slack import refusal
from bot.views import annotation as view
from bot.views.annotation import About, Word
from bot.views.blocks import Rendered
from glossary.layers import Glossary
from glossary.terms import Audience
from storage.annotations import Mode, Note, Place, Term

METHODS = (
    "reactions.add",
    "reactions.remove",
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "chat.delete",
)
"""The Web API methods that notes need."""
DONE = frozenset({"already_reacted", "no_reaction", "message_not_found"})
"""What Slack says where a change was made before, or where there is nothing left to change."""

log = structlog.get_logger(__name__)


def words_of(
    terms: Sequence[Term], *, glossary: Glossary, audience: Audience, known: frozenset[str]
) -> tuple[Word, ...]:
    """The terms as a reader sees them, without those in `known`, unless that is all of them.

    What left the glossary meanwhile is left out.
    """
    words = []
    for term in terms:
        if entry := glossary.get(term.entry):
            meaning = meaning_of(entry, term, audience)
            words.append(
                Word(entry.id, entry.headword, meaning.gloss or "", meaning.definition or "")
            )
    fresh = tuple(word for word in words if word.entry not in known)
    return fresh or tuple(words)


class Posting:
    """Puts notes where their channel wants them. Raises SlackApiError where Slack refuses."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def put_up(
        self, place: Place, note: Note, words: Sequence[Word], about: About
    ) -> str | None:
        """Make the note; gives the time of our reply where it is one."""
        if note.mode is Mode.THREAD:
            told = await self._client.chat_postMessage(
                channel=place.channel,
                thread_ts=note.thread_ts or note.message_ts,
                **_content(view.reply(words, about)),
                unfurl_links=False,
                unfurl_media=False,
                parse="none",
                link_names=False,
            )
            return str(told["ts"])
        if note.mode is Mode.AUTHOR:
            await self.whisper(place, about.author, view.hint(words, about), note.thread_ts)
        elif note.mode is Mode.REACTION:
            await self._react(place, note)
        return None

    async def change(self, place: Place, note: Note, words: Sequence[Word], about: About) -> None:
        """Let the note read as it should by now. An emoji reads the same whatever it explains, and
        a private hint can't be changed."""
        if note.mode is Mode.THREAD and note.note_ts:
            try:
                await self._client.chat_update(
                    channel=place.channel,
                    ts=note.note_ts,
                    **_content(view.reply(words, about)),
                    parse="none",
                    link_names=False,
                )
            except SlackApiError as problem:
                _bear(problem)

    async def take_down(self, place: Place, note: Note) -> None:
        """Remove what we put up. A private hint vanishes by itself."""
        try:
            if note.mode is Mode.THREAD and note.note_ts:
                await self._client.chat_delete(channel=place.channel, ts=note.note_ts)
            elif note.mode is Mode.REACTION:
                await self._client.reactions_remove(
                    channel=place.channel, timestamp=note.message_ts, name=view.EMOJI
                )
        except SlackApiError as problem:
            _bear(problem)

    async def whisper(
        self, place: Place, user: str, message: Rendered, thread_ts: str | None
    ) -> None:
        """Say something in a channel that one person sees."""
        await self._client.chat_postEphemeral(
            channel=place.channel,
            user=user,
            thread_ts=thread_ts,
            **_content(message),
            parse="none",
            link_names=False,
        )

    async def _react(self, place: Place, note: Note) -> None:
        try:
            await self._client.reactions_add(
                channel=place.channel, timestamp=note.message_ts, name=view.EMOJI
            )
        except SlackApiError as problem:
            if refusal(problem) != "already_reacted":
                raise


def _bear(problem: SlackApiError) -> None:
    """Go on where the change is made already or has nothing to change; raise everything else."""
    if refusal(problem) not in DONE:
        raise problem
    log.info("note_gone", reason=refusal(problem))


def _content(message: Rendered) -> Mapping[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}
