"""Pages of what is erased when, and of what is kept in spite of it."""

Where = tuple[str, str, str]

# Change something and redirect.
NO_PAGE = {"add_retention_rule", "hold_intervention", "lift_hold", "hold_person"}


def stops(here: str, person: str, period: str) -> list[Where]:
    """Name of the address, role, path."""
    return [
        ("retention_plan", "owner", f"{here}/gallring/{period}"),
        ("erase_person", "owner", f"{person}gallra/{period}"),
    ]
