"""The embedded PostgreSQL server: used when the environment names no other.

The binaries come from a wheel; making, starting and stopping are done here. The server listens
to a socket in a private folder only, and asks every role for its password.
"""

from stegvis.config.embedded.fault import ServerFault
from stegvis.config.embedded.server import Status, ensure_running, status, stop

__all__ = ["ServerFault", "Status", "ensure_running", "status", "stop"]
