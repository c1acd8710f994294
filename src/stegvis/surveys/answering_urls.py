"""Addresses of answering: short, and silent about what is asked; and of inviting to it."""

from django.urls import path

from stegvis.surveys.views import answering, counting, inviting

PERSON = "<str:association>/deltagare/<int:pk>/enkater/lankar/"
POSTER = "<str:association>/insatser/<str:intervention>/enkater/<int:pk>/lank/"

urlpatterns = [
    path("e/", answering.type_code, name="answer_code"),
    path("e/o/<str:token>/", answering.open_link, name="answer_link"),
    path("e/start/", answering.welcome, name="answer_welcome"),
    path("e/prova/", answering.practice, name="answer_practice"),
    path("e/fraga/<int:number>/", answering.question, name="answer_question"),
    path("e/klar/", answering.done, name="answer_done"),
    path("e/tack/", answering.thanks, name="answer_thanks"),
    path("e/i/", counting.step, name="answer_step"),
    path("e/i/<str:token>/", counting.open_form, name="answer_form"),
    path(POSTER, inviting.poster, name="form_to_print"),
    path(PERSON, inviting.invite, name="invite_to_answer"),
    path(f"{PERSON}aterkalla/", inviting.revoke, name="revoke_answer_links"),
]
