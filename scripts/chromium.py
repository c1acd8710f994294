"""Chromium for the tests in a browser: the one of the system, installed when we may."""

import os
import shutil
import subprocess
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_INSTALL = "install it with `sudo apt-get install chromium` (Debian), or any Chrome."


@cache
def find_or_install() -> str:
    """The path of a Chromium that runs, or an empty text. As root, missing, it is installed."""
    return find() or (_install() and find()) or ""


def find() -> str:
    """The path of a Chromium that runs, or an empty text."""
    for name in NAMES:
        path = shutil.which(name)
        if (
            path
            and subprocess.run([path, "--version"], check=False, capture_output=True).returncode
            == 0
        ):
            return path
    return ""


def _install() -> bool:
    """Ask the system's packages for it; returns whether they had it."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print("Installing chromium for the tests in a browser ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    steps = (["apt-get", "update", "-qq"], install)
    return all(subprocess.run(step, check=False, env=quiet).returncode == 0 for step in steps)
