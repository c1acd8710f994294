"""``docs/permissions.md``, made from the roles: ``python -m stegvis.access.docs``."""

from pathlib import Path

from stegvis.access.roles import ROLES, Permission

TARGET = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"

INTRODUCTION = """# Roles and permissions

Made from `src/stegvis/access/roles.py` by `python -m stegvis.access.docs`; do not edit.
A role is held at a place and reaches what lies under it. Nobody holds roles both with and
without sight of persons: an association's office sees disclosure-checked aggregates only.

"""


def page() -> str:
    """The page as Markdown: one row a role, one column a permission."""
    heads = ["Role", "Svenska", "Held at", "Does", *(each.value for each in Permission)]
    rows = [
        [
            role.label_en,
            role.label_sv,
            ", ".join(sorted(role.places)),
            role.does,
            *("yes" if each in role.permissions else "" for each in Permission),
        ]
        for role in ROLES.values()
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return INTRODUCTION + "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
