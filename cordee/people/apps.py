from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Ground: who is here, what they know, what they want to learn, how they like to read."""

    name = "cordee.people"
    label = "people"

    def ready(self) -> None:
        """Hear of second factors, which allauth keeps."""
        from allauth.mfa import signals

        from cordee.people.actions import second_factor

        signals.authenticator_added.connect(second_factor.note_added)
        signals.authenticator_removed.connect(second_factor.note_removed)
