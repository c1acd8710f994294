"""How our workbooks are known: a property that the process reading them looks for."""

MARK_EXACT = "stegvis-format"
