"""The addresses of the pages by indicator, and of the yearly report."""

from django.urls import path

from cordee.evidence.bpf import views as bpf
from cordee.evidence.qualiopi import views

urlpatterns = [
    path("evidence/bpf/", bpf.bpf, name="bpf"),
    path("evidence/qualiopi/", views.organisation_indicators, name="indicators"),
    path("evidence/qualiopi/paths/<slug:slug>/", views.path_indicators, name="path-indicators"),
    path("evidence/qualiopi/cohorts/<uuid:cohort_id>/", views.cohort_indicators, name="cohort-indicators"),
]
