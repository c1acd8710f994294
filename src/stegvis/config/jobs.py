"""Jobs that look after the job queue itself."""

from procrastinate.contrib.django import app

FAILED_ARE_KEPT = 30 * 24  # hours


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", queueing_lock="remove_failed_jobs")
async def remove_failed_jobs(timestamp: int) -> None:
    """Forget jobs that failed more than 30 days ago; finished ones are deleted at once."""
    await app.job_manager.delete_old_jobs(
        nb_hours=FAILED_ARE_KEPT,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="begin_again")
async def begin_again(timestamp: int) -> None:
    """Put jobs back in the queue whose worker died in the middle of them."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
