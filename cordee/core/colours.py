"""Colours that can be read: contrast as WCAG 2.2 measures it, and the nearest colour that has enough."""

import re

Triple = tuple[float, float, float]

HEX = re.compile(r"#[0-9a-f]{6}")
ENOUGH = 4.5  # WCAG 2.2, 1.4.3: text of any size
PAPER, NIGHT = "#fbf8f2", "#121a26"  # the grounds of the light and the dark theme (tokens.css), as sRGB
ON_LIGHT, ON_DARK = "#fffcf5", "#1d1208"  # the texts that stand on the accent there

_STEPS = 200  # of lightness, from the colour to black or white


def contrast(one: str, other: str) -> float:
    """The ratio between two colours (``#rrggbb``), from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def holds_by_day(accent: str) -> bool:
    """Whether it can be read on the light theme's paper, and text on it."""
    return min(contrast(accent, PAPER), contrast(accent, ON_LIGHT)) >= ENOUGH


def holds_by_night(accent: str) -> bool:
    """Whether it can be read on the dark theme's ground, and text on it."""
    return min(contrast(accent, NIGHT), contrast(accent, ON_DARK)) >= ENOUGH


def by_day(accent: str) -> str:
    """The nearest colour of the same hue that holds by day: the same one where it does."""
    return next((shade for shade in _shades(accent, 0.0) if holds_by_day(shade)), "#000000")


def by_night(accent: str) -> str:
    """The nearest colour of the same hue that holds by night."""
    return next((shade for shade in _shades(accent, 1.0) if holds_by_night(shade)), "#ffffff")


def shifted(accent: str, lightness: float) -> str:
    """The same hue, lighter or (below zero) darker: what a button shows under the pointer."""
    level, a, b = _oklab(accent)
    return _hex(min(1.0, max(0.0, level + lightness)), a, b)


def _shades(accent: str, goal: float) -> list[str]:
    """From the colour to black or white, in small steps of what the eye sees as lightness (OKLab)."""
    level, a, b = _oklab(accent)
    return [
        accent,
        *(_hex(level + (goal - level) * step / _STEPS, a, b) for step in range(1, _STEPS + 1)),
    ]


def _channels(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> Triple:
    """Björn Ottosson's OKLab, of sRGB."""
    red, green, blue = _channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _hex(level: float, a: float, b: float) -> str:
    """The sRGB colour; where the screen has none so vivid, a duller one of the same hue."""
    for vivid in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0):
        red, green, blue = _srgb(level, a * vivid, b * vivid)
        if all(-0.001 <= value <= 1.001 for value in (red, green, blue)):
            break
    return "#" + "".join(f"{round(min(1, max(0, _gamma(max(0, v)))) * 255):02x}" for v in (red, green, blue))


def _srgb(level: float, a: float, b: float) -> Triple:
    long = (level + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (level - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (level - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
