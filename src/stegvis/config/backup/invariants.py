"""What must hold in a database that was restored: questions whose answer is always nothing."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from stegvis.access import anchors, chain, rotation, vault, verifying
from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.config.personal import ABOUT_PARTICIPANTS, MODELS

_P, _PERSON = "casework_participation p", "casework_participant r"
_JOINED = f"{_P} JOIN {_PERSON} ON r.id = p.participant_id"
# What is wrong, and the rows of which there may be none.
NONE_OF: dict[str, str] = {
    "participations without a participant": f"{_P} WHERE NOT EXISTS (SELECT FROM {_PERSON}"
    " WHERE r.id = p.participant_id)",
    "participations at another owner than their participant": f"{_JOINED}"
    " WHERE r.owner_id <> p.owner_id",
    "participations in another association than their participant": f"{_JOINED}"
    " WHERE r.association_id <> p.association_id",
    "participations at a site of another intervention": f"{_P} JOIN interventions_site s"
    " ON s.id = p.site_id WHERE s.intervention_id <> p.intervention_id",
    "participations at a site of another owner": f"{_P} JOIN interventions_site s"
    " ON s.id = p.site_id WHERE s.owner_id <> p.owner_id",
    "participations that end before they start": f"{_P} WHERE p.ended_on < p.started_on",
    "exits without a day": f"{_P} WHERE p.exit_reason <> '' AND p.ended_on IS NULL"
    " AND NOT p.voided",
    "references given twice": "(SELECT FROM casework_participation"
    " GROUP BY owner_id, association_id, intervention_id, reference HAVING count(*) > 1) twice",
    "participants' codes given twice": "(SELECT FROM casework_participant"
    " GROUP BY owner_id, association_id, code HAVING count(*) > 1) twice",
    "random ids given twice": "(SELECT FROM casework_participant"
    " GROUP BY random_id HAVING count(*) > 1) twice",
    "stays of one person in one place at one time": f"{_P} JOIN casework_participation q"
    " ON q.participant_id = p.participant_id AND q.intervention_id = p.intervention_id"
    " AND q.id > p.id AND daterange(p.started_on, p.ended_on, '[]')"
    " && daterange(q.started_on, q.ended_on, '[]')"
    " WHERE NOT p.voided AND NOT q.voided AND p.kind = 'enrolled' AND q.kind = 'enrolled'",
    "erased records with more than months": f"{_P} WHERE p.erased_on IS NOT NULL AND"
    " (p.ended_on IS NULL OR extract(day FROM p.ended_on + 1) <> 1 OR p.referrers <> '{}')",
    "erased records of someone known": f"{_JOINED} WHERE p.erased_on IS NOT NULL"
    " AND (r.identified OR EXISTS (SELECT FROM casework_identity i"
    " WHERE i.participant_id = r.id))",
    "participants that the ledger says are erased": f"{_PERSON} JOIN access_erasedid e"
    " ON e.id = r.random_id",
    "keys that the ledger says are destroyed": "access_datakey k JOIN access_erasedid e"
    " ON e.id = k.id WHERE k.wrapped <> ''",
    "identities without a key": "casework_identity i LEFT JOIN access_datakey k"
    " ON k.id = i.key_id WHERE k.id IS NULL OR k.wrapped = ''",
    "identities at another owner than their participant": "casework_identity i"
    f" JOIN {_PERSON} ON r.id = i.participant_id WHERE i.owner_id <> r.owner_id",
    "addresses of protected persons": "casework_identity WHERE protected AND address IS NOT NULL",
    "meetings of no participation": "casework_meeting m WHERE NOT EXISTS"
    f" (SELECT FROM {_P} WHERE p.id = m.participation_id)",
    "notes of no participation": "casework_note n WHERE NOT EXISTS"
    f" (SELECT FROM {_P} WHERE p.id = n.participation_id)",
    "answers of no participation": "surveys_response a WHERE NOT EXISTS"
    f" (SELECT FROM {_P} WHERE p.id = a.participation_id)",
    "head counts with more ended than counted": "casework_headcount WHERE ended > carried_in + new",
    "roles held by nobody": "access_grant g WHERE NOT EXISTS"
    " (SELECT FROM access_user u WHERE u.id = g.user_id)",
    "association staff who see persons": "access_grant WHERE place_kind = 'association'"
    " AND sees_persons AND revoked_at IS NULL",
    "constraints that were not checked": "pg_constraint WHERE NOT convalidated"
    " AND connamespace = 'public'::regnamespace",
}


def problems() -> list[str]:
    """What does not hold, as sentences; empty when all is well."""
    with acting(Scope(everything=True)):
        return [*_broken(), *_bare_tables(), *_locked(), *verifying.faults(anchors=_anchors())]


def number() -> int:
    """How many things are looked at."""
    return len(NONE_OF) + 3


def _anchors() -> list[verifying.Anchor]:
    """The seals sent outside up to the backup: later ones it cannot hold."""
    last = chain.last(chain.WHOLE)
    return [each for each in anchors.sent() if last and each.number <= last.number]


def _broken() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        for what, rows in NONE_OF.items():
            cursor.execute(f"SELECT count(*) FROM {rows}")  # noqa: S608 - our own text above
            (found,) = cursor.fetchone()
            if found:
                yield f"{found} {what}."


def _bare_tables() -> Iterator[str]:
    tables = {
        apps.get_model(name)._meta.db_table
        for name, classed in MODELS.items()
        if classed.holds in ABOUT_PARTICIPANTS
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
            " AND relnamespace = 'public'::regnamespace"
        )
        walled = {name for (name,) in cursor.fetchall()}
    for table in sorted(tables - walled):
        yield f"Row-level security is not forced on {table}."


def _locked() -> Iterator[str]:
    for master in sorted(set(rotation.in_use()) - set(vault.masters())):
        yield (
            f"Master key {master}, which sealed texts need, is not among those of this server: "
            "put it back into var/secret first."
        )
