"""Keeping questionnaires: a new one, a new version, and what can no longer be changed."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys import reach, shipping
from stegvis.surveys.actions import uses
from stegvis.surveys.models import Instrument, Response, UnlinkedCount
from stegvis.surveys.rules import checks
from stegvis.surveys.rules.checks import Problem
from stegvis.surveys.rules.questionnaire import Questionnaire, written
from stegvis.surveys.rules.versions import following


class Refused(Exception):
    """The questionnaire cannot be kept as it is; `problems` say what to change."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


@transaction.atomic
def add(
    *,
    form: Questionnaire,
    association: Association,
    intervention: Intervention | None = None,
    by: User,
) -> Instrument:
    """Keep `form`, for one intervention where one is named; the same one twice is kept once.

    Raises Refused when something is wrong with it, or when its code and version are taken by
    another wording: what someone may have answered is never changed.
    """
    _permit(by, association, intervention)
    _refuse_problems(form)
    _refuse_shipped_code(form)
    others = Instrument.objects.filter(association=association, code=form.code)
    for other in others.select_for_update():
        if other.version == form.version and other.document == written(form):
            return other
        _refuse_taken(form, other, intervention)
    return Instrument.objects.create(
        association=association,
        intervention=intervention,
        code=form.code,
        version=form.version,
        document=written(form),
        wording=form.wording,
    )


@transaction.atomic
def rewrite(*, instrument: Instrument, form: Questionnaire, on: date, by: User) -> Instrument:
    """Give `instrument` other questions: in place while nobody is asked, else as a new version.

    From `on` the new version is asked wherever the old one was. Raises Refused for one whose
    wording is locked, and when something is wrong with `form`.
    """
    stored = Instrument.objects.select_for_update(of=("self",)).get(pk=instrument.pk)
    if not reach.may_change(scope_of(by), stored):
        raise PermissionError("This form is not yours to change.")
    if stored.questionnaire.locked:
        # Translators: «Ordalydelsen är låst: enkäten är licensierad. Läs in en ny fil i stället.»
        raise Refused(Problem(_("The wording is locked: the form is licensed. Import a new file.")))
    kept = replace(form, code=stored.code, version=stored.version)
    _refuse_problems(kept)
    if written(kept) == stored.document:
        return stored
    if not is_fixed(stored):
        stored.document, stored.wording = written(kept), kept.wording
        stored.save(update_fields=["document", "wording"])
        return Instrument.objects.get(pk=stored.pk)  # what it said before is remembered by `stored`
    return _next_version(stored, kept, on=on)


@transaction.atomic
def retire(*, instrument: Instrument, by: User) -> None:
    """Offer it to nobody any more; what has been answered stays."""
    if not reach.may_change(scope_of(by), instrument):
        raise PermissionError("This form is not yours to change.")
    Instrument.objects.filter(pk=instrument.pk, retired_at=None).update(retired_at=timezone.now())


def is_fixed(instrument: Instrument) -> bool:
    """Whether someone may have read it: it is in use, answered, or its wording is locked."""
    said = {"instrument": instrument.code, "version": instrument.version}
    if instrument.association_id:
        said["association"] = instrument.association_id
    return (
        instrument.questionnaire.locked
        or instrument.uses.exists()
        or Response.objects.filter(**said).exists()
        or UnlinkedCount.objects.filter(**said).exists()
    )


def _next_version(stored: Instrument, form: Questionnaire, *, on: date) -> Instrument:
    taken = set(
        Instrument.objects.filter(association=stored.association, code=stored.code).values_list(
            "version", flat=True
        )
    )
    version = following(stored.version)
    while version in taken:
        version = following(version)
    renamed = replace(form, version=version)
    made = Instrument.objects.create(
        association=stored.association,
        intervention=stored.intervention,
        code=stored.code,
        version=version,
        document=written(renamed),
        wording=renamed.wording,
    )
    uses.succeed(earlier=stored, later=made, on=on)
    return made


def _permit(by: User, association: Association, intervention: Intervention | None) -> None:
    scope = scope_of(by)
    if intervention is not None and intervention.association_id != association.pk:
        raise PermissionError("The intervention belongs to another association.")
    allowed = (
        reach.keeps(scope, association)
        if intervention is None
        else reach.plans(scope, intervention)
    )
    if not allowed:
        raise PermissionError("Forms of this place are not yours to keep.")


def _refuse_problems(form: Questionnaire) -> None:
    if found := checks.problems(form):
        raise Refused(*found)


def _refuse_shipped_code(form: Questionnaire) -> None:
    if form.code in {each.code for each in shipping.shipped()}:
        # Translators: «Koden «%(code)s» hör till en enkät som följer med programmet. Välj en
        # annan, till exempel %(code)s-2.»
        message = _(
            "The code “%(code)s” belongs to a form that comes with the program. "
            "Choose another, for example %(code)s-2."
        )
        raise Refused(Problem(message % {"code": form.code}))


def _refuse_taken(
    form: Questionnaire, other: Instrument, intervention: Intervention | None
) -> None:
    named = {"code": form.code, "version": form.version}
    if other.intervention_id != (intervention.pk if intervention else None):
        # Translators: «Koden «%(code)s» används av någon annan i förbundet. Välj en annan.»
        message = _("The code “%(code)s” is used by someone else in the association.")
        raise Refused(Problem(message % named))
    if other.questionnaire.locked and not form.locked:
        # Translators: «Enkäten «%(code)s» är licensierad och dess ordalydelse låst. Filen ska
        # säga att den är låst (stegvis_locked: yes).»
        message = _(
            "The form “%(code)s” is licensed and its wording locked. "
            "The file must say so as well (stegvis_locked: yes)."
        )
        raise Refused(Problem(message % named))
    if other.version == form.version:
        # Translators: «Version %(version)s av «%(code)s» finns redan med andra ord. Ge den nya ett
        # annat versionsnamn.»
        message = _(
            "Version %(version)s of “%(code)s” exists already with other words. "
            "Give the new one another version."
        )
        raise Refused(Problem(message % named))
