"""What the areas of the program offer: each in a module whose name says what it holds."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


def modules(name: str) -> Iterator[ModuleType]:
    """The module `name` of every area that has one, in the order in which settings list areas.

    So an area offers something by having the module: nothing is registered at import.
    """
    for area in apps.get_app_configs():
        module = f"{area.name}.{name}"
        if area.name.startswith("stegvis.") and find_spec(module):
            yield import_module(module)
