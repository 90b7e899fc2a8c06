from django.apps import AppConfig


class Cmi5Config(AppConfig):
    """cmi5: courses made elsewhere are launched, their statements kept to the rules, and what they come to is stated."""

    name = "cordee.cmi5"
    label = "cmi5"

    def ready(self) -> None:
        from cordee.cmi5.launching import Steps
        from cordee.cmi5.passing import open_session
        from cordee.paths.launches import LAUNCHERS
        from cordee.records.passes import GATES

        LAUNCHERS["cmi5"] = Steps()
        GATES.append(open_session)
