"""The history of changes as migration operations: a table tells when its rows are altered.

`WRITER` is made once; `tracked` then names a table and the columns whose values may be kept.
Any other column that differs is kept by its name alone, so a new one is never let out by mistake.
"""

from django.db import migrations

# Counters, keys and copies: that they differ says nothing to a reader. A Monday stands as the day.
UNTOLD = (
    *("id", "version", "key_id", "number_print", "number_master", "random_id"),
    *("association_id", "owner_id", "erased_on", "participant_id"),
    *("participation_id", "plan_id", "referral_id", "recorded_at", "recorded_by_id"),
    *("reached_by_id", "position", "monday"),
)
# A row that goes together with its participation (erasure, protection) tells nothing.
WRITER = """
CREATE FUNCTION casework_note_revision() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    gone boolean := TG_OP = 'DELETE';
    earlier jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    later jsonb := CASE WHEN gone THEN '{}' ELSE to_jsonb(NEW) END;
    whole jsonb := earlier || later;
    nothing jsonb[] := ARRAY['null', '""', '[]'];
    shown text[] := string_to_array(TG_ARGV[1], ',');
    untold text[] := string_to_array(TG_ARGV[2], ',');
    person bigint := whole ->> 'participant_id';
    stay bigint := whole ->> 'participation_id';
    names text[];
BEGIN
    SELECT array_agg(key ORDER BY key) INTO names FROM jsonb_object_keys(whole) AS key
        WHERE earlier -> key IS DISTINCT FROM later -> key AND key <> ALL (untold)
            AND NOT (coalesce(earlier -> key, 'null') = ANY (nothing)
                AND coalesce(later -> key, 'null') = ANY (nothing));
    IF names IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'casework_participant' THEN
        person := whole ->> 'id';
    ELSIF TG_TABLE_NAME = 'casework_participation' THEN
        stay := whole ->> 'id';
    ELSIF whole ? 'plan_id' THEN
        SELECT participation_id INTO stay FROM casework_plan
            WHERE id = (whole ->> 'plan_id')::uuid;
    END IF;
    IF person IS NULL THEN
        SELECT participant_id INTO person FROM casework_participation WHERE id = stay;
    END IF;
    IF person IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO casework_revision (participant_id, participation_id, noun, day, fields, before,
        after, removed, by_id, request_id)
    SELECT person, stay, TG_ARGV[0],
        coalesce(
            whole ->> 'monday', whole ->> 'day', whole ->> 'due_on', whole ->> 'given_on'
        )::date,
        names,
        coalesce(
            jsonb_object_agg(key, coalesce(earlier -> key, 'null'))
                FILTER (WHERE key = ANY (shown)),
            '{}'
        ),
        coalesce(
            jsonb_object_agg(key, coalesce(later -> key, 'null'))
                FILTER (WHERE key = ANY (shown) AND NOT gone),
            '{}'
        ),
        gone,
        nullif(current_setting('stegvis.user_id', true), '')::bigint,
        coalesce(current_setting('stegvis.request_id', true), '')
    FROM unnest(names) AS key;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION casework_note_revision() IS
    'Keeps what a statement altered: args are the noun, columns with values, columns untold'
"""
REVISED, REMOVED, ADDED = "revised", "removed", "added"
EVENTS = {REVISED: "UPDATE", REMOVED: "DELETE", ADDED: "INSERT"}


def writer() -> migrations.RunSQL:
    """The function that the triggers of `tracked` call."""
    return migrations.RunSQL(WRITER, "DROP FUNCTION casework_note_revision()")


def tracked(noun: str, *values: str, also: tuple[str, ...] = ()) -> migrations.RunSQL:
    """Keep the history of the table of `noun` in casework, with the values of the columns named.

    Rows that are revised are kept, and those that are `also` REMOVED or ADDED.
    """
    table = f"casework_{noun}"
    arguments = ", ".join(f"'{text}'" for text in (noun, ",".join(values), ",".join(UNTOLD)))
    names = (REVISED, *also)
    return migrations.RunSQL(
        sql=[
            f"CREATE TRIGGER {name} AFTER {EVENTS[name]} ON {table} FOR EACH ROW"
            f" {'WHEN (OLD.* IS DISTINCT FROM NEW.*)' if name == REVISED else ''}"
            f" EXECUTE FUNCTION casework_note_revision({arguments})"
            for name in names
        ],
        reverse_sql=[f"DROP TRIGGER {name} ON {table}" for name in names],
    )
