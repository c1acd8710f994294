"""Compiled statements: an expression becomes SQL once, whatever it is asked about later.

Kept in the process, and in `var/statements` for the next one, under the fingerprint of the code
that made them: a new process answers without loading the compiler.
"""

import hashlib
import os
import shutil
from functools import cache
from importlib import import_module, metadata
from pathlib import Path

from django.conf import settings

from stegvis.measures.shape import Shape

CODE = Path(__file__).parent


@cache
def statement(expression: str, measure: str, shape: Shape) -> str:
    """The SQL of the expression called so (see `compiling`) for the measure with this code."""
    asked = f"{expression} {measure} {shape.by} {sorted(shape.where)}"
    kept = _shelf() / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.sql"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    text: str = import_module("stegvis.measures.compiling").compiled(expression, measure, shape)
    draft = kept.with_suffix(f".{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(kept)
    return text


@cache
def _shelf() -> Path:
    """The folder for statements made by this very code; those of other versions are removed."""
    folder = Path(settings.VAR, "statements")
    shelf = folder / fingerprint()
    if not shelf.exists():
        shutil.rmtree(folder, ignore_errors=True)
        shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shelf


@cache
def fingerprint() -> str:
    """The same for the same code of this area, compiled by the same compiler."""
    made_by = hashlib.sha256(metadata.version("ibis-framework").encode())
    for file in sorted(CODE.rglob("*.py")):
        made_by.update(file.read_bytes())
    return made_by.hexdigest()[:16]
