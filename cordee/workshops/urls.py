"""The addresses of workshops and calendars."""

from django.urls import path

from cordee.workshops.views import calendars, planning, sheets, workshops

urlpatterns = [
    path("cohorts/<uuid:cohort_id>/workshops/new/", planning.new_workshop, name="workshop-new"),
    path("workshops/<uuid:workshop_id>/", workshops.workshop, name="workshop"),
    path("workshops/<uuid:workshop_id>/settings/", planning.workshop_settings, name="workshop-settings"),
    path("workshops/<uuid:workshop_id>/cancellation/", workshops.cancellation, name="workshop-cancellation"),
    path("workshops/<uuid:workshop_id>/seat/", workshops.seat, name="workshop-seat"),
    path("workshops/<uuid:workshop_id>/materials/", workshops.materials, name="workshop-materials"),
    path("workshops/<uuid:workshop_id>/calendar.ics", workshops.calendar_file, name="workshop-calendar"),
    path("workshops/<uuid:workshop_id>/sheet.pdf", sheets.sheet_paper, name="workshop-paper"),
    path("workshops/<uuid:workshop_id>/sheet.csv", sheets.sheet_table, name="workshop-table"),
    path("workshops/<uuid:workshop_id>/<str:half>/", sheets.half_sheet, name="workshop-sheet"),
    path(
        "workshops/<uuid:workshop_id>/<str:half>/signatures/", sheets.signatures, name="workshop-signatures"
    ),
    path("workshops/<uuid:workshop_id>/<str:half>/code/", sheets.code, name="workshop-code"),
    path("workshops/<uuid:workshop_id>/<str:half>/sign/", sheets.sign, name="workshop-sign"),
    path("me/calendar/", calendars.my_calendar, name="my-calendar"),
    path("calendars/<str:secret>/", calendars.calendar, name="calendar"),
    path("calendars/<str:secret>/<uuid:cohort_id>/", calendars.calendar, name="calendar-cohort"),
]
