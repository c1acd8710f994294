"""Whether the web server can have its port."""

import socket

import click


def require_free(*, host: str, port: int) -> None:
    """Nothing else listens on the port; raises click.ClickException, saying what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        # As the web server does: a port that was used a moment ago is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}): "
                f"end the program that has it, or choose another with --port {port + 1}."
            ) from error
