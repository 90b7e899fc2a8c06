from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Door: the organisation set up and looked after in the product."""

    name = "cordee.administration"
    label = "administration"
