"""Writing where help is and what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.organisations.models import Association, Municipality
from stegvis.surveys import reach
from stegvis.surveys.models import HelpText


@dataclass(frozen=True)
class Said:
    """The texts of one language."""

    where_help_is: str = ""
    what_happens_next: str = ""


@transaction.atomic
def write(
    *,
    association: Association,
    municipality: Municipality | None,
    texts: Mapping[str, Said],
    by: User,
) -> None:
    """Keep `texts` by language; a language without any goes back to what else there is."""
    if not reach.keeps(scope_of(by), association):
        raise PermissionError("These texts are the association's office's to write.")
    for language, said in texts.items():
        place: dict[str, Any] = {
            "association": association,
            "municipality": municipality,
            "language": language,
        }
        if said == Said():
            HelpText.objects.filter(**place).delete()
        else:
            HelpText.objects.update_or_create(**place, defaults=vars(said))
