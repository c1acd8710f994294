"""What an export takes out: one association, and what its rows name of what all share."""

from dataclasses import dataclass, field

from stegvis.exchange.registry import Key
from stegvis.organisations.models import Association


@dataclass
class Extract:
    """An export under way; `named` holds the keys that its rows use, by the table they are of."""

    association: Association
    named: dict[str, set[Key]] = field(default_factory=dict)
