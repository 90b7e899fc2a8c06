from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Ground: who is here, what they know, what they want to learn, how they like to read."""

    name = "cordee.people"
    label = "people"
