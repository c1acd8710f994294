"""Addresses of answering: short, and silent about what is asked; and of inviting to it."""

from django.urls import path

from stegvis.surveys.views import (
    answering,
    counting,
    devices,
    helps,
    inviting,
    own_words,
    sharing,
    sounds,
)

SURVEYS = "<str:association>/enkater/"
PERSON = "<str:association>/deltagare/<int:pk>/enkater/"
LINKS = f"{PERSON}lankar/"
USES = "<str:association>/insatser/<str:intervention>/enkater/"

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
    path("e/l/<str:token>/", sounds.recording, name="recording"),
    path("e/lamna/", devices.leave, name="leave_answering"),
    path("e/rensa/", devices.wipe, name="wipe_tablet"),
    path("e/kvar/", devices.stay, name="stay_on_tablet"),
    path("e/platta/", devices.end_tablet, name="end_tablet"),
    path(f"{SURVEYS}hjalp/", helps.help_texts, name="help_texts"),
    path(f"{SURVEYS}hjalp/<str:municipality>/", helps.help_texts, name="help_texts_of"),
    path(f"{SURVEYS}<int:pk>/inspelningar/", sounds.read_aloud, name="read_aloud"),
    path(f"{USES}surfplatta/", sharing.tablet, name="answer_tablet"),
    path(f"{USES}<int:pk>/lank/", inviting.poster, name="form_to_print"),
    path(f"{PERSON}egna-ord/", own_words.own_words, name="own_words"),
    path(LINKS, inviting.invite, name="invite_to_answer"),
    path(f"{LINKS}aterkalla/", inviting.revoke, name="revoke_answer_links"),
    path(f"{LINKS}surfplatta/", sharing.answer_here, name="answer_here"),
    path(f"{LINKS}intervju/", sharing.interview, name="interview"),
]
