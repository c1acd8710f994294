"""Drafts: one's own, for one form, for one day, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.utils import timezone

from stegvis.access import drafts, vault
from stegvis.access.context import acting
from stegvis.access.drafts import Draft
from stegvis.access.models import DataKey
from stegvis.access.scope import Scope
from tests.factories.people import user

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
FORM = "/vattern/deltagare/ny/"
TYPED = [("gender", "woman"), ("target_groups", "a"), ("target_groups", "b"), ("note", "Åsa")]


@pytest.fixture
def mine():
    return user()


def kept(by, address=FORM, pairs=TYPED) -> Draft:
    with acting(Scope(user_id=by.pk)):
        return drafts.keep(user=by, address=address, pairs=pairs)


def found(by, address=FORM) -> Draft | None:
    with acting(Scope(user_id=by.pk)):
        return drafts.find(user=by, address=address)


def test_what_was_typed_is_found_again_at_the_same_form(mine):
    kept(mine)
    assert found(mine).pairs == TYPED
    assert found(mine, "/vattern/deltagare/7/andra/") is None


def test_a_later_draft_takes_the_place_of_the_earlier(mine):
    first, second = kept(mine), kept(mine, pairs=[("gender", "man")])
    assert first.pk == second.pk
    assert found(mine).pairs == [("gender", "man")]


def test_another_user_has_no_part_in_it(mine):
    kept(mine)
    other = user()
    assert found(other) is None
    with acting(Scope(user_id=other.pk)):
        assert Draft.objects.count() == 0
        assert DataKey.objects.count() == 0
    with acting(Scope(user_id=mine.pk)):
        assert Draft.objects.count() == DataKey.objects.count() == 1


def test_without_a_context_no_draft_is_visible(mine):
    kept(mine)
    assert Draft.objects.count() == 0


def test_words_moved_to_another_users_draft_or_another_form_do_not_open(mine):
    own, other = kept(mine), kept(mine, address="/vattern/deltagare/7/andra/")
    other.sealed, other.key = own.sealed, own.key
    with pytest.raises(vault.Unreadable):
        _ = other.pairs


def test_nothing_of_it_is_left_once_it_is_discarded(mine):
    kept(mine)
    with acting(Scope(user_id=mine.pk)):
        drafts.discard(user=mine, address=FORM)
    with acting(EVERYTHING):
        assert Draft.objects.count() == DataKey.objects.count() == 0


def test_after_a_day_it_is_found_no_more_and_then_removed(mine):
    old, young = kept(mine), kept(mine, address="/vattern/deltagare/7/andra/")
    with acting(EVERYTHING):
        Draft.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(hours=24))
    assert found(mine) is None
    with acting(EVERYTHING):
        assert drafts.remove_old() == 1
        assert [each.pk for each in Draft.objects.all()] == [young.pk]
        assert [each.pk for each in DataKey.objects.all()] == [young.key_id]


def test_tokens_and_passwords_are_not_typed():
    sent = QueryDict(
        "gender=woman&csrfmiddlewaretoken=x&password=y&draft-of=z&draft-for=/&gender=man"
    )
    assert drafts.typed(sent) == [("gender", "woman"), ("gender", "man")]


def test_more_than_anybody_types_is_refused(mine):
    with pytest.raises(SuspiciousOperation):
        kept(mine, pairs=[("note", "x" * 200_001)])
