"""Take the pictures of the README anew: real pages of the demo, in Chromium.

    .venv/bin/python scripts/pictures.py           writes docs/pictures/*.png

Needs Chromium and, for the report's pages, pdftoppm (Debian: poppler-utils). Works in a folder
of its own, so a database in use is not touched.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
STEGVIS = ROOT / ".venv" / "bin" / "stegvis"
PICTURES = ROOT / "docs" / "pictures"
PORT = 8791
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
OFFICE, STAFF = "kansli@demo.example", "personal@demo.example"
WIDE, PHONE = (1280, 860), (360, 740)
PERIOD = "?period=2022"
# file name: who, path below the association, width and height, dark
SHOTS = {
    "overview": (OFFICE, "oversikt/" + PERIOD, WIDE, False),
    "overview-dark": (OFFICE, "oversikt/" + PERIOD, WIDE, True),
    "figure": (OFFICE, "siffra/participations.current/" + PERIOD, WIDE, False),
    "participants": (STAFF, "deltagare/", WIDE, False),
    "my-day-phone": (STAFF, "min-dag/", PHONE, False),
}
REPORT_PAGES = {"report-cover": 1, "report-chapter": 9}


def stegvis(*arguments: str) -> str:
    """Run the program and give back what it printed on standard output."""
    return subprocess.run([STEGVIS, *arguments], check=True, capture_output=True, text=True).stdout


@contextmanager
def demo() -> Iterator[dict[str, str]]:
    """A fresh demo with its server running; gives the passwords by address."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STEGVIS_VAR"] = f"{folder}/var"
        stegvis("db", "migrate")
        told = json.loads(stegvis("demo", "--format", "json"))
        server = subprocess.Popen([STEGVIS, "serve", "--port", str(PORT)])
        try:
            _wait()
            yield told
        finally:
            server.terminate()
            server.wait(20)
            stegvis("db", "stop")


def _wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/konto/logga-in/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not answer within 20 seconds.")


def log_in(
    browser: Browser, *, email: str, password: str, size: tuple[int, int], dark: bool
) -> Page:
    """A page of someone who has just logged in."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="sv-SE",
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}/konto/logga-in/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    return page


def take_pages(passwords: dict[str, str], association: str) -> None:
    """One picture for each row of SHOTS."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for name, (email, path, size, dark) in SHOTS.items():
            page = log_in(browser, email=email, password=passwords[email], size=size, dark=dark)
            page.goto(f"http://127.0.0.1:{PORT}/{association}/{path}")
            page.screenshot(path=PICTURES / f"{name}.png")
            page.context.close()
        browser.close()


def take_report(association: str) -> None:
    """Pages of the annual report's PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        place = ["--association", association, "--period", "2022"]
        stegvis("report", "annual", *place, "--to", str(target))
        for name, number in REPORT_PAGES.items():
            command = ["pdftoppm", "-png", "-singlefile", "-r", "70"]
            pages = ["-f", str(number), "-l", str(number)]
            subprocess.run([*command, *pages, target, PICTURES / name], check=True)


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as told:
        passwords = {user["email"]: user["password"] for user in told["users"]}
        take_pages(passwords, told["associations"][0])
        take_report(told["associations"][0])
