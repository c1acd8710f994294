"""The read log can only grow; a user never holds roles with and without sight of persons."""

from django.db import migrations

APART = """
-- The action refuses with a sentence; this keeps the promise for every other way in.
CREATE FUNCTION access_roles_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM access_user WHERE id = NEW.user_id FOR UPDATE;
    IF NEW.revoked_at IS NULL AND EXISTS (
        SELECT 1 FROM access_grant
        WHERE user_id = NEW.user_id AND revoked_at IS NULL AND sees_persons <> NEW.sees_persons
    ) THEN
        RAISE EXCEPTION 'roles with and without sight of persons'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_roles_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roles_apart BEFORE INSERT OR UPDATE ON access_grant
    FOR EACH ROW EXECUTE FUNCTION access_roles_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON access_readlogentry FROM stegvis_app",
            "GRANT UPDATE, DELETE ON access_readlogentry TO stegvis_app",
        ),
        migrations.RunSQL(
            APART,
            "DROP TRIGGER roles_apart ON access_grant; DROP FUNCTION access_roles_apart();",
        ),
    ]
