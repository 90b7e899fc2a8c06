"""Addresses: people, units, groups."""

from django.urls import URLPattern, path

from cordee.administration.views import chart, people, register

urlpatterns: list[URLPattern] = [
    path("administration/people/", people.people, name="administration-people"),
    path("administration/people/new/", people.new_person, name="administration-person-new"),
    path("administration/people/offers/", people.offers, name="administration-people-offers"),
    path("administration/people/file/", register.bring, name="people-file"),
    path("administration/people.csv", register.take, name="people-csv"),
    path("administration/people/@<str:handle>/", people.person, name="administration-person"),
    path("administration/people/@<str:handle>/act/", people.person_act, name="administration-person-act"),
    path("administration/units/", chart.units, name="units"),
    path("administration/units/<uuid:unit_id>/", chart.unit, name="unit"),
    path("administration/groups/", chart.groups, name="groups"),
    path("administration/groups/<uuid:group_id>/", chart.group, name="group"),
]
