"""What leaves the database for a snapshot: the facts of one association, without any id.

Rows come in the order in which they were registered, so equal content gives equal bytes; rows and
persons are ranks, and age at the start stands for the year of birth. Voided rows stay behind.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.db.backends.utils import CursorWrapper
from psycopg import sql

PARTICIPATIONS = """
    SELECT {row}, dense_rank() OVER (ORDER BY p.participant_id), person.identified,
        i.slug, s.slug, p.kind, person.gender,
        extract(year FROM p.started_on)::int - person.birth_year,
        p.origin, p.municipality_code, p.started_on, p.ended_on, p.planned_end_on, p.completed,
        p.exit_reason, p.next_intervention, p.education, p.time_in_support, p.employment_form,
        p.referred_on,
        (SELECT a.starts_on FROM interventions_agreement a
            WHERE a.intervention_id = p.intervention_id
            AND p.started_on BETWEEN a.starts_on AND coalesce(a.ends_on, 'infinity')),
        p.hours_start, p.hours_end, to_json(p.referrers), to_json(p.target_groups), p.next_steps,
        p.support_start, p.support_end, p.occupation_start, p.occupation_end
    FROM casework_participation p
    JOIN casework_participant person ON person.id = p.participant_id
    JOIN interventions_intervention i ON i.id = p.intervention_id
    JOIN interventions_site s ON s.id = p.site_id
    WHERE p.association_id = {association} AND NOT p.voided
    ORDER BY p.id
"""
HEAD_COUNTS = """
    SELECT i.slug, h.year, h.gender, h.kind, sum(h.carried_in), sum(h.new), sum(h.ended)
    FROM casework_headcount h
    JOIN interventions_intervention i ON i.id = h.intervention_id
    WHERE h.association_id = {association}
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4
"""
# Within three months of an interval a follow-up is that interval's (casework.rules.follow_ups).
FOLLOW_UPS = """
    SELECT row, months, bool_or(reached), bool_or(occupied),
        coalesce(max(plan) FILTER (WHERE plan <> ''), '')
    FROM (
        SELECT p.row, m.months, coalesce(f.reached, false) AS reached, f.plan,
            (SELECT bool_or(said->>'code' IN ('work', 'studies')
                    AND coalesce((said->>'percent')::float, 100) > 0)
                FROM jsonb_array_elements(f.occupation) said) AS occupied
        FROM (SELECT p.id, {row} AS row, p.ended_on FROM casework_participation p
            WHERE p.association_id = {association} AND NOT p.voided) p
        JOIN casework_followup f ON f.participation_id = p.id
        JOIN (VALUES (6), (12)) m (months) ON f.due_on >= p.ended_on
            + make_interval(months => m.months - 3)
            AND f.due_on < p.ended_on + make_interval(months => m.months + 3)
    ) heard
    GROUP BY row, months
    ORDER BY row, months
"""
# Whoever is protected, or took back the consent to be contacted that she gave last.
LEFT_ALONE = """
    SELECT p.row
    FROM (SELECT p.participant_id, {row} AS row FROM casework_participation p
        WHERE p.association_id = {association} AND NOT p.voided) p
    JOIN casework_participant person ON person.id = p.participant_id
    WHERE person.protected OR (
        SELECT c.withdrawn_on FROM casework_consent c
        WHERE c.participant_id = p.participant_id AND c.kind = 'one_year_contact'
        ORDER BY c.given_on DESC, c.id DESC LIMIT 1
    ) IS NOT NULL
    ORDER BY p.row
"""
# Forms of which there were too few in their intervention belong to the association alone. Rows are
# written anew every night under new ids, so they stand in an order of what they say.
FORMS = """
    SELECT i.slug, u.instrument, u.version, u.collected_from, u.collected_to,
        u.gender, u.occasion, u.count, u.pattern
    FROM (
        SELECT intervention_id, instrument, version, collected_from, collected_to, gender,
            occasion, count, pattern
        FROM surveys_unlinkedcount WHERE association_id = {association}
        UNION ALL
        SELECT NULL, instrument, version, collected_from, collected_to, gender, occasion,
            count, pattern
        FROM surveys_associationcount WHERE association_id = {association}
    ) u
    LEFT JOIN interventions_intervention i ON i.id = u.intervention_id
    ORDER BY u.intervention_id NULLS LAST, u.instrument, u.version, u.collected_from,
        u.collected_to, u.gender, u.occasion, u.pattern, u.count
