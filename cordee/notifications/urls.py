"""The addresses of notifications."""

from django.urls import path

from cordee.notifications.views import bell, choices, devices, stopping

urlpatterns = [
    path("notifications/", bell.notifications, name="notifications"),
    path("notifications/read/", bell.read, name="notifications-read"),
    path("notifications/choices/", choices.choices, name="notification-choices"),
    path("notifications/devices/<uuid:device_id>/removal/", devices.removal, name="device-removal"),
    path("notifications/stop/<str:secret>/", stopping.stop, name="notification-stop-link"),
    path("notifications/<uuid:notice_id>/", bell.opened, name="notification"),
    path("notifications/<uuid:notice_id>/stop/", bell.stop, name="notification-stop"),
]
