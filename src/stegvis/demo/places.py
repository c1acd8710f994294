"""Makes an association's places: organisations, interventions with sites and agreements."""

from dataclasses import dataclass, field
from decimal import Decimal

from stegvis.demo.plan import AgreementPlan, AssociationPlan, InterventionPlan, OrganisationPlan
from stegvis.demo.store import Store
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.models import Association, Membership, Municipality, Organisation

# What an intervention's plan and its row call the same.
SAME = (
    "slug",
    "name",
    "orientation",
    "provider",
    "starts_on",
    "ends_on",
    "background",
    "purpose",
    "goal_text",
    "method",
    "participant_word",
    "contact_name",
    "contact_phone",
    "contact_email",
)


@dataclass
class Places:
    """What has been made of an association, by slug; sites by intervention and site."""

    association: Association
    organisations: dict[str, Organisation]
    interventions: dict[str, Intervention] = field(default_factory=dict)
    sites: dict[tuple[str, str], Site] = field(default_factory=dict)


def make_places(plan: AssociationPlan, store: Store) -> Places:
    """Everything of the plan that has a place but no persons."""
    organisations = _organisations(plan.organisations, store)
    (association,) = store.keep(
        [
            Association(
                slug=plan.slug,
                name=plan.name,
                organisation_number=plan.organisation_number,
                opening_period=str(plan.last.year),
            )
        ]
    )
    association.municipalities.set(Municipality.objects.filter(code__in=plan.municipalities))
    store.keep(
        Membership(association=association, organisation=organisations[slug])
        for slug in plan.members
    )
    places = Places(association, organisations)
    for intervention in plan.interventions:
        places.interventions[intervention.slug] = _intervention(places, intervention)
    store.rows["Intervention"] += len(places.interventions)
    _parties(places, plan)
    _sites(places, plan, store)
    store.keep(
        _agreement(places, intervention, each)
        for intervention in plan.interventions
        for each in intervention.agreements
    )
    return places


def _organisations(plans: tuple[OrganisationPlan, ...], store: Store) -> dict[str, Organisation]:
    """The organisations of the plan; those that work in several associations are made once."""
    slugs = [plan.slug for plan in plans]
    found = {each.slug: each for each in Organisation.objects.filter(slug__in=slugs)}
    made = store.keep(
        Organisation(
            slug=plan.slug,
            name=plan.name,
            kind=plan.kind,
            municipality_id=plan.municipality or None,
        )
        for plan in plans
        if plan.slug not in found
    )
    return found | {each.slug: each for each in made}


def _intervention(places: Places, plan: InterventionPlan) -> Intervention:
    return Intervention.objects.create(
        association=places.association,
        owner=places.organisations[plan.owner],
        part_of=places.interventions.get(plan.part_of),
        succeeds=places.interventions.get(plan.succeeds),
        aliases=list(plan.aliases),
        target_groups=list(plan.target_groups),
        **{name: getattr(plan, name) for name in SAME},
    )


def _parties(places: Places, plan: AssociationPlan) -> None:
    between = Intervention.parties.through
    between.objects.bulk_create(
        between(
            intervention_id=places.interventions[intervention.slug].pk,
            organisation_id=places.organisations[slug].pk,
        )
        for intervention in plan.interventions
        for slug in intervention.parties
    )


def _sites(places: Places, plan: AssociationPlan, store: Store) -> None:
    keys = [(each.slug, site) for each in plan.interventions for site in each.sites]
    made = store.keep(
        Site(
            intervention=places.interventions[intervention],
            slug=site.slug,
            name=site.name,
            owner=places.organisations[site.owner],
            municipality_id=site.municipality or None,
            is_default=site.is_default,
        )
        for intervention, site in keys
    )
    places.sites = {
        (intervention, site.slug): row for (intervention, site), row in zip(keys, made, strict=True)
    }


def _agreement(places: Places, intervention: InterventionPlan, plan: AgreementPlan) -> Agreement:
    hours = plan.hours_per_week
    return Agreement(
        intervention=places.interventions[intervention.slug],
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        places=plan.places,
        follow_up_places=plan.follow_up_places,
        rounds_per_year=plan.rounds_per_year,
        planned_participants=plan.planned_participants,
        weeks=plan.weeks,
        hours_per_week=None if hours is None else Decimal(str(hours)),
        extension_rule=plan.extension_rule,
        place_quotas=dict(plan.quotas),
    )
