"""The jobs of casework, by noun: whoever loads this module knows them all."""

from stegvis.casework import change_jobs, erasure_jobs, referral_jobs

__all__ = ("change_jobs", "erasure_jobs", "referral_jobs")
