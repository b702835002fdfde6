"""The workspace that a newcomer meets: two channels, three people, and what they said this morning.

All people and figures are made up.
"""

from glossary.terms import Audience
from playground.model import App, Command, Message, Person, Room, Shortcut, Workspace

MAYA = Person("U0MAYA", "Maya", "Backend engineer", Audience.ENGINEERING, admin=True)
TOM = Person("U0TOM", "Tom", "Account executive", Audience.SALES)
PRIYA = Person("U0PRIYA", "Priya", "Support lead", Audience.SUPPORT)
PEOPLE = (TOM, MAYA, PRIYA)

APP = App(
    id="A0PARLANCE",
    name="Parlance",
    bot_user="U0PARLANCE",
    bot_id="B0PARLANCE",
    commands=(
        Command(
            "/translate",
            "Say it in the other side's words, only for you",
            "[to business|to tech|for AUDIENCE] TEXT",
        ),
        Command(
            "/glossary",
            "Find, explain and look after the words of both sides",
            "search|show|suggest|add|edit|review|import|export|help",
        ),
    ),
    shortcuts=(
        Shortcut("translate_message", "Translate jargon", "message"),
        Shortcut("check_draft", "Check before I post", "global"),
    ),
    events=frozenset(
        {
            "app_home_opened",
            "app_mention",
            "member_joined_channel",
            "message.channels",
            "message.im",
            "reaction_added",
            "reaction_removed",
        }
    ),
)
LAUNCH = "C0LAUNCH"
ENGINEERING = "C0ENGINEERING"
EXAMPLE = "/translate We need to optimize the API response time."
"""The command that the page offers to a newcomer."""

_MEMBERS = (*(person.id for person in PEOPLE), APP.bot_user)


def workspace(*, team: str = "T0DEMO", app: App = APP) -> Workspace:
    """The demo workspace, with the bot in both channels."""
    return Workspace(
        team=team,
        name="Northwind",
        domain="northwind-demo",
        app=app,
        people=PEOPLE,
        rooms=(
            Room(LAUNCH, "product-launch", "Getting the spring release out of the door", _MEMBERS),
            Room(ENGINEERING, "engineering", "Builds, incidents and design talk", _MEMBERS),
        ),
    )


_SCRIPT: tuple[tuple[str, Person, int, str], ...] = (
    (
        LAUNCH,
        TOM,
        95,
        "Two of our key accounts are waiting for the new checkout before they renew. "
        "We need to launch the new feature next week.",
    ),
    (
        LAUNCH,
        MAYA,
        91,
        "It sits behind a feature flag on staging. But we haven't tested it enough: "
        "the regression suite is still red and there's some tech debt in the payment service.",
    ),
    (
        LAUNCH,
        PRIYA,
        84,
        "If it slips I need to know today. First response time is already over our SLA, "
        "and CSAT dropped after the last release.",
    ),
    (
        LAUNCH,
        TOM,
        62,
        "Churn is up in the SMB segment and the pipeline for Q2 depends on this. "
        "What would it take to de-risk the launch?",
    ),
    (
        LAUNCH,
        MAYA,
        58,
        "A canary release to 5% of the traffic, then a rollback plan if the error rate goes "
        "over 0.1%. @Tom I can have that ready by Thursday.",
    ),
    (
        ENGINEERING,
        MAYA,
        120,
        "Our system uptime was 99.8% last month. Most of the downtime was the database "
        "failover on the 14th.",
    ),
    (
        ENGINEERING,
        MAYA,
        75,
        "p95 latency of `GET /orders` went from 850 ms to 420 ms after we added caching.",
    ),
    (
        ENGINEERING,
        PRIYA,
        49,
        "Customers keep telling us that the app is slow in the evening. Is there an ETA? "
        "I have a backlog of 40 tickets about it.",
    ),
    (
        ENGINEERING,
        MAYA,
        44,
        "We hit the rate limit of the payments API under load. I'll add autoscaling "
        "and put the retries behind a queue.",
    ),
    (
        ENGINEERING,
        TOM,
        21,
        "Can we get single sign-on before the renewal? Procurement made it a hard requirement "
        "and the deal is worth $120K ARR.",
    ),
)


def history(now: float) -> list[Message]:
    """The seeded messages, as if written in the two hours before `now` (epoch seconds)."""
    return [
        Message(channel, f"{int(now) - minutes * 60}.{number:06d}", person.id, text)
        for number, (channel, person, minutes, text) in enumerate(_SCRIPT)
    ]
