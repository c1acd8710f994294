"""Every view declares who may open it; one that declares nothing opens for nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from stegvis.access.roles import Permission

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Rule:
    """Who may open a view: anyone, anyone logged in, or who holds `permission` somewhere."""

    permission: Permission | None = None
    login: bool = True


PUBLIC = Rule(login=False)
LOGGED_IN = Rule()


def _declare(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return mark


def allow(permission: Permission) -> Callable[[View], View]:
    """Open the view for those who hold `permission` (at the association of its URL, if any)."""
    return _declare(Rule(permission))


public = _declare(PUBLIC)
logged_in = _declare(LOGGED_IN)

# Views of libraries, by the name of their URL; those not named here stay closed.
LIBRARY_RULES = {
    "account_login": PUBLIC,
    "account_logout": LOGGED_IN,
    "account_change_password": LOGGED_IN,
    "account_reauthenticate": LOGGED_IN,
    "account_inactive": PUBLIC,
    # A login that is half done: the library knows whose, the request has no user yet.
    "mfa_authenticate": PUBLIC,
    "mfa_trust": PUBLIC,
    "mfa_index": LOGGED_IN,
    "mfa_reauthenticate": LOGGED_IN,
    "mfa_activate_totp": LOGGED_IN,
    "mfa_deactivate_totp": LOGGED_IN,
    "mfa_add_webauthn": LOGGED_IN,
    "mfa_list_webauthn": LOGGED_IN,
    "mfa_reauthenticate_webauthn": LOGGED_IN,
    "mfa_remove_webauthn": LOGGED_IN,
    "mfa_view_recovery_codes": LOGGED_IN,
    "mfa_generate_recovery_codes": LOGGED_IN,
    "set_language": PUBLIC,
    "prefer": PUBLIC,
}


def rule_of(view: Callable[..., object], url_name: str | None) -> Rule | None:
    """The rule of a view, its own or the one listed for a library's; None when undeclared."""
    declared = getattr(view, "access_rule", None) or getattr(
        getattr(view, "view_class", None), "access_rule", None
    )
    return declared or LIBRARY_RULES.get(url_name or "")
