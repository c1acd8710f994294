"""Addresses of instruments, their use, and measurements."""

from django.urls import path

from stegvis.surveys.views import files, instruments, occasions, picture, uses

BASE = "<str:association>/enkater/"
USES = "<str:association>/insatser/<str:intervention>/enkater/"
PERSON = "<str:association>/deltagare/<int:pk>/enkater/"

urlpatterns = [
    path(BASE, instruments.instruments, name="instruments"),
    path(f"{BASE}las-in/", files.import_instrument, name="import_instrument"),
    path(f"{BASE}mall/<str:name>/", files.sample, name="instrument_sample"),
    path(f"{BASE}<int:pk>/", instruments.instrument, name="instrument"),
    path(f"{BASE}<int:pk>/visa/", instruments.preview, name="preview_instrument"),
    path(f"{BASE}<int:pk>/andra/", instruments.change_survey, name="change_survey"),
    path(f"{BASE}<int:pk>/avsluta/", instruments.retire, name="retire_instrument"),
    path(f"{BASE}<int:pk>/fil/<str:format>/", files.download, name="instrument_file"),
    path(USES, uses.uses, name="uses"),
    path(f"{USES}ny/", instruments.new_survey, name="new_survey"),
    path(f"{USES}lagg-till/", uses.new_use, name="new_use"),
    path(f"{USES}<int:pk>/", uses.use, name="use"),
    path(PERSON, occasions.measurements, name="measurements"),
    path(f"{PERSON}over-tid/", picture.change_over_time, name="change_over_time"),
    path(f"{PERSON}saknas/", occasions.pass_by, name="pass_by"),
    path(f"{PERSON}angra/", occasions.take_back, name="take_back_passed"),
]
