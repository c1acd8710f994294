"""Pages: instruments, their use by interventions, and occasions of a participation."""
