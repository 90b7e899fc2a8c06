from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Learning: the fil rouge of a space, prompts planned at their hours and closed by a recap."""

    name = "cordee.programmes"
    label = "programmes"
