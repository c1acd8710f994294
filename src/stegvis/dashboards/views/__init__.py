"""Pages that show figures, and where people begin."""

from stegvis.dashboards.views.answers import answers
from stegvis.dashboards.views.figure import figure
from stegvis.dashboards.views.intervention import intervention
from stegvis.dashboards.views.national_return import national_return
from stegvis.dashboards.views.overview import overview
from stegvis.dashboards.views.start import front, start

__all__ = ["answers", "figure", "front", "intervention", "national_return", "overview", "start"]
