"""Persons follow an intervention or site out of the organisation that stood for "not yet known"."""

from collections.abc import Iterator

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.identities import follow_owner
from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.exchange.registry import Move, Said

_STAY = _(
    # Translators: Personer är registrerade hos den förra ägaren; en fil flyttar dem inte.
    "Persons are registered with the former owner; a file does not move them to another authority."
)


def move_persons(move: Move) -> Iterator[Said]:
    """Participations at the sites, and the persons they are about, get the new owner.

    A person who also takes part elsewhere stays there and is known by the same code in both
    places; one whom the new owner knows by the same code is the same person.
    """
    stays = Participation.objects.filter(site_id__in=move.sites, owner_id=move.old)
    if not stays.exists():
        return
    if not move.unassigned:
        yield _STAY
        return
    for participant in Participant.objects.filter(participations__in=stays).distinct():
        yield from _move_person(participant, move)
    stays.update(owner_id=move.new, version=F("version") + 1)


def _move_person(participant: Participant, move: Move) -> Iterator[Said]:
    stays = participant.participations.all()
    here = stays.filter(site_id__in=move.sites)
    known = Participant.objects.filter(
        association_id=participant.association_id, owner_id=move.new, code=participant.code
    ).first()
    if known and _contradicts(known, participant):
        # Translators: Den nya ägaren har en annan deltagare med koden %(code)s.
        yield _("The new owner has another participant with the code %(code)s.") % {
            "code": participant.code
        }
        return
    if known is None and not stays.exclude(site_id__in=move.sites).exists():
        participant.owner_id = move.new
        participant.save(update_fields=["owner"])
        follow_owner(participant)
        return
    if known is None:
        known = _copied(participant, move.new)
    else:
        _complete(known, participant)
    here.update(participant_id=known.pk)
    if not stays.exists():
        participant.delete()


def _contradicts(known: Participant, other: Participant) -> bool:
    genders = {known.gender, other.gender} - {"unknown"}
    years = {known.birth_year, other.birth_year} - {None}
    return len(genders) > 1 or len(years) > 1


def _complete(known: Participant, other: Participant) -> None:
    if known.gender == "unknown":
        known.gender = other.gender
    known.birth_year = known.birth_year or other.birth_year
    known.save(update_fields=["gender", "birth_year"])


def _copied(participant: Participant, owner: int) -> Participant:
    return Participant.objects.create(
        association_id=participant.association_id,
        owner_id=owner,
        code=participant.code,
        gender=participant.gender,
        birth_year=participant.birth_year,
        identified=participant.identified,
    )


def move_head_counts(move: Move) -> Iterator[Said]:
    """Counts without registrations belong to the intervention's owner."""
    if not move.whole:
        return
    counts = HeadCount.objects.filter(intervention_id=move.intervention, owner_id=move.old)
    if counts.exists() and not move.unassigned:
        yield _STAY
        return
    counts.update(owner_id=move.new)
