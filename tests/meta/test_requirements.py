"""The page that says which test shows which requirement names tests that exist, and every row."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
ROWS = {"A": 16, "S": 14, "P": 18, "O": 9}


def named() -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)


def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def test_every_test_that_is_named_exists():
    assert named()
    assert [f"{path}::{test}" for path, test in named() if test not in names_in(path)] == []


def test_everything_that_looks_like_a_test_is_named_in_full():
    assert len(re.findall(r"`tests/", PAGE)) == len(named())


def test_every_requirement_has_its_line_in_order():
    begun = re.findall(r"^- ([ASPO]\d+(?:, [ASPO]\d+)*) ", PAGE, re.MULTILINE)
    codes = [code for each in begun for code in each.split(", ")]
    wanted = [f"{group}{number + 1}" for group, most in ROWS.items() for number in range(most)]
    assert codes == wanted


def test_there_is_no_admin_site():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert "admin" not in get_resolver().namespace_dict
