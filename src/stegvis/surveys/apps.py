from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "stegvis.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
