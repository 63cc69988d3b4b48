"""What anybody would write: a tag by `hmac.new`, base 32, `csv.writer`, one code at a time."""

import base64
import csv
import hashlib
import hmac
from pathlib import Path


def write_codes(count: int, file: Path, master: bytes, batch: int, host: str) -> None:
    before = f"{host}/V/".upper()
    head = bytes((0,)) + batch.to_bytes(4)
    with file.open("w", newline="", encoding="ascii") as stream:
        writer = csv.writer(stream)
        writer.writerow(("index", "code", "address"))
        for index in range(count):
            data = head + index.to_bytes(4)
            tag = hmac.new(master, data, hashlib.sha256).digest()[:6]
            code = base64.b32encode(data + tag).decode()[:24]
            writer.writerow((index, code, before + code))
