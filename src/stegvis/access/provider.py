"""Where django-allauth looks for the kinds of login that an app brings."""

from stegvis.access.federation import AgencyProvider

provider_classes = [AgencyProvider]
