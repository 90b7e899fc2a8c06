"""The addresses of the cockpit."""

from django.urls import path

from cordee.cockpit.views import cockpit, words

urlpatterns = [
    path("cockpit/", cockpit.cockpit, name="cockpit"),
    path("cockpit/suggestions/<uuid:row_id>/", cockpit.suggestion, name="suggestion"),
    path("spaces/<slug:slug>/cockpit/", cockpit.space_cockpit, name="space-cockpit"),
    path("words/<uuid:word_id>/", words.word, name="word"),
]
