"""Participations that come by file or follow an intervention to another owner."""
