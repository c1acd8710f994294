"""What a link opens is found by its index: the time it takes does not grow with the invitations.

``stegvis.answering`` holds the hashes as an array of bytes. The conditions are those of
0005_invitations and 0008_answering otherwise.
"""

from importlib import import_module

from django.db import migrations

from stegvis.access.rls import EVERYTHING

invitations = import_module("stegvis.surveys.migrations.0005_invitations")
answering = import_module("stegvis.surveys.migrations.0008_answering")

PRINTS = "nullif(current_setting('stegvis.answering', true), '')::bytea[]"


def by_index(condition: str) -> str:
    """`condition` in which the columns are compared as they are indexed."""
    for column in ("link_print", "code_print", "i.link_print", "i.code_print"):
        said = f"encode({column}, 'hex') = ANY ({invitations.SAID})"
        condition = condition.replace(said, f"{column} = ANY ({PRINTS})")
    return condition


def find(table: str, policy: str, *clauses: str, condition: str) -> migrations.RunSQL:
    """Let `policy` find by the index what it found by reading every row."""

    def altered(condition: str) -> str:
        each = " ".join(f"{clause} ({condition})" for clause in clauses)
        return f"ALTER POLICY {policy} ON {table} {each}"

    return migrations.RunSQL(altered(by_index(condition)), altered(condition))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0009_figures")]

    operations = [
        find("surveys_invitation", "by_link_select", "USING", condition=invitations.REACHED),
        find("surveys_invitation", "by_link_update", "USING", condition=invitations.REACHED),
        find(
            "surveys_answerdraft",
            "in_context",
            "USING",
            "WITH CHECK",
            condition=f"({invitations.DRAFTS}) OR ({EVERYTHING})",
        ),
        find("surveys_response", "by_link_insert", "WITH CHECK", condition=invitations.ITS_OWN),
        find("surveys_response", "by_link_select", "USING", condition=invitations.ITS_OWN),
        find("access_datakey", "by_link_insert", "WITH CHECK", condition=answering.ADDS),
        find("access_datakey", "by_link_select", "USING", condition=answering.OPENS),
    ]
