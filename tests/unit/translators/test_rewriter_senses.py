"""Uses of built-in terms for which their usual wording is not true: nothing is written there."""

import pytest

from glossary.packs import builtin
from glossary.terms import Audience, Side
from translators import masking
from translators.models import Direction, Markup
from translators.rewriter import rewrite


def written(text: str, target: Side) -> str:
    message = masking.read(text, markup=Markup.PLAIN)
    return rewrite(
        message,
        matches=builtin().find(message.text, protected=message.protected),
        direction=Direction.to(target),
        audience=Audience.general(target),
    ).output


@pytest.mark.parametrize(
    "text",
    [
        "The class is instantiated twice.",
        "First we tokenize the text, then we parse it.",
        "Grafana is deployed in the EU region.",
        "We deployed Grafana on Kubernetes last week.",
        "Each customer instance is deployed separately.",
        "The transaction needs a rollback.",
        "Run the Ansible playbook.",
        "The server failed. We are sorry for the incident.",
        "The host has a public IP.",
        "We use the workaround until the problem is solved.",
        "I will revert back to you.",
        "We reduced the word error rate.",
        "Leaders show their vulnerability.",
        "The office is full since RTO.",
        "We scaled the pods to five replicas.",
    ],
)
def test_technical_words_in_another_sense_stay(text: str) -> None:
    assert written(text, Side.BUSINESS) == text


@pytest.mark.parametrize(
    "text",
    [
        "We need alignment between company and team goals.",
        "We waive our rights under the contract.",
        "The laptops are in procurement.",
    ],
)
def test_business_words_in_another_sense_stay(text: str) -> None:
    assert written(text, Side.TECH) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We instantiated a new server.", "We created a new server."),
        ("We parse the date and store it.", "We read the date and store it."),
        ("We deployed the fix to production.", "We released the fix to production."),
        ("We saw two incidents.", "We saw two incidents (unplanned problems)."),
        ("We take the workaround.", "We take the way around the problem."),
        ("Our error rate is 1%.", "Our share of failed requests is 1%."),
    ],
)
def test_the_usual_sense_is_still_written(before: str, after: str) -> None:
    assert written(before, Side.BUSINESS) == after


def test_a_metric_is_explained_as_what_is_counted() -> None:
    told = written("GRR is part of the bonus.", Side.TECH)
    assert told == "GRR (the share of income kept from existing customers) is part of the bonus."
