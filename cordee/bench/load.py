"""The load generator: some kept-alive connections, each asking again as soon as it has its answer.

Runs in a process of its own (``python -m cordee.bench.load``) and says how much of a core it took itself.
"""

import asyncio
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

CONNECTIONS = 8


@dataclass(frozen=True)
class Order:
    """What to ask, how long."""

    port: int
    path: str
    cookie: str
    seconds: float
    connections: int = CONNECTIONS


@dataclass(frozen=True)
class Result:
    """What came of it: answers, how many a second, milliseconds at the median and at 95 %, wrong answers, own cost."""

    answers: int
    rate: float
    p50: float
    p95: float
    wrong: int
    bytes: int
    own_cpu: float


def measure(order: Order) -> Result:
    """Run one order in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "cordee.bench.load"],
        input=json.dumps(asdict(order)),
        capture_output=True,
        text=True,
        check=True,
    )
    return Result(**json.loads(answer.stdout))


async def run(order: Order) -> Result:
    """Ask until the time is over."""
    request = (
        f"GET {order.path} HTTP/1.1\r\nHost: 127.0.0.1:{order.port}\r\nCookie: {order.cookie}\r\n"
        "Accept: text/html\r\nAccept-Language: fr\r\nAccept-Encoding: gzip\r\n\r\n"
    ).encode()
    started, used = time.perf_counter(), _cpu()
    end = started + order.seconds
    taken: list[float] = []
    sizes: list[int] = []
    wrong = 0

    async def connection() -> None:
        nonlocal wrong
        reader, writer = await asyncio.open_connection("127.0.0.1", order.port)
        while (begun := time.perf_counter()) < end:
            writer.write(request)
            status, size = await _answer(reader)
            taken.append(time.perf_counter() - begun)
            sizes.append(size)
            wrong += status != 200
        writer.close()

    await asyncio.gather(*(connection() for _ in range(order.connections)))
    seconds = time.perf_counter() - started
    cuts = statistics.quantiles(taken, n=20) if len(taken) > 1 else taken * 19
    return Result(
        answers=len(taken),
        rate=len(taken) / seconds,
        p50=cuts[9] * 1000,
        p95=cuts[18] * 1000,
        wrong=wrong,
        bytes=round(statistics.median(sizes)),
        own_cpu=(_cpu() - used) / seconds,
    )


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Status, and size of the body as it travelled."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    fields = head.lower()
    at = fields.find(b"\r\ncontent-length:")
    if at >= 0:
        size = int(fields[at + 17 : fields.index(b"\r\n", at + 2)])
        await reader.readexactly(size)
        return status, size
    size = 0
    while length := int(await reader.readline(), 16):  # chunked
        await reader.readexactly(length + 2)
        size += length
    await reader.readline()
    return status, size


def _cpu() -> float:
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(run(Order(**json.load(sys.stdin)))))))
