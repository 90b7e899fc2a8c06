"""The addresses of dashboards by mail."""

from django.urls import path

from cordee.insights.mailing import views

urlpatterns = [
    path("me/mailings/", views.my_mailings, name="my-mailings"),
    path("me/mailings/new/", views.new_mailing, name="mailing-new"),
    path("me/mailings/<uuid:mailing_id>/", views.mailing, name="mailing"),
    path("mailings/stop/<str:secret>/", views.stop_by_link, name="mailing-stop-link"),
]
