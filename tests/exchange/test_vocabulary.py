"""How the values of code lists may be written."""

import pytest

from stegvis.core.codes import LISTS
from stegvis.exchange.vocabulary import Vocabulary


@pytest.fixture
def vocabulary(db):
    return Vocabulary.stored()


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("gender", "woman", "woman"),
        ("gender", "KVINNA", "woman"),
        ("gender", "Hen/annat", "other"),
        ("gender", "hen", "other"),
        ("referrers", "AME", "municipal_labour_unit"),
        ("referrers", "Kommunens arbetsmarknadsenhet", "municipal_labour_unit"),
        ("referrers", "kaa", "municipal_youth_responsibility"),
        ("referrers", "IFO", "municipal_social_services"),
        ("referrers", "Försörjningsstöd", "municipal_social_services"),
        ("support", "Sjukpenning", "sickness_benefit"),
        ("exit_reason", "Förstärkt samverkan AF/FK", "enhanced_cooperation"),
        ("exit_reason", "FK", None),
        ("budget_category", "Individ", "individual"),
        ("budget_category", "Individ/strukturell", "individual_structural"),
        ("municipalities", "hjo", "1497"),
        ("municipalities", "1497", "1497"),
        ("gender", "", None),
        ("gender", "she", None),
    ],
)
def test_a_value_is_its_code_its_label_or_a_part_that_is_its_own(vocabulary, name, text, code):
    assert vocabulary.meaning(name, text, "") == code


@pytest.mark.parametrize("each", LISTS.values(), ids=lambda each: each.name)
def test_every_code_and_label_means_itself(vocabulary, each):
    for code in each:
        assert vocabulary.meaning(each.name, code.code, "") == code.code
        assert vocabulary.meaning(each.name, code.sv, "") == code.code


def test_an_associations_own_values_are_its_own(vocabulary):
    vocabulary.learn("target_groups", "egen", "Vår egen", "hjo")
    assert vocabulary.meaning("target_groups", "vår egen", "hjo") == "egen"
    assert vocabulary.meaning("target_groups", "vår egen", "tibro") is None
    assert "egen (vår egen)" in vocabulary.accepted("target_groups", "hjo")
    assert list(vocabulary.codes("target_groups", "hjo"))[-1] == "egen"


def test_a_part_that_two_values_share_means_neither(vocabulary):
    vocabulary.learn("target_groups", "ett", "Unga/Vuxna", "hjo")
    vocabulary.learn("target_groups", "två", "Unga/Gamla", "hjo")
    assert vocabulary.meaning("target_groups", "unga", "hjo") is None
    assert vocabulary.meaning("target_groups", "gamla", "hjo") == "två"
