"""One HTTP request to one address: bounded in time and size, to the very address that was checked."""

import asyncio
import time
from dataclasses import dataclass

import httpx

from cordee import __version__
from cordee.webhooks.addresses import Refused, Target, resolve

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


def send(target: Target, body: bytes, headers: dict[str, str]) -> Outcome:
    """Post ``body``. Never raises for what a receiver or a network does; takes ``PATIENCE`` at most."""
    started = time.monotonic()
    status, answer, trouble = None, "", ""
    try:
        status, answer = asyncio.run(_within_time(target, body, headers))
        if 300 <= status < 400:
            trouble = f"answered {status}: redirects are not followed"
        elif not 200 <= status < 300:
            trouble = f"answered {status}"
    except TimeoutError:
        trouble = f"no answer within {PATIENCE:.0f} s"
    except Refused as refusal:
        trouble = str(refusal)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        trouble = f"{type(error).__name__}: {error}".rstrip(": ")
    return Outcome(status, round((time.monotonic() - started) * 1000), answer, trouble[:200])


async def _within_time(target: Target, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    async with asyncio.timeout(PATIENCE):
        ip = await resolve(target)
        number = f"[{ip}]" if ip.version == 6 else str(ip)
        usual = (target.scheme, target.port) in (("https", 443), ("http", 80))
        name = f"[{target.host}]" if ":" in target.host else target.host
        # The connection goes to the checked number; the name stands in Host and in the certificate's check.
        async with (
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=PATIENCE) as client,
            client.stream(
                "POST",
                f"{target.scheme}://{number}:{target.port}{target.path}",
                content=body,
                headers={
                    "Host": name if usual else f"{name}:{target.port}",
                    "Content-Type": "application/json",
                    "User-Agent": f"Cordee/{__version__}",
                    "Accept-Encoding": "identity",
                    **headers,
                },
                extensions={"sni_hostname": target.host},
            ) as response,
        ):
            return response.status_code, await _beginning(response)


async def _beginning(response: httpx.Response) -> str:
    """The first characters of the answer, without what a terminal or a page could take for orders."""
    kept = b""
    async for chunk in response.aiter_raw():
        kept += chunk[: MOST_READ - len(kept)]
        if len(kept) >= MOST_READ:
            break
    text = kept.decode("utf-8", "replace")
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)[:MOST_KEPT]
