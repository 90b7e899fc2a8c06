"""The addresses of the pages that bring several rooms together."""

from django.urls import path

from cordee.web.views import health, installing, media, people, spaces, today

urlpatterns = [
    path("", today.today, name="today"),
    path("aside/", today.aside, name="aside"),
    path("service-worker.js", installing.service_worker, name="service-worker"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("healthz", health.healthz, name="healthz"),
    path("spaces/", spaces.spaces, name="spaces"),
    path("spaces/new/", spaces.new_space, name="space-new"),
    path("spaces/<slug:slug>/", spaces.space, name="space"),
    path("spaces/<slug:slug>/welcome/", spaces.welcome, name="space-welcome"),
    path("spaces/<slug:slug>/members/", spaces.space_members, name="space-members"),
    path("spaces/<slug:slug>/settings/", spaces.space_settings, name="space-settings"),
    path("people/", people.people_list, name="people"),
    path("people/@<str:handle>/", people.profile, name="profile"),
    path("skills/<slug:slug>/", people.skill, name="skill"),
    path("media/<str:name>", media.media, name="media"),
]
