"""Figures that are taken away must not single anybody out (docs/decisions/disclosure.md).

``hiding`` says which cells of a table stay "too few"; ``differencing`` says whether a table, beside those that the same
person took before, would tell of a handful of people; ``guard`` is what an export of figures calls.
"""
