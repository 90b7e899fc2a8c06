"""The addresses of the improvement room."""

from django.urls import path

from cordee.improvement.views import raising, register, taking_part

urlpatterns = [
    path("improvement/", register.register, name="improvement"),
    path("improvement/new/", raising.new_concern, name="concern-new"),
    path("improvement/mine/", raising.my_concerns, name="my-concerns"),
    path("improvement/<uuid:concern_id>/", register.concern, name="concern"),
    path("improvement/<uuid:concern_id>/act/", register.act, name="concern-act"),
    path("concerns/", raising.outside, name="concerns"),
    path("concerns/<str:proof>/", raising.outside_concern, name="concern-outside"),
    path("spaces/<slug:slug>/watch/", taking_part.watch, name="space-watch"),
    path("cohorts/<uuid:cohort_id>/adaptations/", taking_part.adaptations, name="cohort-adaptations"),
]
