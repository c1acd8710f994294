"""Roles as code: what each may do, at what kind of place, and whether it sees persons.

Readable by someone who does not program; ``docs/permissions.md`` is made from it. Association
staff hold no role that sees persons (design section 2; Finsam act 7 §: an association provides
no services to individuals).
"""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """The kinds of place at which a role can be held."""

    ASSOCIATION = "association"
    ORGANISATION = "organisation"
    INTERVENTION = "intervention"
    SITE = "site"
    NATION = "nation"


class Permission(StrEnum):
    """What a view or action may require; each is granted by a role at a place."""

    SEE_FIGURES = "figures.see"
    SEE_INTERVENTIONS = "interventions.see"
    SEE_PERSONS = "persons.see"
    REGISTER = "persons.register"
    SEE_REPORTS = "reports.see"
    ORDER_REPORTS = "reports.order"
    REFER = "referrals.send"
    HANDLE_REFERRALS = "referrals.handle"
    ASSESS_REFERRALS = "referrals.assess"
    DECIDE_CHANGES = "changes.decide"
    MANAGE_STAFF = "staff.manage"
    MANAGE_INSTRUMENTS = "instruments.manage"
    REVIEW_READINGS = "readings.review"
    BREAK_GLASS = "persons.break_glass"
    COMPARE_ASSOCIATIONS = "associations.compare"


@dataclass(frozen=True)
class Role:
    """A role in words and as permissions; `does` is the sentence a manager reads."""

    code: str
    label_sv: str
    label_en: str
    does: str
    places: frozenset[PlaceKind]
    permissions: frozenset[Permission]

    @property
    def sees_persons(self) -> bool:
        return not self.permissions.isdisjoint(_WITH_PERSONS)


_WITH_PERSONS = frozenset({Permission.SEE_PERSONS, Permission.REFER, Permission.ASSESS_REFERRALS})
_OVERVIEW = frozenset(
    {Permission.SEE_FIGURES, Permission.SEE_INTERVENTIONS, Permission.SEE_REPORTS}
)
_CASEWORK = frozenset(
    {
        Permission.SEE_FIGURES,
        Permission.SEE_INTERVENTIONS,
        Permission.SEE_PERSONS,
        Permission.REGISTER,
        Permission.HANDLE_REFERRALS,
        Permission.BREAK_GLASS,
    }
)
_MANAGING = frozenset(
    {
        Permission.SEE_REPORTS,
        Permission.ORDER_REPORTS,
        Permission.DECIDE_CHANGES,
        Permission.MANAGE_STAFF,
        Permission.MANAGE_INSTRUMENTS,
        Permission.REVIEW_READINGS,
    }
)

INTERVENTION_STAFF = Role(
    code="intervention_staff",
    label_sv="Insatspersonal",
    label_en="Intervention staff",
    does="Registers participants and exits in the interventions or sites named.",
    places=frozenset({PlaceKind.INTERVENTION, PlaceKind.SITE}),
    permissions=_CASEWORK,
)
OWNER_MANAGER = Role(
    code="owner_manager",
    label_sv="Insatsägare",
    label_en="Intervention owner",
    does="Sees and registers in every site that the organisation owns.",
    places=frozenset({PlaceKind.ORGANISATION}),
    permissions=_CASEWORK | _MANAGING,
)
REFERRING_OFFICER = Role(
    code="referring_officer",
    label_sv="Aktualiserande handläggare",
    label_en="Referring officer",
    does="Sends referrals for the authority and sees how her own went; sees no other person.",
    places=frozenset({PlaceKind.ORGANISATION}),
    permissions=frozenset({Permission.REFER}),
)
REFERRAL_GROUP = Role(
    code="referral_group",
    label_sv="Remissgrupp",
    label_en="Joint referral group",
    does="Assesses the referrals on the agenda of the group's meetings, while consent is valid.",
    places=frozenset({PlaceKind.INTERVENTION, PlaceKind.SITE}),
    permissions=frozenset({Permission.ASSESS_REFERRALS}),
)
PROJECT_LEADER = Role(
    code="project_leader",
    label_sv="Projektledare",
    label_en="Project leader",
    does="Follows one intervention's aggregates; employed by the association, sees no person.",
    places=frozenset({PlaceKind.ASSOCIATION}),
    permissions=_OVERVIEW,
)
ASSOCIATION_OFFICE = Role(
    code="association_office",
    label_sv="Förbundskansli",
    label_en="Association office",
    does="Interventions, figures, reports and roles of the association; aggregates only.",
    places=frozenset({PlaceKind.ASSOCIATION}),
    permissions=_OVERVIEW
    | {Permission.ORDER_REPORTS, Permission.MANAGE_STAFF, Permission.MANAGE_INSTRUMENTS},
)
BOARD = Role(
    code="board",
    label_sv="Styrelse",
    label_en="Board",
    does="Reads the association's figures and reports.",
    places=frozenset({PlaceKind.ASSOCIATION}),
    permissions=_OVERVIEW,
)

AUDITOR = Role(
    code="auditor",
    label_sv="Revisor",
    label_en="Auditor",
    does="Follows figures of the association to their definition and data version.",
    places=frozenset({PlaceKind.ASSOCIATION}),
    permissions=_OVERVIEW,
)
NATIONAL_ANALYST = Role(
    code="national_analyst",
    label_sv="Nationell analytiker",
    label_en="National analyst",
    does="Compares associations by suppressed aggregates.",
    places=frozenset({PlaceKind.NATION}),
    permissions=frozenset({Permission.COMPARE_ASSOCIATIONS}),
)

# Which roles the holder of a role may give and take, at places within her own reach.
GIVES = {
    OWNER_MANAGER.code: (INTERVENTION_STAFF, OWNER_MANAGER, REFERRAL_GROUP, REFERRING_OFFICER),
    ASSOCIATION_OFFICE.code: (ASSOCIATION_OFFICE, PROJECT_LEADER, BOARD, AUDITOR),
}

ROLES = {
    role.code: role
    for role in (
        INTERVENTION_STAFF,
        OWNER_MANAGER,
        REFERRING_OFFICER,
        REFERRAL_GROUP,
        PROJECT_LEADER,
        ASSOCIATION_OFFICE,
        BOARD,
        AUDITOR,
        NATIONAL_ANALYST,
    )
}
