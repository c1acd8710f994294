"""Pages of the entrance, of who may do what, and of who has read."""

Where = tuple[str, str, str]

# Change something and redirect, or show a page only between two steps of a login.
NO_PAGE = {
    *("lock", "invited", "mfa_authenticate", "mfa_trust", "mfa_reauthenticate"),
    *("mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn"),
    *("mfa_list_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("agency_login", "agency_callback"),
    *("take_role", "close_account", "open_account", "new_code"),
    *("close_emergency", "review_reading", "see_emergency"),
}


def stops(here: str, person: str, period: str) -> list[Where]:
    """Name of the address, role, path."""
    return [
        ("unlock", "staff", "/konto/las-upp/"),
        ("invitation", "", "/konto/inbjudan/"),
        ("mfa_index", "staff", "/konto/tvasteg/"),
        ("mfa_activate_totp", "staff", "/konto/tvasteg/app/"),
        ("mfa_add_webauthn", "staff", "/konto/tvasteg/nyckel/"),
        ("staff", "owner", f"{here}/medarbetare/{period}"),
        ("staff", "office", f"{here}/medarbetare/{period}"),
        ("emergency", "staff", f"{here}/nodatkomst/{period}"),
        ("readings", "owner", f"{here}/logguppfoljning/{period}"),
        ("reading_extract", "owner", f"{person}lasningar/{period}"),
    ]
