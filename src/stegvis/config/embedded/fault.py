"""What can go wrong with the embedded server."""


class ServerFault(RuntimeError):
    """The embedded server cannot do what was asked; the sentence says why and what to do."""