"""
# Responses of one day come in the order of their occasions, then as they were registered.
ANSWERS = """
    SELECT r.row, r.turn, r.instrument, r.version, r.occasion, r.respondent, r.answered_on, a.item,
        a.value
    FROM (
        SELECT p.row, r.id, r.instrument, r.version, r.occasion, r.respondent, r.answered_on,
            row_number() OVER (
                PARTITION BY p.participant_id
                ORDER BY r.answered_on,
                    array_position('{{start,ongoing,exit,follow_up}}'::text[], r.occasion::text),
                    r.id
            ) AS turn
        FROM (SELECT p.id, p.participant_id, {row} AS row FROM casework_participation p
            WHERE p.association_id = {association} AND NOT p.voided) p
        JOIN surveys_response r ON r.participation_id = p.id
    ) r
    JOIN surveys_answer a ON a.response_id = r.id
    ORDER BY r.id, a.item
"""
UNANSWERED = """
    SELECT p.row, i.code, i.version, n.occasion, n.due_on, n.reason
    FROM (SELECT p.id, {row} AS row FROM casework_participation p
        WHERE p.association_id = {association} AND NOT p.voided) p
    JOIN surveys_notanswered n ON n.participation_id = p.id
    JOIN surveys_instrument i ON i.id = n.instrument_id
    ORDER BY n.id
"""
ASKED = """
    SELECT p.row, a.instrument, a.year, a.occasion, a.outcome
    FROM (SELECT p.id, {row} AS row FROM casework_participation p
        WHERE p.association_id = {association} AND NOT p.voided) p
    JOIN surveys_asked a ON a.participation_id = p.id
    ORDER BY a.id
"""
# What the items of each instrument are; an association's own stands before one that is shipped.
ITEMS = """
    SELECT i.code, i.version, coalesce(i.document->>'respondent', 'participant'), item->>'code',
        item->>'kind', coalesce((item->>'better')::int, 0), coalesce(item->'positive', '[]'),
        coalesce((SELECT jsonb_agg(o->'value' ORDER BY n)
            FROM jsonb_array_elements(item->'options') WITH ORDINALITY listed (o, n)), '[]'),
        coalesce((item->>'lowest')::int, 1), coalesce((item->>'highest')::int, 5)
    FROM (
        SELECT DISTINCT ON (code, version) code, version, document FROM surveys_instrument
        WHERE association_id = {association} OR association_id IS NULL
        ORDER BY code, version, association_id NULLS LAST
    ) i,
        jsonb_array_elements(i.document->'sections') section,
        jsonb_array_elements(section->'items') item
    ORDER BY 1, 2, 4
"""
USES = """
    SELECT i.slug, n.code, n.version, u.shows_first
    FROM surveys_instrumentuse u
    JOIN surveys_instrument n ON n.id = u.instrument_id
    JOIN interventions_intervention i ON i.id = u.intervention_id
    WHERE i.association_id = {association}
        AND coalesce((n.document->>'linked')::boolean, true)
    ORDER BY 1, 2, 3
"""
INTERVENTIONS = """
    SELECT i.slug, whole.slug, i.starts_on, i.ends_on, i.name
    FROM interventions_intervention i
    LEFT JOIN interventions_intervention whole ON whole.id = i.part_of_id
    WHERE i.association_id = {association}
    ORDER BY i.slug
