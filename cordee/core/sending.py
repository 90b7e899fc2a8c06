"""One HTTP request to one address: bounded in time and size, to the very address that was checked."""

import asyncio
import time
from dataclasses import dataclass

import httpx

from cordee.core.addresses import resolve
from cordee.core.outside import Refused, Target, ask

PATIENCE = 10.0  # seconds for all of it: looking up, connecting, sending, reading
MOST_READ = 2_000  # bytes of the answer; the rest is not waited for
MOST_KEPT = 500  # characters of the answer, for the log


@dataclass(frozen=True)
class Outcome:
    """What came of a request. ``trouble`` is empty when the receiver took it."""

    status: int | None
    milliseconds: int
    answer: str
    trouble: str

    @property
    def arrived(self) -> bool:
        """Whether the receiver said that it has it."""
        return not self.trouble


def send(target: Target, body: bytes, headers: dict[str, str], *, patience: float | None = None) -> Outcome:
    """Post ``body``. Never raises for what a receiver or a network does; takes ``patience`` seconds at most."""
    patience = PATIENCE if patience is None else patience
    started = time.monotonic()
    status, answer, trouble = None, "", ""
    try:
        status, answer = asyncio.run(_within_time(target, body, headers, patience))
        if 300 <= status < 400:
            trouble = f"answered {status}: redirects are not followed"
        elif not 200 <= status < 300:
            trouble = f"answered {status}"
    except TimeoutError:
        trouble = f"no answer within {patience:.0f} s"
    except Refused as refusal:
        trouble = str(refusal)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        trouble = f"{type(error).__name__}: {error}".rstrip(": ")
    return Outcome(status, round((time.monotonic() - started) * 1000), answer, trouble[:200])


async def _within_time(
    target: Target, body: bytes, headers: dict[str, str], patience: float
) -> tuple[int, str]:
    async with asyncio.timeout(patience):
        answer = await ask(
            "POST",
            target,
            await resolve(target),
            patience=patience,
            most=MOST_READ,
            content=body,
            headers={"Content-Type": "application/json", **headers},
        )
    return answer.status, _beginning(answer.body)


def _beginning(body: bytes) -> str:
    """The first characters of the answer, without what a terminal or a page could take for orders."""
    text = body.decode("utf-8", "replace")
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)[:MOST_KEPT]
