"""The addresses of circulation."""

from django.urls import path

from cordee.circulation import views

urlpatterns = [
    path("insights/circulation/", views.of_organisation, name="circulation"),
    path("spaces/<slug:slug>/circulation/", views.of_space, name="space-circulation"),
    path("posts/<uuid:post_id>/circulation/", views.of_practice, name="post-circulation"),
    path("me/circulation/", views.mine, name="my-circulation"),
]
