"""Specifications: small tables in, figures out. They are the second half of docs/measures.md.

A folder is a chapter, a file a section, a test a paragraph: its docstring is the text, its tables
are the example. `python -m tests.spec.write` writes the page; a test fails when it is stale.
"""
