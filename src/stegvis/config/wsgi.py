"""The application that the web server runs."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

# What pages load when they need it, which here would be the first reader who waits. The server
# loads this module once and forks, so it costs each of its processes nothing.
NEEDED_BY_PAGES = ("stegvis.config.urls", "scipy.optimize")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
application = get_wsgi_application()
for name in NEEDED_BY_PAGES:
    import_module(name)
