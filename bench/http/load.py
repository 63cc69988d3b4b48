"""Load over kept-alive connections: `wrk` where it is installed, else a client of our own."""

import asyncio
import itertools
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONNECTIONS = 32
_CYCLE = """
local paths, n = {%s}, 0
request = function()
  n = n %% #paths + 1
  return wrk.format("GET", paths[n])
end
"""
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


@dataclass(frozen=True)
class Load:
    """One round: requests per second, milliseconds at the 50th and 99th percentile."""

    requests: int
    rate: float
    p50: float
    p99: float


def generator() -> str:
    """Which client makes the load, for the head of a table."""
    if shutil.which("wrk"):
        return "wrk"
    return "the built-in client (slower; `apt-get install wrk` for the real one)"


def put_load(port: int, paths: Sequence[str], accept: str, seconds: float) -> Load:
    """Ask for the addresses in turn, as fast as they are answered.

    Raises RuntimeError for an answer that is not 2xx.
    """
    if shutil.which("wrk"):
        return _wrk(port, paths, accept, seconds)
    return asyncio.run(_own(port, paths, accept, seconds))


def _wrk(port: int, paths: Sequence[str], accept: str, seconds: float) -> Load:
    how = ["-t1", f"-c{CONNECTIONS}", f"-d{max(round(seconds), 1)}s", "--latency"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="ascii") as script:
        if len(paths) > 1:
            script.write(_CYCLE % ",".join(json.dumps(path) for path in paths))
            script.flush()
            how += ["-s", script.name]
        done = subprocess.run(
            ["wrk", *how, "-H", f"Accept: {accept}", f"http://127.0.0.1:{port}{paths[0]}"],
            capture_output=True,
            text=True,
            check=True,
        )
    said = done.stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{paths[0]}: {said}")
    return Load(
        requests=int(_found(r"(\d+) requests in", said)[0]),
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", said)[0]),
        p50=_milliseconds(*_found(r"50%\s+([\d.]+)(us|ms|s|m)", said)),
        p99=_milliseconds(*_found(r"99%\s+([\d.]+)(us|ms|s|m)", said)),
    )


def _found(pattern: str, text: str) -> tuple[str, ...]:
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"wrk said nothing like {pattern}: {text}")
    return match.groups()


def _milliseconds(number: str, unit: str) -> float:
    return float(number) * _UNITS[unit]


async def _own(port: int, paths: Sequence[str], accept: str, seconds: float) -> Load:
    rest = f" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n"
    requests = itertools.cycle([f"GET {path}{rest}".encode() for path in paths])
    begin = time.perf_counter()
    waits = await asyncio.gather(
        *(_visitor(port, requests, begin + seconds) for _ in range(CONNECTIONS))
    )
    took = time.perf_counter() - begin
    times = sorted(wait for one in waits for wait in one)
    cuts = statistics.quantiles(times, n=100)
    return Load(len(times), len(times) / took, cuts[49] * 1e3, cuts[98] * 1e3)


async def _visitor(port: int, requests: Iterator[bytes], deadline: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    while (begin := time.perf_counter()) < deadline:
        writer.write(next(requests))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        length = re.search(rb"content-length: (\d+)", head)
        await reader.readexactly(int(length[1]) if length else 0)
        times.append(time.perf_counter() - begin)
        if b"connection: close" in head:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return times
