"""What Moodle writes by itself where an author wrote nothing."""

import re

from cordee.core.text import plain

# "Your answer is correct." and its sisters, of a feedback that nobody wrote.
_USUAL = re.compile(
    r"(your answer is (partially )?(in)?correct|votre réponse est (partiellement )?(in)?correcte"
    r"|ihre antwort ist (teilweise )?(richtig|falsch)|(respuesta|su respuesta es) (parcialmente )?(in)?correcta)\W*",
    re.IGNORECASE,
)


def says_something(html: str) -> bool:
    """Whether a feedback says more than Moodle says by itself."""
    said = plain(f"<p>{html}</p>").strip()
    return bool(said) and not _USUAL.fullmatch(said)
