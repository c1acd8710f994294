"""Interventions, their sites and agreements, as they travel."""

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.checks import BACKWARDS
from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.lookups import known
from stegvis.exchange.registry import Attached, Column, Kind, Reference, Table
from stegvis.exchange.vocabulary import MUNICIPALITIES
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.interventions.transfer import agreements, catalogue, sites
from stegvis.interventions.transfer.places import KEY, OF_INTERVENTION

INTERVENTION = Column("intervention", "Insats", Kind.SLUG, required=True)

INTERVENTIONS = Table(
    name="interventions",
    label="Insatser",
    help="What the association finances.",
    key=("association", "intervention"),
    columns=(
        INTERVENTION,
        ASSOCIATION,
        Column("name", "Namn", longest=160),
        Column("aliases", "Andra namn", many=True, longest=160),
        Column("orientation", "Inriktning", Kind.CODE, codes="orientation", default="individual"),
        Column("part_of", "Del av", Kind.SLUG),
        Column("succeeds", "Efterträder", Kind.SLUG),
        Column("owner", "Projektägare", Kind.SLUG),
        Column("parties", "Samverkande parter", Kind.SLUG, many=True),
        Column("provider", "Utförare", longest=160),
        Column("starts_on", "Startdatum", Kind.DATE),
        Column("ends_on", "Slutdatum", Kind.DATE),
        Column("target_groups", "Målgrupper", Kind.CODE, codes="target_groups", many=True),
        Column("background", "Bakgrund", Kind.TEXT),
        Column("purpose", "Syfte", Kind.TEXT),
        Column("goal_text", "Mål", Kind.TEXT),
        Column("method", "Arbetssätt", Kind.TEXT),
        Column("participant_word", "Ord för deltagare", default="deltagare", longest=40),
        Column("contact_name", "Kontaktperson", longest=120),
        Column("contact_phone", "Telefon", longest=40),
        Column("contact_email", "E-post", longest=254),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "part_of")),
        Reference("interventions", ("association", "succeeds")),
        Reference("organisations", ("owner",)),
        Reference("organisations", ("parties",)),
    ),
    after=("codes",),
    known=known(Intervention, *KEY),
    create=catalogue.create,
    check=catalogue.check,
    read=catalogue.read,
    write=catalogue.write,
    promises={
        "intervention_ends_after_start": BACKWARDS,
        "intervention_not_part_of_itself": _("An intervention is a part of itself."),
    },
)

SITES = Table(
    name="sites",
    label="Platser",
    help="Where interventions meet their participants; a site's owner holds the persons.",
    key=("association", "intervention", "site"),
    columns=(
        ASSOCIATION,
        INTERVENTION,
        Column("site", "Plats", Kind.SLUG, required=True),
        Column("name", "Namn", longest=160),
        Column("owner", "Projektägare", Kind.SLUG, help="Empty: the intervention's owner."),
        Column("municipality_code", "Kommun", Kind.CODE, codes=MUNICIPALITIES),
        Column(
            "is_default",
            "Standardplats",
            Kind.FLAG,
            default=False,
            help="The one site that participations without a site belong to.",
        ),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
        Reference("organisations", ("owner",)),
    ),
    known=known(Site, *OF_INTERVENTION, "slug"),
    promises={
        # Translators: Två platser i en insats har samma korta namn.
        "site_slug_once": _("Two sites of an intervention have the same short name."),
    },
    read=sites.read,
    write=sites.write,
)

AGREEMENTS = Table(
    name="agreements",
    label="Avtal",
    help="What is agreed for a span of days: places, weeks, hours.",
    key=("association", "intervention", "from"),
    columns=(
        ASSOCIATION,
        INTERVENTION,
        Column("from", "Från och med", Kind.DATE, required=True),
        Column("to", "Till och med", Kind.DATE),
        Column("places", "Platser", Kind.WHOLE, least=0, most=100_000),
        Column("follow_up_places", "Uppföljningsplatser", Kind.WHOLE, least=0, most=100_000),
        Column("rounds_per_year", "Omgångar per år", Kind.WHOLE, least=0, most=400),
        Column("planned_participants", "Planerade deltagare", Kind.WHOLE, least=0, most=100_000),
        Column("weeks", "Veckor", Kind.WHOLE, least=0, most=1_000),
        Column("hours_per_week", "Timmar per vecka", Kind.DECIMAL, least=0, most=168),
        Column("extension_rule", "Regel för förlängning", longest=400),
        Column(
            "place_quotas",
            "Platser per remittent",
            Kind.CODE,
            codes="referrers",
            many=True,
            attached=Attached("places", Kind.WHOLE, required=True, least=0, most=100_000),
        ),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
    ),
    known=known(Agreement, *OF_INTERVENTION, "starts_on"),
    check=agreements.check,
    read=agreements.read,
    write=agreements.write,
    promises={
        "agreement_ends_after_start": BACKWARDS,
        # Translators: «Två avtal gäller samma dag.»
        "agreement_one_at_a_time": _("Two agreements of one intervention run on the same day."),
    },
)

TABLES = (INTERVENTIONS, SITES, AGREEMENTS)
