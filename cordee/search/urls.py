"""The addresses of search."""

from django.urls import path

from cordee.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="search-suggestions"),
    path("search/closest/", views.closest, name="search-closest"),
    path("posts/<uuid:post_id>/similar/", views.similar, name="similar"),
]
