"""The rows of the cockpit."""

from cordee.cockpit.models.suggestions import Suggestion
from cordee.cockpit.models.words import NoWords, Word

__all__ = ["NoWords", "Suggestion", "Word"]
