import pytest

from tests.spec.specification import Spec, check


@pytest.fixture
def spec() -> Spec:
    return check
