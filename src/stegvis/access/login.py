"""How people log in: with an account that someone gave them; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Closes sign-up and trusts only the address that the connection itself shows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address: a header would let a client choose its own rate limit."""
        return str(request.META.get("REMOTE_ADDR", ""))
