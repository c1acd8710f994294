"""Views reach rows about persons through their user, or through a row they have reached already.

Row-level security stands behind this; here it is read from the code, so that no query in a view
begins with all there is.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from stegvis.config.personal import ABOUT_PARTICIPANTS, MODELS

SOURCES = Path(__file__).resolve().parents[2] / "src" / "stegvis"
MANAGERS = {"objects", "_base_manager", "_default_manager"}
# What a user reaches, by the verbs of the querysets.
OF_HER = {"visible_to", "written_by", "handled_by", "shared_with"}
# By a row that was reached already, by a place of hers, or by what she has just done herself.
OF_WHAT_IS_REACHED = {
    *("participation", "participant", "participant_id", "plan__participation"),
    *("response__participation", "meeting", "site__in", "owner__in", "owner_id"),
    *("proposed_by", "batch"),
}
PERSONAL = {
    model.__name__
    for model in apps.get_models()
    if model._meta.label_lower in MODELS
    and MODELS[model._meta.label_lower].holds in ABOUT_PARTICIPANTS
}


def shown_by() -> list[Path]:
    """The modules between a request and a page."""
    names = ("views", "pages", "forms")
    return sorted(
        path
        for path in SOURCES.rglob("*.py")
        if any(part in names or part.removesuffix(".py") in names for part in path.parts)
    )


def begun(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Each function that begins a query on a model about persons, and which model."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for each in ast.walk(function):
            manages = isinstance(each, ast.Attribute) and each.attr in MANAGERS
            if manages and isinstance(each.value, ast.Name) and each.value.id in PERSONAL:
                yield function, each.value.id


def is_narrowed(function: ast.AST) -> bool:
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    verbs = {each.func.attr for each in calls if isinstance(each.func, ast.Attribute)}
    named = {keyword.arg for each in calls for keyword in each.keywords}
    return bool(verbs & OF_HER or named & OF_WHAT_IS_REACHED)


@pytest.mark.parametrize(
    "path", shown_by(), ids=lambda path: str(path.relative_to(SOURCES)).removesuffix(".py")
)
def test_no_view_begins_with_all_persons(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wide = [
        f"{function.name}: {model}" for function, model in begun(tree) if not is_narrowed(function)
    ]
    assert wide == []


def by_number_alone(call: ast.Call) -> bool:
    """Whether the only thing said of a row is a number that comes from outside."""
    if getattr(call.func, "id", "") not in ("get_object_or_404", "get_list_or_404"):
        return False
    if not isinstance(call.args[0], ast.Name) or call.args[0].id not in PERSONAL:
        return False
    # A number that is read from a row, as in `pk=participation.pk`, was reached with it.
    said = [each for each in call.keywords if not isinstance(each.value, ast.Attribute)]
    return {each.arg for each in call.keywords} <= {"pk", "id"} and bool(said)


def test_no_view_takes_a_row_by_its_number_alone():
    wide = [
        f"{path.name}: {ast.unparse(each)}"
        for path in shown_by()
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Call) and by_number_alone(each)
    ]
    assert wide == []


def test_a_query_on_all_persons_would_be_found():
    tree = ast.parse("def page(request):\n    return Participation.objects.filter(pk=1)")
    assert [(model, is_narrowed(function)) for function, model in begun(tree)] == [
        ("Participation", False)
    ]
    call = ast.parse("get_object_or_404(Participation, pk=pk)", mode="eval").body
    assert by_number_alone(call)
