"""Settings, read from the environment; every default is safe on one's own machine."""

from datetime import timedelta
from pathlib import Path

import environs
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from stegvis.access import agencies
from stegvis.config import database
from stegvis.config.folders import secret
from stegvis.config.master_keys import master_keys

env = environs.Env()

PACKAGE = Path(__file__).resolve().parent.parent
VAR = database.var_folder()

DEBUG = env.bool("STEGVIS_DEBUG", False)
SECRET_KEY = env.str("STEGVIS_SECRET_KEY", "") or secret("django")
ALLOWED_HOSTS = env.list("STEGVIS_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
# Behind TLS: secure cookies, redirect and HSTS. Off for 127.0.0.1, which has no certificate.
HTTPS = env.bool("STEGVIS_HTTPS", False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "template_partials",
    "procrastinate.contrib.django",
    "stegvis.core",
    "stegvis.access",
    "stegvis.organisations",
    "stegvis.exchange",
    "stegvis.interventions",
    "stegvis.staffing",
    "stegvis.casework",
    "stegvis.surveys",
    "stegvis.economy",
    "stegvis.measures",
    "stegvis.goals",
    "stegvis.reports",
    "stegvis.dashboards",
    "stegvis.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Outside all that touches the database: its transaction holds the whole request.
    "stegvis.access.middleware.AccessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "stegvis.access.carrying.DraftMiddleware",
]

ROOT_URLCONF = "stegvis.config.urls"
WSGI_APPLICATION = "stegvis.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First, so that our login pages win over those of the library.
        "DIRS": [PACKAGE / "core" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stegvis.core.context_processors.shell",
            ],
        },
    },
]
FORM_RENDERER = "stegvis.core.forms.Renderer"

DATABASES = database.databases()
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Names the function that turns a user's grants into places; access itself knows no place.
STEGVIS_SCOPE = "stegvis.staffing.scope.scope_of"
# Casework stands below measures: who erases names by this what forgets derived data.
STEGVIS_ABOUT_PARTICIPANTS = "stegvis.config.personal.about_participants"
STEGVIS_FORGET_SNAPSHOTS = "stegvis.measures.snapshots.forget"

# By number, the highest seals what is new; see docs/operations.md for changing them.
STEGVIS_MASTER_KEYS = master_keys(env.str("STEGVIS_MASTER_KEYS", ""))
# Which ids were erased: beside the keys, so that no backup holds it; `restore` reads it.
STEGVIS_ERASURES = VAR / "secret" / "erasures"

# Shared by all web processes: a limit on wrong passwords must not count in each by itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache" / "shared",
        # Beyond this many, counts are forgotten at random: far more than limits let anyone make.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "stegvis.access.login.Adapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# A wrong password counts for its account and for the address it came from; a right one takes back
# only its own attempt, so logging in oneself between guesses gains nothing.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/5m/ip,5/5m/key",
    "reauthenticate": "5/5m/user",
    "change_password": "5/5m/user",
}

# Compulsory for every role that shows persons; access.guards sees to it.
MFA_ADAPTER = "stegvis.access.login.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(hours=12)
MFA_TRUST_COOKIE_NAME = "__Host-device" if HTTPS else "stegvis_device"
MFA_TRUST_COOKIE_SECURE = HTTPS
MFA_TRUST_COOKIE_HTTPONLY = True
MFA_TRUST_COOKIE_SAMESITE = "Lax"
MFA_TOTP_TOLERANCE = 1
# Browsers allow passkeys on localhost without TLS; elsewhere they ask for it.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# Agencies' logins, one entry an agency; see docs/operations.md for the fields.
SOCIALACCOUNT_ADAPTER = "stegvis.access.federation.Adapter"
SOCIALACCOUNT_PROVIDERS = {"agency": {"APPS": agencies.apps(env.str("STEGVIS_AGENCIES", ""))}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# Letters say that something waits, never about whom. Without a server none are sent.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("STEGVIS_EMAIL_HOST", "")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_PORT = env.int("STEGVIS_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("STEGVIS_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.str("STEGVIS_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.bool("STEGVIS_EMAIL_TLS", True)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env.str("STEGVIS_EMAIL_FROM", "stegvis@localhost")
# Where each day's last seal of the read log goes: addresses, a folder, or both.
STEGVIS_SEALS_TO: list[str] = env.list("STEGVIS_SEALS_TO", [])
STEGVIS_SEALS_FOLDER = env.str("STEGVIS_SEALS_FOLDER", "")

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "stegvis_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "stegvis_csrf"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "stegvis_language"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
}
# Straight from the package until `./run` has collected them.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or not STATIC_ROOT.exists()

DJANGO_TABLES2_TEMPLATE = "core/table.html"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "no_database_text": {"()": "stegvis.core.logs.NoDatabaseText"},
        "no_secrets": {"()": "stegvis.core.logs.NoSecrets"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_database_text", "no_secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
