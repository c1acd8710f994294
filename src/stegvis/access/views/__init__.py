"""Pages of the entrance: the locked screen, the second factor, invitations."""
