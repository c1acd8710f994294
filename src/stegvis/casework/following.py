"""Follow-ups of many participations at once: the rule, laid over what one query finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from stegvis.casework.choices.consents import ONE_YEAR_CONTACT
from stegvis.casework.models import Consent, FollowUp, Participation, ParticipationQuerySet
from stegvis.casework.rules import follow_ups as rules
from stegvis.casework.rules.follow_ups import Exit, Heard


@dataclass(frozen=True)
class Waiting:
    """A follow-up that waits to be made, and whose."""

    participation: Participation
    follow_up: rules.FollowUp

    @property
    def order(self) -> tuple[date, int]:
        """The oldest first, the same way each time."""
        return self.follow_up.due_on, self.participation.pk


def exit_of(participation: Participation) -> Exit:
    """How a participation ended, as the rule asks it."""
    consents = Consent.objects.filter(participant=participation.participant_id)
    withdrawn_on = _latest(consents).values_list("withdrawn_on", flat=True).first()
    return _exit(participation, withdrawn_on)


def _exit(participation: Participation, withdrawn_on: date | None) -> Exit:
    """A protected person is left alone as one who has taken back her consent."""
    return Exit(
        kind=participation.kind,
        ended_on=participation.ended_on,
        exit_reason=participation.exit_reason,
        voided=participation.voided,
        refuses=participation.participant.protected or withdrawn_on is not None,
    )


def _latest(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """The consents to be contacted after the exit, the one given last first: that one holds."""
    return consents.filter(kind=ONE_YEAR_CONTACT).order_by("-given_on", "-pk")


def follow_ups_of(participation: Participation, *, today: date) -> tuple[rules.FollowUp, ...]:
    """Both follow-ups of one participation, none where it is not followed up."""
    heard = (Heard(row.due_on, row.reached) for row in participation.follow_ups.all())
    return rules.follow_ups(exit_of(participation), heard=tuple(heard), today=today)


def waiting(participations: ParticipationQuerySet, *, today: date) -> list[Waiting]:
    """The follow-ups that wait among `participations`, the oldest first; one query."""
    found = _waiting(_with_heard(participations, today=today), today)
    return sorted(found, key=lambda each: each.order)


def _with_heard(participations: ParticipationQuerySet, *, today: date) -> Iterable[Participation]:
    """Those whose exit lies near enough, with what is written of their follow-ups and consent."""
    written = FollowUp.objects.filter(participation=OuterRef("pk")).values(
        json=JSONObject(due_on=F("due_on"), reached=F("reached"))
    )
    consents = Consent.objects.filter(participant=OuterRef("participant"))
    return (
        participations.filter(
            voided=False,
            kind="enrolled",
            ended_on__range=rules.exits_that_may_wait(today=today),
        )
        .exclude(exit_reason__in=rules.NOT_FOLLOWED)
        .select_related("participant", "intervention", "site")
        .annotate(
            heard=ArraySubquery(written),
            withdrawn_on=Subquery(_latest(consents).values("withdrawn_on")[:1]),
        )
    )


def _waiting(found: Iterable[Participation], today: date) -> Iterator[Waiting]:
    for participation in found:
        heard = tuple(
            Heard(date.fromisoformat(row["due_on"]), row["reached"])
            for row in participation.heard  # type: ignore[attr-defined]
        )
        left = _exit(participation, participation.withdrawn_on)  # type: ignore[attr-defined]
        for each in rules.follow_ups(left, heard=heard, today=today):
            if each.waits:
                yield Waiting(participation, each)
