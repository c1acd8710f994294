"""Verbs: instruments, their use by interventions, and occasions without an answer."""
