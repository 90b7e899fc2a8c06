"""One push to one device: sealed for it, signed by us, to an address of the open internet only."""

import asyncio
import base64
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.conf import settings

from cordee.core.errors import Invalid
from cordee.core.outside import Refused, Target, ask, is_public, look_up, parts_of
from cordee.notifications.models import Device

PATIENCE = 10.0  # seconds for all of it
MOST_READ = 1_000  # bytes of the answer
KEPT = timedelta(days=1)  # for how long the push service holds what a device that is off should show
LONGEST = (
    2_500  # bytes of what is said: with its seal it stays below the 4,096 that every service takes (RFC 8030)
)
_GONE = (404, 410)
_SIGNED = 12 * 3600  # seconds; 24 hours at most (RFC 8292)


@dataclass(frozen=True)
class Pushed:
    """What came of it. ``gone``: this device will never be reached again. ``trouble`` is for the log."""

    arrived: bool
    gone: bool = False
    trouble: str = ""


def push(device: Device, said: dict[str, str], *, name: UUID, key: str) -> Pushed:
    """Send ``said`` to a device; never raises for what services and networks do. The same ``name`` replaces, unread."""
    try:
        target = parts_of(device.endpoint)
        status, answer = asyncio.run(_within_time(target, _sealed(device, said), _headers(device, name, key)))
    except (Invalid, Refused) as refusal:
        return Pushed(arrived=False, gone=True, trouble=str(refusal))
    except TimeoutError:
        return Pushed(arrived=False, trouble=f"no answer within {PATIENCE:.0f} s")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Pushed(arrived=False, trouble=f"{type(error).__name__}: {error}"[:200])
    if 200 <= status < 300:
        return Pushed(arrived=True)
    return Pushed(arrived=False, gone=status in _GONE, trouble=f"answered {status} {answer}"[:200])


async def _within_time(target: Target, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    async with asyncio.timeout(PATIENCE):
        found = await look_up(target.host, target.port)
        ip = next((one for one in found if settings.PUSH_PRIVATE or is_public(one)), None)
        if ip is None or (target.scheme != "https" and not settings.PUSH_PRIVATE):
            raise Refused("not an address of the open internet")
        answer = await ask(
            "POST", target, ip, patience=PATIENCE, most=MOST_READ, content=body, headers=headers
        )
    text = answer.body.decode("utf-8", "replace")
    return answer.status, "".join(one if one.isprintable() else " " for one in text)[:150]


def _sealed(device: Device, said: dict[str, str]) -> bytes:
    from pywebpush import WebPusher  # it brings a second HTTP client, of which only the worker makes use

    words = json.dumps(said, ensure_ascii=False).encode()
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    return bytes(WebPusher({"endpoint": device.endpoint, "keys": keys}).encode(words)["body"])


def _headers(device: Device, name: UUID, key: str) -> dict[str, str]:
    from py_vapid import Vapid02, VapidException

    parts = urlsplit(device.endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + _SIGNED,
        "sub": settings.SITE_ADDRESS
        if settings.SITE_ADDRESS.startswith("https:")
        else f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}",
    }
    try:
        signed = Vapid02.from_pem(key.encode()).sign(claims)
    except VapidException as trouble:  # no push service is named like that
        raise Refused(str(trouble)[:100]) from None
    return {
        "Authorization": signed["Authorization"],
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT.total_seconds())),
        "Topic": base64.urlsafe_b64encode(name.bytes).decode().rstrip("="),
        "Urgency": "normal",
    }
