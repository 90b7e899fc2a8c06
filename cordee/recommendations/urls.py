"""The addresses of recommendations."""

from django.urls import path

from cordee.recommendations import views

urlpatterns = [
    path("experts/", views.directory, name="experts"),
    path("skills/<slug:slug>/experts/", views.who_knows, name="skill-experts"),
    path("me/expertise/", views.my_expertise, name="my-expertise"),
]
