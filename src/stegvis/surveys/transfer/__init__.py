"""Answers that come by file."""
