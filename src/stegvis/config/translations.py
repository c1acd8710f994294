"""Compile the translations: Django reads .mo files, people and the repository keep .po files.

Run as `python -m stegvis.config.translations`; needs no gettext tools on the machine.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_translations(*, locale: Path = LOCALE) -> list[Path]:
    """Write the .mo beside every .po that is newer than it; return what was written."""
    return [_compiled(source) for source in sorted(locale.rglob("*.po")) if _is_newer(source)]


def _is_newer(source: Path) -> bool:
    made = source.with_suffix(".mo")
    return not made.exists() or source.stat().st_mtime > made.stat().st_mtime


def _compiled(source: Path) -> Path:
    made = source.with_suffix(".mo")
    polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(made))
    return made


if __name__ == "__main__":
    compile_translations()
