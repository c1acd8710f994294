"""Whether the web server can have its port; the standard library only, `./run` asks it first.

Run as `python3 -I src/stegvis/config/ports.py PORT`: prints one sentence and ends with status 1
when the port is taken.
"""

import socket
import sys

OWN_MACHINE = "127.0.0.1"


class PortTaken(RuntimeError):
    """The port cannot be used; the sentence says why and what to do."""


def require_free(*, port: int, host: str = OWN_MACHINE) -> None:
    """Nothing else listens on the port; raises PortTaken otherwise."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        # As the web server does: a port that was used a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} on {host} cannot be used ({error.strerror}): end the program "
                f"that has it, or choose another, for example with --port {port + 1}."
            ) from error


if __name__ == "__main__":
    try:
        require_free(port=int(sys.argv[1]))
    except PortTaken as taken:
        sys.exit(str(taken))
