"""Runs pandoc on one report: in the report's own folder, within limits of time and memory."""

import os
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from stegvis.reports.rendering.fault import RenderingFault

ASSETS = Path(str(files("stegvis.reports.rendering") / "assets"))
SECONDS = 60
MEMORY = "1G"


def pandoc_binary() -> str:
    """The pandoc that comes with the wheel, never one that happens to be on the path."""
    return str(files("pypandoc") / "files" / "pandoc")


def convert(source: Path, *, to: str, output: str, options: Sequence[str] = ()) -> Path:
    """Convert the HTML file `source` within its folder; the path of the file written.

    `--sandbox` confines pandoc to the files named on its command line, so it neither fetches nor
    reads anything that the document names; warnings are faults.
    """
    command = [
        pandoc_binary(),
        *("+RTS", f"-M{MEMORY}", "-RTS"),
        *("--from", "html+epub_html_exts", "--to", to, "--output", output),
        *("--sandbox", "--fail-if-warnings"),
        *options,
        source.name,
    ]
    try:
        done = subprocess.run(
            command,
            cwd=source.parent,
            env={"PATH": os.defpath, "HOME": str(source.parent), "LANG": "C.UTF-8"},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RenderingFault([f"pandoc took more than {SECONDS} seconds for {output}."]) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise RenderingFault([f"pandoc refused the report: {said}"])
    return source.parent / output
