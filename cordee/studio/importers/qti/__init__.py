"""QTI: items and tests. ``modern`` reads 2.x and 3, ``classic`` reads 1.2; both find credits by answering."""
