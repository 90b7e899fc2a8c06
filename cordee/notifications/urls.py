"""The addresses of notifications."""

from django.urls import path

from cordee.notifications import views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read, name="notifications-read"),
    path("notifications/<uuid:notice_id>/", views.opened, name="notification"),
    path("notifications/<uuid:notice_id>/stop/", views.stop, name="notification-stop"),
]
