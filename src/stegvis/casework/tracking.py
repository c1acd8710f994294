"""The history of changes as migration operations: a table tells when its rows are altered.

`WRITER` is made once; `tracked` then names a table and the columns whose values may be kept.
Any other column that differs is kept by its name alone, so a new one is never let out by mistake.
"""

from django.db import migrations

# Counters, keys and copies: that they differ says nothing to a reader.
UNTOLD = (
    *("id", "version", "key_id", "number_print", "number_master", "random_id"),
    *("association_id", "owner_id", "erased_on", "participant_id"),
    *("participation_id", "plan_id", "referral_id", "recorded_at", "recorded_by_id"),
    *("reached_by_id", "position"),
)
# A row that goes together with its participation (erasure, protection) tells nothing.
WRITER = """
CREATE FUNCTION casework_note_revision() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    gone boolean := TG_OP = 'DELETE';
    earlier jsonb := to_jsonb(OLD);
    later jsonb := CASE WHEN gone THEN '{}' ELSE to_jsonb(NEW) END;
    shown text[] := string_to_array(TG_ARGV[1], ',');
    untold text[] := string_to_array(TG_ARGV[2], ',');
    person bigint := (earlier ->> 'participant_id')::bigint;
    stay bigint := (earlier ->> 'participation_id')::bigint;
    names text[];
BEGIN
    SELECT array_agg(key ORDER BY key) INTO names FROM jsonb_each(earlier)
        WHERE value IS DISTINCT FROM later -> key AND key <> ALL (untold)
            AND (NOT gone OR value NOT IN ('null', '""', '[]'));
    IF names IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'casework_participant' THEN
        person := OLD.id;
    ELSIF TG_TABLE_NAME = 'casework_participation' THEN
        stay := OLD.id;
    ELSIF earlier ? 'plan_id' THEN
        SELECT participation_id INTO stay FROM casework_plan
            WHERE id = (earlier ->> 'plan_id')::uuid;
    END IF;
    IF person IS NULL THEN
        SELECT participant_id INTO person FROM casework_participation WHERE id = stay;
    END IF;
    IF person IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO casework_revision
        (participant_id, participation_id, noun, fields, before, after, removed, by_id, request_id)
    SELECT person, stay, TG_ARGV[0], names,
        coalesce(jsonb_object_agg(key, earlier -> key) FILTER (WHERE key = ANY (shown)), '{}'),
        coalesce(
            jsonb_object_agg(key, later -> key) FILTER (WHERE key = ANY (shown) AND NOT gone), '{}'
        ),
        gone,
        nullif(current_setting('stegvis.user_id', true), '')::bigint,
        coalesce(current_setting('stegvis.request_id', true), '')
    FROM unnest(names) AS key;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION casework_note_revision() IS
    'Keeps what an UPDATE or DELETE altered: args are the noun, columns with values, columns untold'
"""


def writer() -> migrations.RunSQL:
    """The function that the triggers of `tracked` call."""
    return migrations.RunSQL(WRITER, "DROP FUNCTION casework_note_revision()")


def tracked(noun: str, *values: str, removals: bool = False) -> migrations.RunSQL:
    """Keep the history of the table of `noun` in casework, with the values of the columns named."""
    table = f"casework_{noun}"
    arguments = ", ".join(f"'{text}'" for text in (noun, ",".join(values), ",".join(UNTOLD)))
    made = {
        "revised": f"UPDATE ON {table} FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)",
        "removed": f"DELETE ON {table} FOR EACH ROW",
    }
    if not removals:
        del made["removed"]
    return migrations.RunSQL(
        sql=[
            f"CREATE TRIGGER {name} AFTER {event} EXECUTE FUNCTION"
            f" casework_note_revision({arguments})"
            for name, event in made.items()
        ],
        reverse_sql=[f"DROP TRIGGER {name} ON {table}" for name in made],
    )
