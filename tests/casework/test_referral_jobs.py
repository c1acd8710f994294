"""The daily job of referrals, with commits that are real."""

from datetime import timedelta

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework import referral_jobs
from stegvis.casework.models import Referral
from stegvis.core import clock
from tests.factories.places import intervention
from tests.factories.referrals import TODAY, draft, officer, sent

EVERYTHING = Scope(everything=True)


def test_the_daily_job_runs_as_each_owner_and_each_officer_and_carries_ids_only(
    committed, monkeypatch
):
    place = intervention()
    fk = officer(place.association)
    resting, old = sent(place, by=fk), draft(place, by=fk)
    ordered = []
    for job in (referral_jobs.keep_time_of_owner, referral_jobs.keep_time_of_officer):
        monkeypatch.setattr(job, "defer", lambda job=job, **ids: ordered.append((job, ids)))
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=181))
    referral_jobs.keep_time_of_referrals(timestamp=0)
    assert [ids for _job, ids in ordered] == [{"owner_id": place.owner_id}, {"user_id": fk.pk}]
    for job, ids in ordered:
        job.func(**ids)
    with acting(EVERYTHING):
        assert Referral.objects.get(pk=resting.pk).status == "expired"
        assert not Referral.objects.filter(pk=old.pk).exists()
