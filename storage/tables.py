"""The tables. What a person wrote or is called by stands only in `sealed` columns.

`sealed` is JSON under the key of the row's pod, or of the installation where `pod` is null or there
is none. Columns that end in `_index` are blind indexes (`Keys.index`) of what `sealed` holds.
"""

from __future__ import annotations

import sqlalchemy as sa

from storage.types import Instant

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A 64-bit number; INTEGER in SQLite, where only that name makes a row id."""


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _when(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant, nullable=null)


def _bytes(name: str, *, null: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=null)


keys = sa.Table("keys", metadata, _id("owner"), _text("master"), _bytes("value"))

pods = sa.Table(
    "pods",
    metadata,
    _id(),
    _text("language"),
    _when("created_at"),
    _when("erased_at", null=True),
    _number("last_number"),
    _bytes("sealed"),
)

rooms = sa.Table(
    "rooms",
    metadata,
    _id(),
    _text("pod"),
    _text("ref_index"),
    _text("audience"),
    _text("mode"),
    _text("state"),
    _bytes("sealed"),
    sa.Index("ix_rooms_pod", "pod"),
)
sa.Index(
    "uq_rooms_ref_index",
    rooms.c.ref_index,
    unique=True,
    sqlite_where=rooms.c.state != "gone",
    postgresql_where=rooms.c.state != "gone",
)

seen = sa.Table("seen", metadata, _id("ref_index"), _id("user_index"), _bytes("sealed"))

people = sa.Table(
    "people",
    metadata,
    _id(),
    _text("email_index", null=True),
    _text("language"),
    _when("created_at", null=True),
    _bytes("sealed"),
    sa.Index("uq_people_email_index", "email_index", unique=True),
)

identities = sa.Table(
    "identities",
    metadata,
    _id("user_index"),
    _text("person"),
    _when("bound_at"),
    _bytes("sealed"),
    sa.Index("ix_identities_person", "person"),
)

members = sa.Table(
    "members",
    metadata,
    _id("pod"),
    _id("person"),
    _text("role"),
    _text("privileges"),
    _text("state"),
    _when("joined_at"),
    _when("expires_at", null=True),
    _text("invited_by", null=True),
    sa.Index("ix_members_person", "person"),
)

invitations = sa.Table(
    "invitations",
    metadata,
    _id(),
    _text("pod"),
    _text("inviter"),
    _text("role"),
    _text("privileges"),
    _text("state"),
    _when("created_at"),
    _when("expires_at"),
    _text("language"),
    _text("link_hash"),
    _text("page_hash"),
    _text("bind_hash"),
    _when("code_expires_at", null=True),
    _number("code_failures"),
    _number("codes_sent"),
    _when("resend_at", null=True),
    _text("knock", null=True),
    _text("identity_index", null=True),
    _text("person", null=True),
    _bytes("sealed"),
    sa.Index("ix_invitations_pod", "pod"),
    sa.Index("ix_invitations_link_hash", "link_hash"),
    sa.Index("ix_invitations_page_hash", "page_hash"),
    sa.Index("ix_invitations_bind_hash", "bind_hash"),
    sa.Index("ix_invitations_identity_index", "identity_index"),
)

budgets = sa.Table(
    "budgets",
    metadata,
    _id("name_index"),
    sa.Column("slot", sa.BigInteger, primary_key=True, autoincrement=False),
    _number("count"),
    _when("counts_until"),
    sa.Index("ix_budgets_counts_until", "counts_until"),
)

uploads = sa.Table(
    "uploads",
    metadata,
    _id(),
    _text("pod", null=True),
    _text("state"),
    _text("person", null=True),
    _text("recipient", null=True),
    _when("received_at"),
    sa.Column("size", sa.BigInteger, nullable=False),
    _text("blob"),
    _bytes("sealed"),
    sa.Index("ix_uploads_pod", "pod"),
    sa.Index("ix_uploads_blob", "blob"),
)

images = sa.Table(
    "images",
    metadata,
    _id(),
    _text("pod"),
    _number("number"),
    _text("upload"),
    _text("uploader"),
    _text("state"),
    _when("created_at"),
    _text("kind"),
    _number("frames"),
    _number("width"),
    _number("height"),
    _text("hold", null=True),
    _text("released_by"),
    _bytes("sealed"),
    _bytes("sealed_metadata"),
    sa.Index("uq_images_pod_number", "pod", "number", unique=True),
    sa.Index("ix_images_upload", "upload"),
)

renditions = sa.Table(
    "renditions",
    metadata,
    _id("image"),
    _id("purpose"),
    sa.Column("deidentified", sa.Boolean, primary_key=True),
    _text("pod"),
    _text("format"),
    _text("media_type"),
    _number("width"),
    _number("height"),
    _number("frames"),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    _text("sha256"),
    _text("blob"),
    sa.Index("ix_renditions_pod", "pod"),
    sa.Index("ix_renditions_blob", "blob"),
)

posts = sa.Table(
    "posts",
    metadata,
    _id(),
    _text("pod"),
    _text("image"),
    _text("room_index"),
    _text("form"),
    _text("purpose"),
    _text("state"),
    _when("planned_at"),
    _text("planned_by"),
    _text("person", null=True),
    _when("sent_at", null=True),
    _bytes("sealed"),
    sa.Index("ix_posts_pod_image", "pod", "image"),
    sa.Index("ix_posts_pod_room_index", "pod", "room_index"),
)

handles = sa.Table(
    "handles",
    metadata,
    _id("hash"),
    _text("pod", null=True),
    _text("action"),
    sa.Column("once", sa.Boolean, nullable=False),
    _when("expires_at"),
    _when("used_at", null=True),
    _bytes("sealed"),
    sa.Index("ix_handles_expires_at", "expires_at"),
)

sessions = sa.Table(
    "sessions",
    metadata,
    _id("hash"),
    _text("person"),
    _when("created_at"),
    _when("seen_at"),
    sa.Index("ix_sessions_person", "person"),
)

notes = sa.Table("notes", metadata, _id("name_index"), _bytes("sealed"))

work = sa.Table(
    "work",
    metadata,
    sa.Column("id", Big, sa.Identity(), primary_key=True),
    _text("kind"),
    _text("key_index"),
    _text("lane_index"),
    _text("pod", null=True),
    _text("state"),
    _when("due"),
    _number("attempts"),
    sa.Column("was_sending", sa.Boolean, nullable=False),
    _when("created_at"),
    _when("ended_at", null=True),
    _bytes("sealed"),
    _bytes("sealed_note", null=True),
    sa.Column("holder", sa.Text, nullable=False, server_default=""),
    sa.Index("uq_work_key_index", "key_index", unique=True),
    sqlite_autoincrement=True,
)
OPEN_STATES = ("ready", "claimed", "sending")
TAKEN_STATES = ("claimed", "sending")
_open = work.c.state.in_(OPEN_STATES)
_taken_lane = sa.and_(work.c.state.in_(TAKEN_STATES), work.c.lane_index != "")
sa.Index("ix_work_due", work.c.due, sqlite_where=_open, postgresql_where=_open)
sa.Index(
    "ix_work_lane_index_id",
    work.c.lane_index,
    work.c.id,
    sqlite_where=_open,
    postgresql_where=_open,
)
# The rule that two of one lane are never under way holds even if a claim were wrong.
sa.Index(
    "uq_work_lane_index",
    work.c.lane_index,
    unique=True,
    sqlite_where=_taken_lane,
    postgresql_where=_taken_lane,
)

leads = sa.Table("leads", metadata, _id("name"), _text("holder"), _when("until"))

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", Big, primary_key=True, autoincrement=False),
    _when("at"),
    _text("pod", null=True),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _text("outcome"),
    _text("reason"),
    _text("origin"),
    _bytes("sealed", null=True),
    _bytes("hash"),
    sa.Index("ix_audit_pod_seq", "pod", "seq"),
    sa.Index("ix_audit_pod_subject", "pod", "subject"),
)

audit_head = sa.Table(
    "audit_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    _bytes("hash"),
)

POD_TABLES = (rooms, members, invitations, images, renditions, posts)
"""Tables of which every row is one pod's: no statement without its pod."""
