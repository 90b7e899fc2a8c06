"""Tables that people take away: one way of writing them, whatever room they come from.

A room says *what* (``Sheet``: columns with their kinds, rows, the notes that define them); this one says *how*:
CSV that a French spreadsheet opens right, XLSX with typed cells, PDF that a screen reader can read.
"""

from cordee.sheets.answering import answer
from cordee.sheets.form import Form, form_of
from cordee.sheets.sheet import Cell, Column, Kind, Sheet
from cordee.sheets.written import Written, written

__all__ = ["Cell", "Column", "Form", "Kind", "Sheet", "Written", "answer", "form_of", "written"]
