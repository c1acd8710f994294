"""Login and logout of django-allauth; nothing else of it is reachable."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("logga-in/", views.login, name="account_login"),
    path("logga-ut/", views.logout, name="account_logout"),
    path("byt-losenord/", views.password_change, name="account_change_password"),
    path("bekrafta/", views.reauthenticate, name="account_reauthenticate"),
    path("avstangt/", views.account_inactive, name="account_inactive"),
]
