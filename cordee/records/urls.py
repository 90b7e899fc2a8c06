"""Addresses of the profile; the resources of xAPI are answered earlier (``middleware.py``)."""

from django.urls import URLPattern, path

from cordee.records.views import profile

urlpatterns: list[URLPattern] = [
    path("xapi/profile", profile.profile_document, name="xapi-profile-document"),
    path("xapi/profile/verbs/<slug:verb>", profile.own_verb, name="xapi-own-verb"),
]
