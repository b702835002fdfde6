"""The first tables: usage log, a workspace's own glossary, people, facts of the installation."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_usage()
    _create_glossary()
    _create_people()


def _create_usage() -> None:
    op.create_table(
        "usage",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("engine", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("prompt", sa.Text(), nullable=True),
        sa.Column("fallback", sa.Text(), nullable=True),
        sa.Column("term_ids", sa.Text(), nullable=False),
        sa.Column("missing_term", sa.Text(), nullable=True),
        sa.Column("checks_failed", sa.Text(), nullable=False),
        sa.Column("input_chars", sa.Integer(), nullable=False),
        sa.Column("output_chars", sa.Integer(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=True),
        sa.Column("output_tokens", sa.Integer(), nullable=True),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("latency_ms", sa.Float(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("job_id", name="pk_usage"),
    )
    op.create_index("ix_usage_at", "usage", ["at"])
    op.create_index("ix_usage_workspace_at", "usage", ["workspace", "at"])
    op.create_index("ix_usage_workspace_person_at", "usage", ["workspace", "person", "at"])


def _create_glossary() -> None:
    op.create_table(
        "glossary_versions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_glossary_versions"),
    )
    op.create_table(
        "glossary_revisions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "workspace", "scope", "entry_id", "number", name="pk_glossary_revisions"
        ),
    )
    op.create_index(
        "ix_glossary_revisions_workspace_status", "glossary_revisions", ["workspace", "status"]
    )
    op.create_index(
        "ix_glossary_revisions_workspace_version_place",
        "glossary_revisions",
        ["workspace", "version", "place"],
    )
    op.create_table(
        "glossary_entries",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "scope", "entry_id", name="pk_glossary_entries"),
    )
    op.create_index("ix_glossary_entries_workspace_term", "glossary_entries", ["workspace", "term"])


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("known_terms", sa.Text(), nullable=False),
        sa.Column("opted_out", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name="pk_people"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )


def downgrade() -> None:
    for table in (
        "meta", "people", "glossary_entries", "glossary_revisions", "glossary_versions", "usage"
    ):  # fmt: skip
        op.drop_table(table)
