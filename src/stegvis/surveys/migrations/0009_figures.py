"""Figures are made of answers, of what was not answered, and of whom was asked."""

from django.db import migrations

from stegvis.access.rls import readable_for_figures
from stegvis.organisations.changes import EVENTS, noted

OF_INTERVENTION = (
    "(SELECT i.association_id FROM interventions_intervention i"
    " WHERE i.id = intervention_id) AS association_id"
)
# An answer knows its association through its response, which only somebody whom the database
# shows that response can look up: so whoever writes the answer, and not the owner, looks.
NOTE_ANSWERS = """
CREATE FUNCTION surveys_note_change_of(association bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO organisations_change (association_id) VALUES (association) ON CONFLICT DO NOTHING
$$;
CREATE FUNCTION surveys_note_answers() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM surveys_note_change_of(touched.association_id) FROM (
        SELECT DISTINCT r.association_id FROM surveys_response r
        WHERE r.id IN (SELECT response_id FROM changed_rows)
    ) touched;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION surveys_note_change_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION surveys_note_change_of(bigint) TO stegvis_app;
"""
UNDO_NOTE_ANSWERS = """
DROP FUNCTION surveys_note_answers();
DROP FUNCTION surveys_note_change_of(bigint);
"""
CHANGED = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def note_answers() -> migrations.RunSQL:
    """Note a change of the association whenever answers are written or taken away."""
    return migrations.RunSQL(
        sql=[
            f"CREATE TRIGGER note_{event.lower()} AFTER {event} ON surveys_answer"
            f" REFERENCING {CHANGED[event]} TABLE AS changed_rows"
            " FOR EACH STATEMENT EXECUTE FUNCTION surveys_note_answers()"
            for event in EVENTS
        ],
        reverse_sql=[f"DROP TRIGGER note_{event.lower()} ON surveys_answer" for event in EVENTS],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("interventions", "0002_changes"),
        ("measures", "0001_rights"),
        ("surveys", "0008_answering"),
    ]

    operations = [
        readable_for_figures(
            "surveys_response",
            "id", "association_id", "participation_id", "instrument", "version", "occasion",
            "respondent", "answered_on",
        ),
        readable_for_figures("surveys_answer", "response_id", "item", "value"),
        readable_for_figures(
            "surveys_notanswered",
            "id", "association_id", "participation_id", "instrument_id", "occasion", "due_on",
            "reason",
        ),
        readable_for_figures(
            "surveys_asked",
            "id", "association_id", "participation_id", "instrument", "year", "occasion", "outcome",
        ),
        readable_for_figures(
            "surveys_associationcount",
            "id", "association_id", "instrument", "version", "collected_from", "collected_to",
            "gender", "occasion", "pattern", "count",
        ),
        migrations.RunSQL(
            "GRANT SELECT (version) ON surveys_unlinkedcount TO stegvis_figures",
            "REVOKE SELECT (version) ON surveys_unlinkedcount FROM stegvis_figures",
        ),
        readable_for_figures(
            "surveys_instrument", "id", "association_id", "code", "version", "document",
            personal=False,
        ),
        readable_for_figures(
            "surveys_instrumentuse", "id", "intervention_id", "instrument_id", "shows_first",
            personal=False,
        ),
        migrations.RunSQL(NOTE_ANSWERS, UNDO_NOTE_ANSWERS),
        note_answers(),
        noted("surveys_instrument"),
        noted("surveys_instrumentuse", OF_INTERVENTION),
    ]  # fmt: skip
