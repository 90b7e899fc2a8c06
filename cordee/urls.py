"""All addresses, room by room."""

from django.urls import include, path

from cordee.api.app import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("cordee.web.urls")),
    path("", include("cordee.people.urls")),
    path("", include("cordee.spaces.urls")),
    path("", include("cordee.moderation.urls")),
    path("", include("cordee.paths.urls")),
    path("", include("cordee.workshops.urls")),
    path("", include("cordee.programmes.urls")),
    path("", include("cordee.improvement.urls")),
    path("", include("cordee.evidence.qualiopi.urls")),
    path("", include("cordee.search.urls")),
    path("", include("cordee.recommendations.urls")),
    path("", include("cordee.asks.urls")),
    path("", include("cordee.circulation.urls")),
    path("", include("cordee.insights.urls")),
    path("", include("cordee.insights.mailing.urls")),
    path("", include("cordee.records.urls")),
    path("", include("cordee.cmi5.urls")),
    path("", include("cordee.evidence.urls")),
    path("", include("cordee.notifications.urls")),
    path("", include("cordee.live.urls")),
    path("", include("cordee.administration.urls")),
    path("", include("cordee.privacy.urls")),
    path("", include("cordee.studio.urls")),
    path("", include("cordee.cockpit.urls")),
    path("", include("cordee.mailbox.urls")),
    path("", include("cordee.demo.urls")),
]

handler404 = "cordee.web.views.refusals.not_found"
handler429 = "cordee.web.views.refusals.too_often"  # asked for by allauth
handler500 = "cordee.web.views.refusals.server_error"
