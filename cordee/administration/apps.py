from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Door: the organisation set up and looked after in the product."""

    name = "cordee.administration"
    label = "administration"

    def ready(self) -> None:
        from cordee.administration.data_views import VIEWS
        from cordee.people import views_of_data

        views_of_data.register(*VIEWS)
