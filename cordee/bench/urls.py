"""All addresses of the product, and the empty page."""

from django.urls import include, path

from cordee.bench.empty import empty

urlpatterns = [
    path("bench/empty/", empty),
    path("", include("cordee.urls")),
]

handler404 = "cordee.web.views.refusals.not_found"
handler500 = "cordee.web.views.refusals.server_error"
