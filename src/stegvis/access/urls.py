"""Login and logout of django-allauth, the second factor, the lock, and agencies' own login."""

from allauth.account import views
from django.urls import path

from stegvis.access import federation
from stegvis.access.views import entrance, invitation, lock, second_factor

urlpatterns = [
    path("logga-in/", entrance.login, name="account_login"),
    path("logga-ut/", entrance.logout, name="account_logout"),
    path("byt-losenord/", entrance.password_change, name="account_change_password"),
    path("bekrafta/", views.reauthenticate, name="account_reauthenticate"),
    path("avstangt/", views.account_inactive, name="account_inactive"),
    path("las/", lock.lock, name="lock"),
    path("las-upp/", lock.unlock, name="unlock"),
    path("inbjudan/", invitation.invitation, name="invitation"),
    path("inbjudan/valj/", invitation.invited, name="invited"),
    path("tvasteg/", second_factor.index, name="mfa_index"),
    path("tvasteg/kod/", second_factor.authenticate, name="mfa_authenticate"),
    path("tvasteg/enhet/", second_factor.trust, name="mfa_trust"),
    path("tvasteg/bekrafta/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("tvasteg/app/", second_factor.activate_totp, name="mfa_activate_totp"),
    path("tvasteg/app/ta-bort/", second_factor.deactivate_totp, name="mfa_deactivate_totp"),
    path("tvasteg/nyckel/", second_factor.add_key, name="mfa_add_webauthn"),
    path("tvasteg/nyckel/", second_factor.add_key, name="mfa_list_webauthn"),
    path(
        "tvasteg/nyckel/bekrafta/",
        second_factor.reauthenticate_key,
        name="mfa_reauthenticate_webauthn",
    ),
    path("tvasteg/nyckel/<int:pk>/ta-bort/", second_factor.remove_key, name="mfa_remove_webauthn"),
    path("tvasteg/reserv/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tvasteg/reserv/nya/",
        second_factor.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("myndighet/<slug:agency>/", federation.begin, name="agency_login"),
    path("myndighet/<slug:agency>/svar/", federation.callback, name="agency_callback"),
]
