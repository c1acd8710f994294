"""Login, logout and change of password, with what our sessions ask for beside the library's."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse

from stegvis.access.federation import agencies
from stegvis.access.login import end_sessions
from stegvis.access.models import User

# What a browser forgets at logout: pages kept for the back button, and all that is stored.
FORGET = '"cache", "storage"'


class LogIn(LoginView):
    """The login page also lists the agencies whose own login may be used."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["agencies"] = agencies(self.request)
        return context


class LogOut(LogoutView):
    """After logout the browser keeps no page of the session."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        answer.headers["Clear-Site-Data"] = FORGET
        return answer


class ChangePassword(PasswordChangeView):
    """A new password ends every other session and gives this one a new key."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user = self.request.user
        assert isinstance(user, User)
        end_sessions(user)
        update_session_auth_hash(self.request, user)
        return answer


login = LogIn.as_view()
logout = LogOut.as_view()
password_change = ChangePassword.as_view()
