"""Writing a course out, part by part."""

from cordee.studio.course import Course
from cordee.studio.exporting.form import INDEX
from cordee.studio.exporting.pages import Pages
from cordee.studio.exporting.targets import Target


def write(course: Course, target: Target) -> None:
    """Everything of a course that fits (``fitting.fit``): each of its keys is there once."""
    pages = Pages(course)
    places = pages.places
    target.text(INDEX, pages.whole())
    for module in course.modules:
        target.text(f"{places.modules[module.key]}/{INDEX}", pages.module(module))
        for step in module.steps:
            target.text(places.steps[step.key], pages.step(step))
    for bank in course.banks:
        target.text(places.banks[bank.key], pages.bank(bank))
    for name, asset in course.files.items():
        target.file(places.files[name], asset)
