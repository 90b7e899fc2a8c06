"""Addresses: people, units, groups."""

from django.urls import URLPattern, path

from cordee.administration.views import people

urlpatterns: list[URLPattern] = [
    path("administration/people/", people.people, name="administration-people"),
    path("administration/people/@<str:handle>/", people.person, name="administration-person"),
    path("administration/people/@<str:handle>/act/", people.person_act, name="administration-person-act"),
]
