"""Run `stegvis` as another user: `python as_user.py UID GID SITE ARGUMENT ...`.

What the command needs is imported before the rights are dropped, because the user may not be able
to reach this environment; the programs of PostgreSQL are found in SITE, which he can reach.
"""

import encodings.ascii
import os
import sys

from stegvis.config.cli import main
from stegvis.config.commands import db

if __name__ == "__main__":
    uid, gid, site, *arguments = sys.argv[1:]
    assert (db.command.name, encodings.ascii.getregentry().name) == ("command", "ascii")
    sys.path.insert(0, site)
    os.setgroups([])
    os.setgid(int(gid))
    os.setuid(int(uid))
    main(arguments)
