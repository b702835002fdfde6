"""What one can do with an answer. Each button carries what it needs (see `bot.carried`)."""

from bot.carried import pack
from bot.views import blocks as kit
from bot.views.answered import Answer
from bot.views.audiences import people
from bot.views.blocks import Block, Element
from glossary.terms import Audience, Side

SWAP = "answer_swap"
TO_BUSINESS = "answer_to_business"
TO_TECH = "answer_to_tech"
POST = "answer_post"
AUDIENCE = "answer_audience"
SUGGEST = "answer_suggest"
FEEDBACK = "answer_feedback"
HELPFUL = "answer_helpful"
NOT_HELPFUL = "answer_not_helpful"

_TOO_LONG = "This text is too long for buttons: copy the answer, or translate it in parts."
_TOO_LONG_TO_ASK = (
    "This text is too long for buttons. Start the command with “to business” or “to tech”."
)


def shared_note() -> Block:
    return kit.context("✓ Posted to the channel.")


def thanks() -> Block:
    return kit.context("Thank you for telling us.")


def under_message(answer: Answer) -> list[Block]:
    """The rows of buttons below an answer in the channel."""
    if answer.translation.wordless:
        return []
    thumbs = {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": _thumb("👍", "This was helpful", f"+{answer.job_id}"),
                "negative_button": _thumb("👎", "This was not helpful", f"-{answer.job_id}"),
            }
        ],
    }
    return [*_offers(answer), thumbs]


def under_modal(answer: Answer) -> list[Block]:
    """The same in a modal, which can't hold feedback buttons: it has two plain ones."""
    if answer.translation.wordless:
        return []
    thumbs = [
        kit.button("👍 Helpful", action=HELPFUL, value=f"+{answer.job_id}"),
        kit.button("👎 Not helpful", action=NOT_HELPFUL, value=f"-{answer.job_id}"),
    ]
    nowhere = (POST,) if answer.response_url is None else ()
    return [*_offers(answer, without=nowhere), *kit.actions(thumbs)]


def _thumb(face: str, spoken: str, value: str) -> Element:
    return {"text": kit.plain(face), "accessibility_label": spoken, "value": value}


def _offers(answer: Answer, *, without: tuple[str, ...] = ()) -> list[Block]:
    """What one can do with the answer; an offer whose text can't be carried is not made."""
    offers = [one for one in _offered(answer) if one and one["action_id"] not in without]
    return [*kit.actions(offers), *_apology(answer)]


def _apology(answer: Answer) -> list[Block]:
    if answer.is_undecided:
        return [] if choices(answer) else [kit.context(_TOO_LONG_TO_ASK)]
    return [] if _swap(answer) and _post(answer) else [kit.context(_TOO_LONG)]


def _offered(answer: Answer) -> list[Element | None]:
    suggest = kit.button("Suggest a better term", action=SUGGEST, value=_entries(answer))
    if answer.is_undecided:
        return [suggest]
    return [_post(answer), _swap(answer), _other_audience(answer), suggest]


def choices(answer: Answer) -> list[Element]:
    """For whom it might be, where nobody knows: a button for each side."""
    pairs = (
        (Side.BUSINESS, Audience.BUSINESS, TO_BUSINESS),
        (Side.TECH, Audience.ENGINEERING, TO_TECH),
    )
    offered = (
        _again(answer, f"For {people(audience)}", action=action, to=side)
        for side, audience, action in pairs
    )
    return [button for button in offered if button]


def _post(answer: Answer) -> Element | None:
    value = pack({"out": answer.output, **_credit(answer)}, limit=kit.VALUE_LIMIT)
    if value is None:
        return None
    return kit.button("Post to channel", action=POST, value=value, style="primary")


def _swap(answer: Answer) -> Element | None:
    source = answer.translation.direction.source
    return _again(answer, "Swap direction", action=SWAP, to=source)


def _other_audience(answer: Answer) -> Element | None:
    """Opens a form with the text in it, so the text has to fit a form's field."""
    if len(answer.translation.text) > kit.INPUT_LIMIT:
        return None
    return _again(answer, "Other audience…", action=AUDIENCE, to=None)


def _again(answer: Answer, text: str, *, action: str, to: Side | None) -> Element | None:
    """A button that translates the same text once more, towards `to`."""
    carried = {
        "text": answer.translation.text,
        "markup": answer.translation.markup,
        "to": to,
        **_credit(answer),
    }
    value = pack(carried, limit=kit.VALUE_LIMIT)
    return kit.button(text, action=action, value=value) if value else None


def _credit(answer: Answer) -> dict[str, str | None]:
    return {"author": answer.author, "author_id": answer.author_id}


def _entries(answer: Answer) -> str:
    """The ids of the terms in the answer, as many as a button holds."""
    unique = list(dict.fromkeys(term.entry for term in answer.translation.terms))
    return kit.cut(" ".join(unique), kit.VALUE_LIMIT).removesuffix(kit.MORE) or "-"
