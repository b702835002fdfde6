"""All that people do in the small Slack, as one thing that the page works with."""

from playground.conversation import Conversation
from playground.interactions import Interactions


class Acts(Interactions, Conversation):
    """Writing and reacting, commands, buttons and forms."""
