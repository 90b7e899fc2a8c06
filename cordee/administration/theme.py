"""An organisation's colour as a stylesheet."""

from functools import lru_cache

from cordee.core.colours import ON_DARK, ON_LIGHT, by_day, by_night, shifted


@lru_cache(maxsize=8)
def stylesheet(accent: str) -> str:
    """The colours of the main action in both themes; nothing without an accent. Outside layers, so it comes last."""
    if not accent:
        return ""
    day, night = by_day(accent), by_night(accent)
    return (
        ":root {\n"
        f"  --rope: light-dark({day}, {night});\n"
        f"  --rope-deep: light-dark({shifted(day, -0.06)}, {shifted(night, 0.06)});\n"
        f"  --on-rope: light-dark({ON_LIGHT}, {ON_DARK});\n"
        "}\n"
    )
