"""The document with every construct, rendered once in every format."""

from pathlib import Path

import pytest

from stegvis.reports.rendering import FORMATS, Document, render
from tests.reports.rendering.documents import whole_document


@pytest.fixture(scope="session")
def drawn(tmp_path_factory) -> Path:
    """A folder that keeps drawn charts, as the worker's does."""
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="session")
def whole() -> Document:
    return whole_document()


@pytest.fixture(scope="session")
def files(whole, drawn, tmp_path_factory) -> dict[str, Path]:
    """The whole document by suffix, each in its file."""
    folder = tmp_path_factory.mktemp("reports")
    paths = {suffix: folder / f"report{suffix}" for suffix in FORMATS}
    for path in paths.values():
        render(whole, to=path, cache_in=drawn)
    return paths
