"""Addresses of the room; what units state is answered by the record store."""

from django.urls import URLPattern, path

from cordee.cmi5.views import tokens

urlpatterns: list[URLPattern] = [
    path("xapi/cmi5/sessions/<uuid:session>/<str:secret>", tokens.session_token, name="cmi5-session-token"),
]
