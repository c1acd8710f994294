"""What the next version of a questionnaire is called."""

import re


def following(version: str) -> str:
    """The version after `version`: its last number counted up, else «-2» after it.

    >>> following("1"), following("2026-b9"), following("vår")
    ('2', '2026-b10', 'vår-2')
    """
    found = re.fullmatch(r"(.*?)(\d+)", version)
    return f"{found[1]}{int(found[2]) + 1}" if found else f"{version}-2"
