"""One way of minting, in a process of its own: prints codes, seconds, CPU seconds and peak MB.

The clock starts when everything is imported; the keys of the batch are part of the work.
"""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

MASTER = bytes(range(32))
BATCH = 123456789
HOST = "https://marks.example.org"


def main() -> None:
    way, count, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    write_codes = importlib.import_module(f"bench.minting.{way}").write_codes
    begin, cpu = time.perf_counter(), time.process_time()
    write_codes(count, file, MASTER, BATCH, HOST)
    cost = {
        "codes": count,
        "seconds": time.perf_counter() - begin,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(cost))


if __name__ == "__main__":
    main()
