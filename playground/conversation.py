"""What people do with messages and channels."""

from collections.abc import Sequence
from dataclasses import replace

from playground import rules
from playground.model import Json, Message
from playground.watching import Watching

OTHER_APP = "U0OTHERAPP"
"""Who wrote the messages of some other app."""


class Conversation(Watching):
    """Acts that reach the app as events; each returns once the app was told."""

    async def say(
        self, user: str, channel: str, text: str, *, thread: Message | None = None
    ) -> Message:
        """Write a message; returns once the app was told."""
        person, place = self.person(user), self._place(user, channel)
        thread_ts = None if thread is None else thread.thread_ts or thread.ts
        message = self.engine.post(
            Message(place, "", person.id, self.engine.encode(text), thread_ts=thread_ts)
        )
        await self.settled()
        return message

    async def write_to_bot(self, user: str, text: str, *, thread: Message | None = None) -> Message:
        """Write a direct message to the bot."""
        return await self.say(
            user, self.engine.direct_channel(self.person(user).id).id, text, thread=thread
        )

    async def post_as_app(
        self,
        channel: str,
        text: str = "",
        *,
        blocks: Sequence[Json] = (),
        attachments: Sequence[Json] = (),
    ) -> Message:
        """A message of some other app or bot."""
        rules.check_message(text, list(blocks), list(attachments))
        message = self.engine.post(
            Message(
                self.engine.channel(channel).id,
                "",
                OTHER_APP,
                text,
                blocks=tuple(blocks),
                attachments=tuple(attachments),
            )
        )
        await self.settled()
        return message

    async def edit(self, message: Message, text: str) -> Message:
        """Change what a person wrote."""
        current = self._still_there(message)
        changed = self.engine.replace_message(
            replace(current, text=self.engine.encode(text), blocks=())
        )
        await self.settled()
        return changed

    async def delete(self, message: Message) -> None:
        self.engine.delete_message(self._still_there(message))
        await self.settled()

    async def react(self, user: str, message: Message, emoji: str) -> None:
        self.engine.react(self._still_there(message), emoji, self.person(user).id)
        await self.settled()

    async def unreact(self, user: str, message: Message, emoji: str) -> None:
        self.engine.unreact(self._still_there(message), emoji, self.person(user).id)
        await self.settled()

    async def open_home(self, user: str, *, tab: str = "home") -> None:
        """Look at the app's home (or its `messages` tab)."""
        person = self.person(user)
        home = self.home(user)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.engine.direct_channel(person.id).id,
            "tab": tab,
            "event_ts": self.engine.new_ts(),
        }
        if home is not None and tab == "home":
            event["view"] = self.engine.views.json(home)
        self.engine.tell_app(event)
        await self.settled()

    async def invite_bot(self, channel: str) -> None:
        self.engine.join(self.engine.channel(channel).id, self.engine.app.bot_user)
        await self.settled()

    def remove_bot(self, channel: str) -> None:
        self.engine.leave(self.engine.channel(channel).id, self.engine.app.bot_user)

    def upload(self, user: str, name: str, content: bytes) -> Json:
        """A file that a person puts into a form's file field (give it to `submit` in a list)."""
        file_id = f"F{len(self.engine.files) + 1:06d}"
        file = {
            "id": file_id,
            "name": name,
            "title": name,
            "user": self.person(user).id,
            "size": len(content),
            "url_private_download": f"{self.engine.base_url}/files/{file_id}",
        }
        self.engine.files[file_id] = file
        self.engine.contents[file_id] = content
        return dict(file)
