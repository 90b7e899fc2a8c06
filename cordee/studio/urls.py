"""The addresses of the studio."""

from django.urls import path

from cordee.studio.views import beginning, editing, exporting, writing

urlpatterns = [
    path("studio/", writing.studio, name="studio"),
    path("studio/new/", beginning.new_path, name="path-new"),
    path("studio/<slug:slug>/", writing.path_writing, name="path-writing"),
    path("studio/<slug:slug>/objectives/", writing.objectives, name="path-objectives"),
    path("studio/<slug:slug>/sheet/", writing.sheet, name="path-sheet"),
    path("studio/<slug:slug>/authors/", writing.authors, name="path-authors"),
    path("studio/<slug:slug>/publication/", writing.publication, name="path-publication"),
    path("studio/<slug:slug>/shelf/", writing.shelf, name="path-shelf"),
    path("studio/<slug:slug>/export/", exporting.export, name="path-export"),
    path("studio/<slug:slug>/modules/", writing.modules, name="path-modules"),
    path("studio/<slug:slug>/modules/<uuid:key>/", writing.module, name="path-module"),
    path(
        "studio/<slug:slug>/modules/<uuid:module>/activities/new/", editing.new_activity, name="activity-new"
    ),
    path("studio/<slug:slug>/activities/<uuid:key>/", editing.activity, name="activity-writing"),
    path("studio/<slug:slug>/activities/<uuid:key>/place/", writing.place, name="activity-place"),
    path("studio/<slug:slug>/activities/<uuid:key>/preview/", editing.preview, name="activity-preview"),
    path("studio/<slug:slug>/banks/<str:bank>/questions/new/", editing.new_question, name="question-new"),
    path("studio/<slug:slug>/questions/<uuid:key>/", editing.question, name="question-writing"),
    path("studio/from/<uuid:post_id>/", editing.from_post, name="activity-from-post"),
]
