"""How much a file may hold. One place, so that documents and tests cite the same numbers.

The sizes leave room for ten times the largest real file (a year of the whole country is 40,000
participations, 15 MB); what is larger is taken in parts, one association or one year at a time.
"""

MB = 1024 * 1024

# Any file or table.
MAX_FILE_BYTES = 512 * MB
MAX_ROWS = 500_000
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 100_000
MAX_LINE_CHARACTERS = 1_000_000
MAX_EMPTY_ROWS = 10_000  # one after the other

# Archives: what the directory of a zip may promise before anything in it is opened.
MAX_ENTRIES = 500
MAX_DIRECTORY_BYTES = 1 * MB
MAX_UNPACKED_BYTES = 768 * MB
MAX_RATIO = 120  # unpacked to packed, for entries above the size below
RATIO_COUNTS_FROM = 4 * MB

# Workbooks, read in a process of their own.
MAX_WORKBOOK_BYTES = 64 * MB
MAX_WORKBOOK_UNPACKED_BYTES = 400 * MB
MAX_SHARED_STRINGS = 300_000
MAX_STRING_PART_BYTES = 64 * MB
MAX_SETTINGS_PART_BYTES = 8 * MB  # styles, relations and the like are read whole
MAX_SHEETS = 60
WORKBOOK_MEMORY_BYTES = 280 * MB
WORKBOOK_SECONDS = 120

MAX_FAULTS = 5_000  # the rest are counted, not listed
