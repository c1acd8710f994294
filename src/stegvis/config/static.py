"""Collect the files that browsers fetch, compressed and with their content in their name."""

import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from stegvis.config.folders import private_folder

MANIFEST = "staticfiles.json"
STAMP = ".collected"


def announce() -> None:
    """Say, before Django is set up, that files are collected: settings look for the manifest."""
    manifest = private_folder("static") / MANIFEST
    if not manifest.exists():
        manifest.write_text(json.dumps({"version": "1.1", "paths": {}}), encoding="utf-8")


def collect() -> bool:
    """Collect anew when any source has changed. Returns whether it was needed."""
    stamp = private_folder("static") / STAMP
    sources = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == sources:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources, encoding="ascii")
    return True


def _fingerprint() -> str:
    """A text that changes when a source is added, removed or changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
