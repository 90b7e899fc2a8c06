"""How much memory a running Cordée takes: proportional set size, where a shared page counts once in all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from cordee.launch.errors import LaunchError
from cordee.launch.place import Home
from cordee.launch.postgres import Server


@dataclass(frozen=True)
class Share:
    """The memory of one process, in bytes."""

    name: str
    pid: int
    pss: int


def measure(home: Home) -> list[Share]:
    """Every process of the Cordée that runs on ``home``: supervisor, web, worker, PostgreSQL."""
    state = home.read_state()
    if not state or not psutil.pid_exists(state["pid"]):
        raise LaunchError(f"No bin/run works on {home.path}: start it, then measure.")
    names = {pid: name for name, pid in state["children"].items()} | {state["pid"]: "supervisor"}
    server = Server(home.path / "postgres").running()
    shares = [Share(names.get(process.pid, process.name()), process.pid, pss(process.pid))
              for process in _family(psutil.Process(state["pid"]), apart=server)]  # fmt: skip
    if server:
        shares += [Share("postgres", process.pid, pss(process.pid)) for process in _family(server)]
    return shares


def pss(pid: int) -> int:
    """Proportional set size of one process in bytes (Linux; 0 for one that just ended)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    except PermissionError as error:
        raise LaunchError(
            f"The memory of process {pid} may not be read: run as its user or as root."
        ) from error
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def table(shares: list[Share]) -> str:
    """One line a process and the total, in MB."""
    lines = [f"{share.pss / 2**20:7.1f} MB  {share.name} ({share.pid})" for share in shares]
    return "\n".join([*lines, f"{sum(share.pss for share in shares) / 2**20:7.1f} MB  in all"])


def _family(process: psutil.Process, apart: psutil.Process | None = None) -> Iterator[psutil.Process]:
    """A process and all below it, without ``apart`` and its own: PostgreSQL may be a child of ours."""
    left_out = {apart.pid, *(child.pid for child in apart.children(recursive=True))} if apart else set()
    yield process
    for child in process.children(recursive=True):
        if child.pid not in left_out:
            yield child


if __name__ == "__main__":
    print(table(measure(Home.from_environment())))
