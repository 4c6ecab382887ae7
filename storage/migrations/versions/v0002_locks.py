"""Second locks: the audit only grows, and in PostgreSQL no row of a pod is seen without the pod.

PostgreSQL: every connection of the application acts as the role `carepods_app`, which owns nothing
and is bound by row-level security. It is made here if it is not there, and granted to whoever
migrates. Where that login may not make roles, an administrator runs once, beforehand:

    CREATE ROLE carepods_app NOLOGIN;
    GRANT carepods_app TO the_login_of_DATABASE_URL;

The same login may serve and migrate; where they are two, only the one that migrates owns tables.

`carepods.pod` is the pod of the unit of work. `carepods.lookup` names one thing that is looked for
outside of it: a chat, a person, an invitation, an upload, a pod, some blobs. Both last as long as
the transaction.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLE = "carepods_app"
# Not set, or set to nothing, is null, which equals nothing: an empty column is not a match.
POD = "nullif(current_setting('carepods.pod', true), '')"
LOOKUP = "nullif(current_setting('carepods.lookup', true), '')"

FREE = (
    "audit_head", "budgets", "handles", "identities", "keys", "notes", "people", "seen", "sessions",
    "work",
)  # fmt: skip
BLOBS = f"string_to_array({LOOKUP}, E'\\n')"
SEEN_BY = {
    "images": f"pod = {POD}",
    "renditions": f"pod = {POD} OR blob = ANY({BLOBS})",
    "posts": f"pod = {POD}",
    "pods": f"id IN ({POD}, {LOOKUP})",
    "rooms": f"pod = {POD} OR ref_index = {LOOKUP}",
    "members": f"pod = {POD} OR person = {LOOKUP}",
    "invitations": (
        f"pod = {POD} OR {LOOKUP} IN (id, link_hash, page_hash, bind_hash, identity_index)"
    ),
    "uploads": f"pod IS NULL OR pod = {POD} OR id = {LOOKUP} OR blob = ANY({BLOBS})",
}
WRITTEN_IN = {"pods": f"id = {POD}", "uploads": f"pod IS NULL OR pod = {POD} OR id = {LOOKUP}"}


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        _append_only_in_sqlite()
    else:
        _role()
        _row_security()
        _append_only()
        _notify()


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
        return
    op.execute("DROP TRIGGER work_added ON work")
    op.execute("DROP FUNCTION carepods_work_added()")
    op.execute("DROP TRIGGER audit_append_only ON audit")
    op.execute("DROP FUNCTION carepods_append_only()")
    op.execute("DROP POLICY audit_added ON audit")
    op.execute("DROP POLICY audit_seen ON audit")
    op.execute("ALTER TABLE audit NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE audit DISABLE ROW LEVEL SECURITY")
    for table in SEEN_BY:
        op.execute(f"DROP POLICY {table}_of_pod ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for table in (*FREE, *SEEN_BY, "audit", "alembic_version"):
        op.execute(f"REVOKE ALL ON {table} FROM {ROLE}")


def _append_only_in_sqlite() -> None:
    for what in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_no_{what} BEFORE {what.upper()} ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
        )


def _role() -> None:
    # Roles belong to the whole server: another database's migration may be at it at this moment,
    # which PostgreSQL reports as a unique violation or as an internal error.
    op.execute(
        f"""
        DO $$
        DECLARE
            enough text := CASE WHEN current_setting('server_version_num')::int >= 160000
                           THEN 'SET' ELSE 'MEMBER' END;
        BEGIN
            FOR attempt IN 1..50 LOOP
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
                        CREATE ROLE {ROLE} NOLOGIN;
                    END IF;
                    IF NOT pg_has_role(current_user, '{ROLE}', enough) THEN
                        EXECUTE 'GRANT {ROLE} TO ' || quote_ident(current_user);
                    END IF;
                    EXIT;
                EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
                    PERFORM pg_sleep(0.1);
                END;
            END LOOP;
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO {ROLE}', current_schema());
        END $$
        """
    )
    for table in (*FREE, *SEEN_BY):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLE}")
    op.execute(f"GRANT SELECT, INSERT ON audit TO {ROLE}")
    op.execute(f"GRANT SELECT ON alembic_version TO {ROLE}")


def _row_security() -> None:
    for table, seen in SEEN_BY.items():
        written = WRITTEN_IN.get(table, f"pod = {POD}")
        _force(table)
        op.execute(f"CREATE POLICY {table}_of_pod ON {table} USING ({seen}) WITH CHECK ({written})")
    _force("audit")
    seen = f"pod = {POD} OR {LOOKUP} = 'audit-chain'"
    op.execute(f"CREATE POLICY audit_seen ON audit FOR SELECT USING ({seen})")
    op.execute("CREATE POLICY audit_added ON audit FOR INSERT WITH CHECK (true)")


def _force(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _append_only() -> None:
    op.execute(
        """
        CREATE FUNCTION carepods_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit only grows'; END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION carepods_append_only()
        """
    )


def _notify() -> None:
    """Tell the other processes of new work; whoever added it is named and need not be told."""
    op.execute(
        """
        CREATE FUNCTION carepods_work_added() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('carepods_work', current_setting('application_name'));
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER work_added AFTER INSERT ON work
        FOR EACH STATEMENT EXECUTE FUNCTION carepods_work_added()
        """
    )
