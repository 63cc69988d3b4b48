"""`adapters.minting`: the same table, thousands of codes at a time."""

from pathlib import Path

from webapp.adapters.minting import HEADINGS, Mint, csv_chunks
from webapp.domain.mark_keys import MarkKeys


def write_codes(count: int, file: Path, master: bytes, batch: int, host: str) -> None:
    mint = Mint(MarkKeys({0: master}, 0), 0, batch)
    with file.open("wb") as stream:
        stream.write(f"{','.join(HEADINGS)}\r\n".encode())
        for _, lines in csv_chunks(mint, 0, count - 1, host):
            stream.write(lines)
