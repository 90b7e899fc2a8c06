"""Archives and samples for the tests of importers."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cordee.media.archive import Archive, opened
from cordee.studio.course import Course
from cordee.studio.importers import Importer
from cordee.studio.report import Report

_ABOVE = (parent / "shared" / "data" / "courses" for parent in Path(__file__).parents[3:])
SAMPLES = next((folder for folder in _ABOVE if folder.is_dir()), Path("shared/data/courses"))


@contextmanager
def zipped(tmp_path: Path, parts: dict[str, str | bytes]) -> Iterator[Archive]:
    """An archive of these parts."""
    path = tmp_path / "course.zip"
    with zipfile.ZipFile(path, "w") as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    with opened(path) as archive:
        yield archive


def taken(importer: Importer, tmp_path: Path, parts: dict[str, str | bytes]) -> tuple[Course, Report]:
    """The course that an importer makes of these parts, which it recognises."""
    with zipped(tmp_path, parts) as archive:
        assert importer.recognises(archive)
        report = Report(importer.name)
        return importer.course(archive, report), report


def sample(importer: Importer, name: str) -> tuple[Course, Report]:
    """The course of a real file; the test is skipped where the samples are not."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the samples are not here")
    with opened(path) as archive:
        assert importer.recognises(archive)
        report = Report(importer.name)
        course = importer.course(archive, report)
        for asset in course.files.values():
            with asset.open() as stream:
                assert len(stream.read()) == asset.size
        return course, report
