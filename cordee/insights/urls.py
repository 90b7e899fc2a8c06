"""The addresses of insights."""

from django.urls import path

from cordee.insights import views

urlpatterns = [
    path("spaces/<slug:slug>/health/", views.space_health, name="space-health"),
    path("insights/", views.insights, name="insights"),
    path("insights/acts/", views.organisation_acts, name="insights-acts"),
    path("insights/<slug:scope>/<uuid:scope_id>/", views.insight, name="insight"),
    path("insights/<slug:scope>/<uuid:scope_id>/acts/", views.insight_acts, name="insight-acts"),
]
