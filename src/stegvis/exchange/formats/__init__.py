"""Files in, rows out: CSV, zip and workbooks. Knows no table, no database and no Django."""
