"""Bad news, in one kind sentence and what to do next."""

from bot.views import blocks as kit
from bot.views.blocks import Block, Rendered, View
from bot.views.escaping import literal

MODAL = "problem"
TOO_LATE_TO_POST = (
    "Slack lets an answer be posted for half an hour only. Please translate the text again."
)
TOO_LATE_TO_OPEN = "Slack did not open the window in time. Please try again."
OLD_BUTTON = "This button is from an older version of Parlance. Please translate the text again."
NOT_INSTALLED = (
    "Parlance is not allowed to work here any more. Please ask an admin to install it again."
)
BUSY = "Parlance has a lot to do at the moment. Please try again in a minute."


def too_fast(per_minute: int, seconds: int) -> str:
    many = "1 translation" if per_minute == 1 else f"{per_minute} translations"
    wait = "a second" if seconds == 1 else f"{seconds} seconds"
    return (
        f"Parlance does {many} a minute for each person, and you have had them."
        f" Please try again in {wait}."
    )


def unexpected(reference: str) -> str:
    return (
        "Something went wrong on our side, sorry. Please try again; if it happens again, tell your"
        f" admin this reference: {reference}"
    )


def given_up(reference: str) -> str:
    return (
        "Parlance could not do this one, sorry, and does not try it again by itself. Please try"
        f" once more; if it happens again, tell your admin this reference: {reference}"
    )


def message(sentence: str) -> Rendered:
    shown = literal(sentence)
    return Rendered(shown, tuple(kit.sections(shown)))


def note(sentence: str) -> Block:
    """The sentence at the end of a window that can hold no other on top."""
    return kit.context(f":warning: {literal(sentence)}")


def modal(sentence: str, *, title: str = "Parlance") -> View:
    return kit.modal(title, kit.sections(literal(sentence)), callback=MODAL)
