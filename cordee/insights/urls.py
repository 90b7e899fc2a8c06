"""The addresses of insights."""

from django.urls import path

from cordee.insights.views import space_health

urlpatterns = [path("spaces/<slug:slug>/health/", space_health, name="space-health")]
