"""The role that builds snapshots reads the columns that figures need, and no other."""

from django.db import migrations

from stegvis.access.rls import readable_for_figures


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rights"),
        ("interventions", "0002_changes"),
        ("organisations", "0002_changes_and_codes"),
        ("surveys", "0002_rights"),
    ]

    operations = [
        readable_for_figures("organisations_association", "id", "slug", personal=False),
        readable_for_figures(
            "interventions_intervention",
            "id", "association_id", "slug", "name", "part_of_id", "starts_on", "ends_on",
            personal=False,
        ),
        readable_for_figures("interventions_site", "id", "slug", personal=False),
        readable_for_figures(
            "interventions_agreement", "intervention_id", "starts_on", "ends_on", personal=False
        ),
        readable_for_figures("casework_participant", "id", "gender", "birth_year", "identified"),
        readable_for_figures(
            "casework_participation",
            "id", "association_id", "intervention_id", "site_id", "participant_id", "kind",
            "municipality_code", "origin", "target_groups", "referrers", "referred_on",
            "started_on", "planned_end_on", "ended_on", "completed", "exit_reason", "next_steps",
            "next_intervention", "education", "time_in_support", "support_start", "support_end",
            "occupation_start", "occupation_end", "employment_form", "hours_start", "hours_end",
            "voided",
        ),
        readable_for_figures(
            "casework_headcount",
            "association_id", "intervention_id", "year", "gender", "kind", "carried_in", "new",
            "ended",
        ),
        readable_for_figures(
            "surveys_unlinkedcount",
            "id", "association_id", "intervention_id", "instrument", "collected_from",
            "collected_to", "gender", "occasion", "pattern", "count",
        ),
    ]  # fmt: skip