"""
_TEXT, _DAY, _NUMBER = "VARCHAR", "DATE", "INTEGER"
# The columns of each extract, with their types in DuckDB; lists and states are JSON.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "participations": {
        "row": _NUMBER, "person": _NUMBER, "identified": "BOOLEAN", "intervention": _TEXT,
        "site": _TEXT,
        "kind": _TEXT, "gender": _TEXT, "age_at_start": _NUMBER, "origin": _TEXT,
        "municipality": _TEXT, "started_on": _DAY, "ended_on": _DAY, "planned_end_on": _DAY,
        "completed": _TEXT, "exit_reason": _TEXT, "next_intervention": _TEXT, "education": _TEXT,
        "time_in_support": _TEXT, "employment_form": _TEXT, "referred_on": _DAY,
        "agreement": _TEXT, "hours_start": "DOUBLE", "hours_end": "DOUBLE", "referrers": _TEXT,
        "target_groups": _TEXT, "next_steps": _TEXT, "support_start": _TEXT, "support_end": _TEXT,
        "occupation_start": _TEXT, "occupation_end": _TEXT,
    },
    "follow_ups": {
        "row": _NUMBER, "months": _TEXT, "reached": "BOOLEAN", "occupied": "BOOLEAN",
        "plan": _TEXT,
    },
    "left_alone": {"row": _NUMBER},
    "head_counts": {
        "intervention": _TEXT, "year": _NUMBER, "gender": _TEXT, "kind": _TEXT,
        "carried_in": _NUMBER, "new": _NUMBER, "ended": _NUMBER,
    },
    "forms": {
        "intervention": _TEXT, "instrument": _TEXT, "version": _TEXT, "collected_from": _DAY,
        "collected_to": _DAY, "gender": _TEXT, "occasion": _TEXT, "count": _NUMBER,
        "pattern": _TEXT,
    },
    "answers": {
        "row": _NUMBER, "turn": _NUMBER, "instrument": _TEXT, "version": _TEXT,
        "occasion": _TEXT, "respondent": _TEXT, "answered_on": _DAY, "item": _TEXT,
        "value": _TEXT,
    },
    "unanswered": {
        "row": _NUMBER, "instrument": _TEXT, "version": _TEXT, "occasion": _TEXT, "due_on": _DAY,
        "reason": _TEXT,
    },
    "asked": {
        "row": _NUMBER, "instrument": _TEXT, "year": _NUMBER, "occasion": _TEXT, "outcome": _TEXT,
    },
    "items": {
        "instrument": _TEXT, "version": _TEXT, "respondent": _TEXT, "item": _TEXT, "kind": _TEXT,
        "better": _NUMBER, "positive": _TEXT, "options": _TEXT, "lowest": _NUMBER,
        "highest": _NUMBER,
    },
    "uses": {
        "intervention": _TEXT, "instrument": _TEXT, "version": _TEXT, "shows_first": "BOOLEAN",
    },
    "interventions": {
        "intervention": _TEXT, "part_of": _TEXT, "starts_on": _DAY, "ends_on": _DAY, "name": _TEXT,
    },
}  # fmt: skip
_QUERIES = {
    "participations": PARTICIPATIONS,
    "follow_ups": FOLLOW_UPS,
    "left_alone": LEFT_ALONE,
    "head_counts": HEAD_COUNTS,
    "forms": FORMS,
    "answers": ANSWERS,
    "unanswered": UNANSWERED,
    "asked": ASKED,
    "items": ITEMS,
    "uses": USES,
    "interventions": INTERVENTIONS,
}


RANK = "row_number() OVER (ORDER BY p.id)"
KEY = "p.id"


def extract(cursor: CursorWrapper, association: int, *, folder: Path, row: str = RANK) -> str:
    """Write each extract to `folder` as CSV; returns the fingerprint of all that was written.

    With `row` KEY the rows carry the key of their participation: only for those who see persons.
    """
    fingerprint = hashlib.sha256(repr(COLUMNS).encode())
    for name, query in _QUERIES.items():
        statement = sql.SQL("COPY (" + query + ") TO STDOUT (FORMAT csv)")
        copy = statement.format(association=association, row=sql.SQL(row))
        with (folder / f"{name}.csv").open("xb") as file, cursor.copy(copy) as blocks:
            for block in blocks:
                file.write(block)
                fingerprint.update(block)
        fingerprint.update(b"\0")
    return fingerprint.hexdigest()[:16]
