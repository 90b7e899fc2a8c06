"""QTI 1.2, alone and in cartridges: items, their rules, and the assessments and banks that hold them."""
