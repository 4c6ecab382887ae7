"""Third: which process holds a claim, and who leads where only one may.

Work that a process of this machine held when it was killed need not wait for its lease.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLE = "carepods_app"


def upgrade() -> None:
    op.add_column("work", sa.Column("holder", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "leads",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leads")),
    )
    if op.get_context().dialect.name != "sqlite":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON leads TO {ROLE}")


def downgrade() -> None:
    op.drop_table("leads")
    op.drop_column("work", "holder")
