"""Questionnaires as XLSForm workbooks (xlsform.org), in and out."""
