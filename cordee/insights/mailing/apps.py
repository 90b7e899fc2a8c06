from django.apps import AppConfig


class MailingConfig(AppConfig):
    """Reader: dashboards that come by mail on a calendar."""

    name = "cordee.insights.mailing"
    label = "mailing"

    def ready(self) -> None:
        from cordee.insights.mailing import dashboards
        from cordee.insights.mailing.figures import Figures
        from cordee.insights.mailing.space_health import SpaceHealth
        from cordee.insights.models import Scope

        dashboards.register(SpaceHealth())
        for scope in Scope:
            dashboards.register(Figures(scope))
