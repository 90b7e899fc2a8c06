"""The report of ``bin/test``: quiet when all is well, with the words of what failed, and an honest answer."""

import sys

import pytest

from cordee.launch.checks import Check, report, report_all


def test_a_check_that_passes_says_only_so(capfd: pytest.CaptureFixture[str]) -> None:
    assert report(Check("style", [sys.executable, "-c", "print('lots of words')"]))
    said = capfd.readouterr().out
    assert said.startswith("  style … ok, ")
    assert "lots" not in said


def test_a_check_that_fails_shows_why(capfd: pytest.CaptureFixture[str]) -> None:
    assert not report(Check("style", [sys.executable, "-c", "print('line 3 is wrong'); exit(1)"]))
    said = capfd.readouterr().out
    assert said.startswith("  style … FAILED, ")
    assert "line 3 is wrong" in said


def test_tests_are_shown_as_they_run(capfd: pytest.CaptureFixture[str]) -> None:
    assert report(Check("tests", [sys.executable, "-c", "print('12 passed')"], quiet=False))
    assert capfd.readouterr().out == "  tests … \n12 passed\n"


def test_quiet_checks_are_told_in_their_order_and_before_the_tests(capfd: pytest.CaptureFixture[str]) -> None:
    failed = report_all(
        [
            Check("style", [sys.executable, "-c", "print('wrong'); exit(1)"]),
            Check("tests", [sys.executable, "-c", "print('12 passed'); exit(1)"], quiet=False),
            Check("types", [sys.executable, "-c", ""]),
        ]
    )
    assert failed == ["style", "tests"]
    said = capfd.readouterr().out
    places = [said.index(one) for one in ("style … FAILED", "wrong", "types … ok", "tests …", "12 passed")]
    assert places == sorted(places)
