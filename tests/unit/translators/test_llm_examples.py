"""The worked examples that go with a message are the likest ones that fit the reader."""

import pytest

from glossary.packs import builtin
from glossary.terms import Audience
from prompts.library import load_examples
from translators import figures, masking
from translators.inference.briefing import MAX_EXAMPLES, brief, instructions_for
from translators.inference.examples import nearest
from translators.models import Direction

TO_BUSINESS, TO_TECH = Direction.TECH_TO_BUSINESS, Direction.BUSINESS_TO_TECH


def chosen(text: str, direction: Direction, audience: Audience | None = None) -> list[str]:
    """The ids of the three nearest examples."""
    assert direction.target
    examples = nearest(
        text,
        terms=[match.entry.id for match in builtin().find(text)],
        direction=direction,
        audience=audience or Audience.general(direction.target),
        most=3,
    )
    return [example.id for example in examples]


@pytest.mark.parametrize(
    ("text", "direction", "example"),
    [
        ("Latency on the cart went from 900 ms to 300 ms.", TO_BUSINESS, "metric-before-after"),
        ("Rollback finished, 12 orders failed.", TO_BUSINESS, "incident-closed"),
        (
            "A vulnerability in OpenSSL; the patch should land Monday.",
            TO_BUSINESS,
            "security-patch",
        ),
        ("Log storage went up 30% to $900 a month.", TO_BUSINESS, "cost"),
        ("We need to reduce churn before the renewal of Initech.", TO_TECH, "churn"),
        ("The auditors want proof that we delete data after 60 days.", TO_TECH, "legal-duty"),
        ("Could we make the reports page faster? Budget $5k.", TO_TECH, "slow-page"),
        ("ARR on the dashboard is $3M, finance has $2.8M.", TO_TECH, "report-number"),
    ],
)
def test_a_message_brings_an_example_of_its_kind(
    text: str, direction: Direction, example: str
) -> None:
    assert example in chosen(text, direction)


@pytest.mark.parametrize("audience", Audience)
def test_no_example_is_for_another_reader(audience: Audience) -> None:
    direction = Direction.to(audience.side)
    by_id = {example.id: example for example in load_examples(direction.value).examples}
    for text in ("Uptime was 99.9% in June.", "Bug found, budget $5k, deadline Friday?", "ok"):
        examples = [by_id[name] for name in chosen(text, direction, audience)]
        assert len(examples) == 3
        assert all(not e.audiences or audience.value in e.audiences for e in examples)


def test_another_reader_may_get_other_examples() -> None:
    text = "The migration is blocked until the vendor raises our quota."
    assert chosen(text, TO_BUSINESS, Audience.PRODUCT) != chosen(text, TO_BUSINESS, Audience.SALES)


def test_the_choice_is_the_same_every_time() -> None:
    text = "We can't ship before Friday, maybe Monday, about 3% of users see it."
    assert chosen(text, TO_BUSINESS) == chosen(text, TO_BUSINESS)


def test_two_come_from_the_pool_and_a_sentence_of_a_matched_entry_may_be_the_third() -> None:
    message = masking.read("We cut latency by a third on the checkout page.")
    matches = builtin().find(message.text, protected=message.protected)
    briefing = brief(
        message,
        direction=TO_BUSINESS,
        audience=Audience.BUSINESS,
        matches=matches,
        figures=figures.compute(message),
    )
    sent = [example["before"] for example in briefing.data["examples"]]
    pool = {example.before for example in load_examples("tech_to_business").examples}
    assert 2 <= len(set(sent) & pool) <= len(sent) <= MAX_EXAMPLES


def test_examples_are_no_part_of_the_instructions_so_that_these_stay_cached() -> None:
    instructions = instructions_for(TO_BUSINESS, Audience.BUSINESS)
    for example in load_examples("tech_to_business").examples:
        assert example.before not in instructions.text
