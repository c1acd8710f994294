"""Code lists: what a registration may say, with the office's own words.

The codes are those of the exchange format and never change meaning; an association adds and
retires values of its own in the database (``organisations.Code``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language


@dataclass(frozen=True)
class Code:
    """One value of a list with its Swedish and English label."""

    code: str
    sv: str
    en: str

    def label(self, language: str | None = None) -> str:
        """The label in `language`, by default the language of the page being made."""
        chosen = language or get_language() or "sv"
        return self.en if chosen.startswith("en") else self.sv


@dataclass(frozen=True)
class CodeList:
    """A named list of codes in the order in which people expect to read them."""

    name: str
    codes: tuple[Code, ...]

    @cached_property
    def by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def label(self, code: str, language: str | None = None) -> str:
        """The label of `code`; a code the list does not hold is its own label."""
        found = self.by_code.get(code)
        return found.label(language) if found else code

    def choices(self) -> list[tuple[str, str]]:
        """(code, label) pairs for a form, in the language of the page."""
        return [(code.code, code.label()) for code in self.codes]

    def order(self, code: str) -> int:
        """Where `code` stands in the list; unlisted codes come last."""
        return self._positions.get(code, len(self.codes))

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {code.code: position for position, code in enumerate(self.codes)}


def _list(name: str, *rows: tuple[str, str, str]) -> CodeList:
    return CodeList(name, tuple(Code(*row) for row in rows))


_UNKNOWN = ("unknown", "Okänt", "Not known")

GENDER = _list(
    "gender",
    ("woman", "Kvinna", "Woman"),
    ("man", "Man", "Man"),
    ("other", "Hen/annat", "Other"),
    ("unknown", "Okänd", "Not known"),
)

ORGANISATION_KIND = _list(
    "organisation_kind",
    ("municipality", "Kommun", "Municipality"),
    ("region", "Region", "Region"),
    ("fk", "Försäkringskassan", "Social Insurance Agency"),
    ("af", "Arbetsförmedlingen", "Public Employment Service"),
    ("association", "Samordningsförbund", "Coordination association"),
    ("provider", "Utförare", "Provider"),
    ("health_unit", "Vårdenhet", "Health care unit"),
    ("civil_society", "Civilsamhälle", "Civil society"),
    ("education", "Utbildning", "Education"),
    ("social_enterprise", "Socialt företag", "Social enterprise"),
    ("other", "Annan", "Other"),
)

ORIENTATION = _list(
    "orientation",
    ("individual", "Individinriktad", "Individual"),
    ("structural", "Strukturövergripande", "Structural"),
)

KIND = _list(
    "kind",
    ("enrolled", "Inskriven", "Enrolled"),
    ("consultation", "Konsultation", "Consultation"),
    ("follow_up_support", "Stöd efter avslut", "Support after exit"),
    ("preparing", "Förbereds", "Preparing"),
    ("guest", "Gäst", "Guest"),
)

REFERRER = _list(
    "referrers",
    ("fk", "Försäkringskassan", "Social Insurance Agency"),
    ("af", "Arbetsförmedlingen", "Public Employment Service"),
    ("region", "Regionen", "Region"),
    ("primary_care", "Primärvården", "Primary care"),
    ("psychiatry", "Psykiatrin", "Psychiatry"),
    ("specialist_care", "Specialistvården", "Specialist care"),
    ("occupational_health", "Företagshälsovården", "Occupational health"),
    ("municipality", "Kommunen", "Municipality"),
    (
        "municipal_social_services",
        "Socialtjänst/IFO/försörjningsstöd",
        "Municipal social services",
    ),
    ("municipal_labour_unit", "Kommunens arbetsmarknadsenhet (AME)", "Municipal labour unit"),
    ("municipal_disability", "Kommunens funktionshinderverksamhet", "Municipal disability unit"),
    ("municipal_integration", "Kommunens integrationsenhet", "Municipal integration unit"),
    (
        "municipal_youth_responsibility",
        "Kommunala aktivitetsansvaret (KAA)",
        "Municipal youth responsibility",
    ),
    ("school", "Skolan", "School"),
    ("employer", "Arbetsgivare", "Employer"),
    ("prison_probation", "Kriminalvården", "Prison and probation"),
    ("civil_society", "Civilsamhället", "Civil society"),
    ("other_intervention", "Annan insats", "Another intervention"),
    ("self", "Egen ansökan", "Own application"),
    ("other", "Annan", "Other"),
)

PARTY = _list(
    "referrer_party",
    ("fk", "Försäkringskassan", "Social Insurance Agency"),
    ("af", "Arbetsförmedlingen", "Public Employment Service"),
    ("region", "Regionen", "Region"),
    ("municipality", "Kommunen", "Municipality"),
    ("other", "Annan", "Other"),
    ("unknown", "Okänd", "Not known"),
)

# Which party a referrer belongs to; those not named are "other".
PARTY_OF_REFERRER = {
    "fk": "fk",
    "af": "af",
    "region": "region",
    "primary_care": "region",
    "psychiatry": "region",
    "specialist_care": "region",
    "municipality": "municipality",
    "municipal_social_services": "municipality",
    "municipal_labour_unit": "municipality",
    "municipal_disability": "municipality",
    "municipal_integration": "municipality",
    "municipal_youth_responsibility": "municipality",
    "school": "municipality",
}

COMPLETED = _list(
    "completed",
    ("completed", "Fullföljt", "Completed"),
    ("left_early", "Avbrutit i förtid", "Left early"),
    ("not_applicable", "Ej tillämpligt", "Not applicable"),
    _UNKNOWN,
)

EXIT_REASON = _list(
    "exit_reason",
    ("work", "Arbete", "Work"),
    ("studies", "Studier", "Studies"),
    ("job_seeking", "Arbetssökande", "Job-seeking"),
    ("enhanced_cooperation", "Förstärkt samverkan AF/FK", "Enhanced cooperation"),
    ("continued_rehabilitation", "Fortsatt rehabilitering", "Continued rehabilitation"),
    ("illness", "Sjukdom", "Illness"),
    ("no_work_capacity", "Saknar arbetsförmåga", "No capacity for work"),
    ("moved", "Flytt", "Moved"),
    ("parental_leave", "Föräldraledighet", "Parental leave"),
    ("family", "Familjeskäl", "Family reasons"),
    ("pension", "Pension", "Pension"),
    ("own_request", "Egen begäran", "Own request"),
    ("too_early", "För tidigt i processen", "Too early"),
    ("consent_withdrawn", "Återkallat samtycke", "Consent withdrawn"),
    ("intervention_closed", "Insatsen avslutad", "Intervention closed"),
    ("transferred", "Överförd", "Transferred"),
    ("deceased", "Avliden", "Deceased"),
    ("other", "Övrigt", "Other"),
    ("unknown", "Okänd", "Not known"),
    ("misregistered", "Felregistrering", "Registered by mistake"),
)

NEXT_STEP = _list(
    "next_steps",
    ("work", "Arbete", "Work"),
    ("work_subsidised", "Subventionerat arbete", "Subsidised work"),
    ("existing_employment", "Befintlig anställning", "Existing employment"),
    ("adapted_work", "Anpassat arbete", "Adapted work"),
    ("own_business", "Eget företag", "Own business"),
    ("studies", "Studier", "Studies"),
    ("preparatory_studies", "Förberedande studier", "Preparatory studies"),
    ("job_seeking", "Arbetssökande", "Job-seeking"),
    ("work_training", "Arbetsträning", "Work training"),
    ("internship", "Praktik", "Internship"),
    ("enhanced_cooperation", "Förstärkt samverkan AF/FK", "Enhanced cooperation"),
    ("af_preparatory", "Förberedande insats hos AF", "Preparatory programme at AF"),
    ("af_assessment", "Utredning hos AF", "Assessment at AF"),
    ("other_intervention", "Annan insats", "Another intervention"),
    ("municipal_labour_unit", "Kommunens arbetsmarknadsenhet", "Municipal labour unit"),
    ("municipal_rehabilitation", "Kommunal rehabilitering", "Municipal rehabilitation"),
    ("municipal_activity", "Kommunal aktivitet", "Municipal activity"),
    ("occupation_place", "Sysselsättningsplats", "Occupation place"),
    ("back_to_referrer", "Tillbaka till remittent", "Back to the referrer"),
    ("medical_rehabilitation", "Medicinsk rehabilitering", "Medical rehabilitation"),
    ("health_care_investigation", "Utredning i vården", "Investigation in health care"),
    ("lss", "Insats enligt LSS", "Support under the LSS act"),
    ("sick_leave", "Sjukskrivning", "Sick leave"),
    ("sickness_compensation", "Sjukersättning", "Sickness compensation"),
    ("illness", "Sjukdom", "Illness"),
    ("pension", "Pension", "Pension"),
    ("parental_leave", "Föräldraledighet", "Parental leave"),
    ("moved", "Flytt", "Moved"),
    ("none", "Utan aktivitet", "Without activity"),
    _UNKNOWN,
)

STEP_STATE = _list(
    "step_state",
    ("started", "Påbörjat", "Started"),
    ("planned", "Planerat inom två månader", "Planned within two months"),
    ("ready", "Redo, inget ordnat", "Ready, nothing arranged"),
)

PLAN_FOLLOWED = _list(
    "plan_followed",
    ("carried_out", "Genomförd", "Carried out"),
    ("partly", "Delvis genomförd", "Partly carried out"),
    ("not_carried_out", "Inte genomförd", "Not carried out"),
    ("no_plan", "Det fanns ingen plan", "There was no plan"),
)

EMPLOYMENT_FORM = _list(
    "employment_form",
    ("permanent", "Tillsvidareanställning", "Permanent"),
    ("temporary", "Visstidsanställning", "Temporary"),
    ("hourly", "Timanställning", "Hourly"),
    ("new_start_job", "Nystartsjobb", "New start job"),
    ("extra_job", "Extratjänst", "Extra job"),
    ("wage_subsidy", "Lönebidrag", "Wage subsidy"),
    ("protected_public", "Skyddat arbete hos offentlig arbetsgivare", "Protected public work"),
    ("development_employment", "Utvecklingsanställning", "Development employment"),
    ("adapted", "Anpassad anställning", "Adapted"),
    ("own_employer", "Hos egen arbetsgivare", "With own employer"),
    ("own_business", "Eget företag", "Own business"),
    _UNKNOWN,
)

EDUCATION = _list(
    "education",
    ("none", "Ej slutförd grundskola", "Compulsory school not completed"),
    ("compulsory", "Grundskola", "Compulsory school"),
    ("upper_secondary", "Gymnasium", "Upper secondary"),
    ("post_secondary", "Annan eftergymnasial utbildning", "Other post-secondary"),
    ("higher", "Högskola/universitet", "Higher education"),
    _UNKNOWN,
)

TIME_IN_SUPPORT = _list(
    "time_in_support",
    ("none", "Ingen tid", "No time"),
    ("up_to_3_months", "Upp till 3 månader", "Up to 3 months"),
    ("up_to_6_months", "Upp till 6 månader", "Up to 6 months"),
    ("up_to_1_year", "Upp till 1 år", "Up to 1 year"),
    ("up_to_3_years", "Upp till 3 år", "Up to 3 years"),
    ("up_to_6_years", "Upp till 6 år", "Up to 6 years"),
    ("up_to_9_years", "Upp till 9 år", "Up to 9 years"),
    ("over_9_years", "Mer än 9 år", "Over 9 years"),
    _UNKNOWN,
)

SUPPORT = _list(
    "support",
    ("sickness_benefit", "Sjukpenning/rehabiliteringspenning", "Sickness benefit"),
    ("activity_compensation", "Aktivitetsersättning", "Activity compensation"),
    ("sickness_compensation", "Sjukersättning", "Sickness compensation"),
    ("unemployment_benefit", "A-kassa", "Unemployment benefit"),
    ("activity_support", "Aktivitetsstöd", "Activity support"),
    ("establishment_benefit", "Etableringsersättning", "Establishment benefit"),
    ("social_assistance", "Försörjningsstöd", "Social assistance"),
    ("wages", "Lön", "Wages"),
    ("student_aid", "Studiestöd", "Student aid"),
    ("parental_benefit", "Föräldrapenning", "Parental benefit"),
    ("pension", "Pension", "Pension"),
    ("other", "Annan försörjning", "Other support"),
    ("none", "Ingen offentlig försörjning", "No public support"),
    ("no_income", "Ingen inkomst", "No income"),
    _UNKNOWN,
)

OCCUPATION = _list(
    "occupation",
    ("work", "Arbete", "Work"),
    ("studies", "Studier", "Studies"),
    ("job_seeking", "Arbetssökande", "Job-seeking"),
    ("none", "Varken arbete eller studier", "Neither work nor studies"),
)

ORIGIN = _list(
    "origin",
    ("sweden_nordic", "Sverige/Norden", "Sweden/Nordic countries"),
    ("abroad", "Utanför Norden", "Outside the Nordic countries"),
    _UNKNOWN,
)

TARGET_GROUP = _list(
    "target_groups",
    ("mental_ill_health", "Psykisk ohälsa", "Mental ill-health"),
    ("substance_use", "Missbruksproblematik", "Substance use"),
    ("born_abroad", "Utrikesfödda", "Born abroad"),
    ("newly_arrived", "Nyanlända", "Newly arrived"),
    ("long_term_sick", "Långtidssjukskrivna", "Long-term sick"),
    ("activity_compensation", "Aktivitetsersättning", "Activity compensation"),
    ("long_term_unemployed", "Långtidsarbetslösa", "Long-term unemployed"),
    ("no_sickness_benefit_income", "SGI-0", "No income qualifying for sickness benefit"),
    ("young_16_29", "Unga 16–29 år", "Young people 16–29"),
    ("disability", "Funktionsnedsättning", "Disability"),
    ("social_difficulties", "Social problematik", "Social difficulties"),
    ("pain", "Smärta", "Pain"),
    _UNKNOWN,
)

FOLLOW_UP = _list(
    "follow_up",
    ("6", "Efter 6 månader", "After 6 months"),
    ("12", "Efter 12 månader", "After 12 months"),
)

AGE_GROUP = _list(
    "age_group",
    ("up_to_29", "–29 år", "–29"),
    ("30_44", "30–44 år", "30–44"),
    ("45_59", "45–59 år", "45–59"),
    ("60_plus", "60– år", "60–"),
    _UNKNOWN,
)

OCCASION = _list(
    "occasion",
    ("start", "Vid start", "At start"),
    ("ongoing", "Pågående", "Ongoing"),
    ("exit", "Vid avslut", "At exit"),
    ("follow_up", "Vid uppföljning", "At follow-up"),
    ("first", "Första gången", "First time"),
    ("again", "Upprepad", "Again"),
)

RESPONDENT = _list(
    "respondent",
    ("participant", "Deltagare", "Participant"),
    ("caseworker", "Insatspersonal", "Intervention staff"),
    ("referrer", "Remittent", "Referrer"),
    ("manager", "Chef", "Manager"),
    ("board", "Styrelse", "Board"),
)

GOAL_KIND = _list(
    "goal_kind",
    ("volume", "Volym", "Volume"),
    ("outcome", "Resultat", "Outcome"),
    ("process", "Process", "Process"),
    ("structure", "Struktur", "Structure"),
    ("perceived", "Upplevelse", "Perceived"),
    ("financial", "Ekonomi", "Financial"),
)

GOAL_OPERATOR = _list(
    "goal_operator",
    ("at_least", "Minst", "At least"),
    ("at_most", "Högst", "At most"),
    ("equals", "Lika med", "Equals"),
)

GOAL_UNIT = _list(
    "goal_unit",
    ("count", "Antal", "Count"),
    ("percent", "Procent", "Percent"),
    ("weeks", "Veckor", "Weeks"),
    ("days", "Dagar", "Days"),
    ("sek", "Kronor", "SEK"),
)

FUNDING_KIND = _list(
    "funding_kind",
    ("member", "Medlem", "Member"),
    ("esf", "ESF", "ESF"),
    ("other_grant", "Annat bidrag", "Other grant"),
    ("carried_over", "Överfört från föregående år", "Carried over"),
    ("other", "Övrigt", "Other"),
)

BUDGET_VERSION = _list(
    "budget_version",
    ("proposal", "Förslag", "Proposal"),
    ("decided", "Beslutad", "Decided"),
    ("revised", "Reviderad", "Revised"),
)

BUDGET_KIND = _list(
    "budget_kind",
    ("income", "Intäkt", "Income"),
    ("opening_equity", "Ingående eget kapital", "Opening equity"),
    ("cost", "Kostnad", "Cost"),
)

BUDGET_CATEGORY = _list(
    "budget_category",
    ("individual", "Individ", "Individual"),
    ("structural", "Strukturell", "Structural"),
    ("individual_structural", "Individ/strukturell", "Individual/structural"),
    ("management", "Ledning", "Management"),
    ("undecided", "Ej beslutat", "Undecided"),
    ("other", "Övrigt", "Other"),
)

LISTS = {each.name: each for each in list(globals().values()) if isinstance(each, CodeList)}
