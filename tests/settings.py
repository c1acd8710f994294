"""The product's settings with the few changes that make tests quick."""

from stegvis.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
