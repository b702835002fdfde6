"""How fast people may ask, how many tokens a workspace may use, and who does the chores."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rates",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name="pk_rates"),
    )
    op.create_index("ix_rates_at", "rates", ["at"])
    op.create_table(
        "token_budgets",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "day", name="pk_token_budgets"),
    )
    op.create_table(
        "chores",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )


def downgrade() -> None:
    for table in ("chores", "token_budgets", "rates"):
        op.drop_table(table)
