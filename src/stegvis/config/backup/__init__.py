"""Backups: one encrypted file with the tables and the files, read whole before it is used."""
