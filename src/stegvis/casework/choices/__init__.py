"""Code lists of casework, one module a noun; those of the exchange format are in core."""
