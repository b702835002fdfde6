"""A translation on its way to a reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.views.escaping import safe
from translators.models import Direction, Translation


@dataclass(frozen=True, slots=True)
class Answer:
    """A translation with what its buttons need.

    `author` is the display name, or `author_id` the Slack id, of whoever wrote the message;
    `names` are display names by Slack id. `response_url` is where a modal may still post to
    (None: nowhere), `channel` where it was opened.
    """

    translation: Translation
    job_id: str
    author: str | None = None
    author_id: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    response_url: str | None = None
    channel: str | None = None

    @property
    def output(self) -> str:
        """The translated text as mrkdwn that can't ping."""
        translation = self.translation
        return safe(translation.output, markup=translation.markup, names=self.names)

    @property
    def is_undecided(self) -> bool:
        return self.translation.direction is Direction.UNDECIDED
