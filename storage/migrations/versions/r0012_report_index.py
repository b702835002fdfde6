"""An index that reports are counted from, on SQLite."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    op.drop_index("ix_usage_at", "usage")
    op.create_index(
        "ix_usage_report",
        "usage",
        [
            *("at", "workspace", "person", "surface", "outcome", "direction", "engine", "fallback"),
            *("helpful", "latency_ms", "input_tokens", "output_tokens", "cost_usd"),
            *("missing_term", "term_ids"),
        ],
    )


def downgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    op.drop_index("ix_usage_report", "usage")
    op.create_index("ix_usage_at", "usage", ["at"])
