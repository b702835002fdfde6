"""The tables. `storage/migrations` makes them; a test holds the two together.

Every row belongs to a workspace, but for `meta` and `chores`, which belong to the installation. No
column holds the text of a message but those of `texts`, which stays empty unless `STORE_TEXT` says
otherwise. Lists are JSON in text columns, which both databases treat alike.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
)

from storage.database import PlainText, StringList, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

usage = Table(
    "usage",
    metadata,
    Column("job_id", PlainText, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("workspace", PlainText, nullable=False),
    Column("channel", PlainText),
    Column("person", PlainText, nullable=False),
    Column("surface", PlainText, nullable=False),
    Column("outcome", PlainText, nullable=False),
    Column("direction", PlainText),
    Column("audience", PlainText),
    Column("engine", PlainText),
    Column("model", PlainText),
    Column("prompt", PlainText),
    Column("fallback", PlainText),
    Column("term_ids", StringList, nullable=False),
    Column("missing_term", PlainText),
    Column("checks_failed", StringList, nullable=False),
    Column("input_chars", Integer, nullable=False),
    Column("output_chars", Integer, nullable=False),
    Column("input_tokens", Integer),
    Column("output_tokens", Integer),
    Column("cost_usd", Float),
    Column("latency_ms", Float, nullable=False),
    Column("helpful", Boolean),
    Index(None, "workspace", "at"),
    Index(None, "at", info={"only": "postgresql"}),
    Index(
        "ix_usage_report",
        *("at", "workspace", "person", "surface", "outcome", "direction", "engine", "fallback"),
        *("helpful", "latency_ms", "input_tokens", "output_tokens", "cost_usd"),
        *("missing_term", "term_ids"),
        info={"only": "sqlite"},
    ),
    Index(None, "workspace", "person", "at"),
)
"""One row for each use, see `translators.usage.Use`; `helpful` is what the person said about the
answer.

SQLite has `ix_usage_report` instead of an index of `at` alone: it begins with `at` and holds all
that a report counts, so that a report reads nothing else. PostgreSQL, which reads the table on
several processors, is not faster with it, and can't index long lists.
"""

texts = Table(
    "texts",
    metadata,
    Column("job_id", PlainText, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("workspace", PlainText, nullable=False),
    Column("person", PlainText, nullable=False),
    Column("text", PlainText, nullable=False),
    Column("answer", PlainText, nullable=False),
    Column("key", PlainText, nullable=False),
    Index(None, "at"),
    Index(None, "workspace", "person"),
)
"""The words of uses, see `storage.texts`. `key` names the key that sealed them, empty where none
did."""

glossary_versions = Table(
    "glossary_versions",
    metadata,
    Column("workspace", PlainText, primary_key=True),
    Column("version", Integer, nullable=False),
)
"""Grows with every change to a workspace's words. Its row is the lock that changes to a workspace
queue at."""

glossary_revisions = Table(
    "glossary_revisions",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("scope", PlainText, nullable=False),
    Column("entry_id", PlainText, nullable=False),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("status", PlainText, nullable=False),
    Column("body", PlainText),
    Column("author", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", PlainText, nullable=False),
    Column("answers", Integer),
    PrimaryKeyConstraint("workspace", "scope", "entry_id", "number"),
    Index(None, "workspace", "version", "place"),
    Index(None, "workspace", "status"),
)
"""Every change to a workspace's words, appended and never altered.

`scope` is a channel, or empty for the workspace as a whole; `body` the entry as JSON; `version` the
workspace's version that the change made, `place` its position among the changes of that version.
"""

glossary_entries = Table(
    "glossary_entries",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("scope", PlainText, nullable=False),
    Column("entry_id", PlainText, nullable=False),
    Column("term", PlainText, nullable=False),
    Column("number", Integer, nullable=False),
    PrimaryKeyConstraint("workspace", "scope", "entry_id"),
    Index(None, "workspace", "term"),
)
"""Which revision of an entry is in force, and its headword as people are likely to type it
(normalised)."""

people = Table(
    "people",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("person", PlainText, nullable=False),
    Column("audience", PlainText),
    Column("known_terms", StringList, nullable=False),
    Column("opted_out", StringList, nullable=False),
    PrimaryKeyConstraint("workspace", "person"),
)
"""What people chose for themselves. `person` is a salted hash."""

curators = Table(
    "curators",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("member", PlainText, nullable=False),
    Column("named_by", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "kind", "member"),
)
"""Who was named to look after a workspace's words: Slack ids of people and of user groups."""

meta = Table(
    "meta",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("value", PlainText, nullable=False),
)
"""Facts of the installation, such as the salt that people are hashed with."""

annotation_channels = Table(
    "annotation_channels",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("mode", PlainText, nullable=False),
    Column("audience", PlainText),
    Column("per_hour", Integer, nullable=False),
    Column("cooldown_days", Integer, nullable=False),
    Column("external", Boolean, nullable=False),
    PrimaryKeyConstraint("workspace", "channel"),
)
"""How notes are made in a channel. Its row is the lock that all replicas queue at before one."""

annotation_notes = Table(
    "annotation_notes",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("message_ts", PlainText, nullable=False),
    Column("thread_ts", PlainText),
    Column("note_ts", PlainText),
    Column("mode", PlainText, nullable=False),
    Column("audience", PlainText, nullable=False),
    Column("terms", StringList, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("gone", Boolean, nullable=False),
    PrimaryKeyConstraint("workspace", "channel", "message_ts"),
    Index(None, "workspace", "channel", "at"),
)
"""Which messages have a note, about which terms; `gone` where it was taken down again."""

annotation_terms = Table(
    "annotation_terms",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("entry_id", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "channel", "entry_id"),
)
"""When a term was last noted in a channel."""

rates = Table(
    "rates",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("person", PlainText, nullable=False),
    Column("claims", StringList, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "person"),
    Index(None, "at"),
)
"""A person's translations of the last minute, oldest first, each as `milliseconds job_id`; `at` is
the last one's moment. Its row is the lock that all replicas queue at. `person` is a salted hash."""

token_budgets = Table(
    "token_budgets",
    metadata,
    Column("workspace", PlainText, nullable=False),
    Column("day", PlainText, nullable=False),
    Column("spent", Integer, nullable=False),
    PrimaryKeyConstraint("workspace", "day"),
)
"""Tokens that a workspace used, or reserved for a translation under way, on a day (ISO 8601,
UTC)."""

chores = Table(
    "chores",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
"""When a chore of the installation was last taken up, so that one replica does it."""

installations = Table(
    "installations",
    metadata,
    Column("workspace", PlainText, primary_key=True),
    Column("token", PlainText, nullable=False),
    Column("bot", PlainText, nullable=False),
    Column("bot_user", PlainText, nullable=False),
    Column("scopes", StringList, nullable=False),
    Column("installer", PlainText, nullable=False),
    Column("enterprise", PlainText),
    Column("at", UtcDateTime, nullable=False),
)
"""Where the app is installed by OAuth. `workspace` is an organisation's id where the app is
installed for all of it; `token` is sealed, see `storage.encryption`."""
