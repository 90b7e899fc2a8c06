"""What a process of a test has in it from the start: imported once, in the process that all others are forked from."""

import gc

import django

gc.disable()  # as in a start by bin/run: nothing that is imported is ever let go of
django.setup()

import cordee.asgi  # noqa: E402, F401 (only now: models need the line above)

gc.freeze()
gc.enable()
