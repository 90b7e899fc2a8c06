"""The addresses of what is kept of me."""

from django.urls import path

from cordee.privacy import views

urlpatterns = [
    path("me/data/", views.my_data, name="my-data"),
    path("me/data/export/", views.export, name="my-data-export"),
    path("me/data/looks/", views.looks, name="my-data-looks"),
    path("me/data/views/", views.made_of_me, name="my-data-views"),
    path("me/data/information/", views.information_sheet, name="data-information"),
    path("me/data/departure/", views.departure, name="my-departure"),
]
