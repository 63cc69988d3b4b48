"""Settings, read once from the environment.  Production refuses to start when they are unsafe."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PROFILES = ("production", "sample", "test")
SURFACES = ("public", "enterprise", "regulator")
SEARCH_STORES = ("whoosh", "postgres")
LONGEST_HOST = 24  # characters of a host that keep a QR symbol at version 3 (docs/codes.md)

SAMPLE_SECRET = "sample-secret-never-in-production"
SAMPLE_MARK_KEY = hashlib.sha256(b"sample mark key, never in production").digest()


class ConfigError(Exception):
    """The settings are unsafe or unreadable; `faults` names each variable, its fault, the mend."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("the settings are not safe to start with:\n  " + "\n  ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; see `docs/operations.md` for each variable.

    Secrets are left out of `repr`: it ends up in logs and tracebacks.
    """

    profile: str
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    instance_path: Path
    public_url: str
    allowed_hosts: tuple[str, ...]
    surfaces: tuple[str, ...]
    search_store: str
    time_zone: ZoneInfo
    mark_keys: Mapping[int, bytes] = field(repr=False)
    current_mark_key: int
    trusted_proxies: int = 0
    scan_wait_ms: int = 250
    scan_retention_days: int = 90
    region_header: str = ""
    guess_limit: int = 60
    redis_url: str = field(default="", repr=False)
    debug: bool = False

    @property
    def is_sample(self) -> bool:
        """Whether this installation shows made-up records only."""
        return self.profile == "sample"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; raises ConfigError with every fault at once."""
        faults: list[str] = []
        profile = environ.get("REGISTRY_PROFILE", "") or "production"
        if profile not in PROFILES:
            faults.append(f"REGISTRY_PROFILE: {profile!r} is none of {', '.join(PROFILES)}")
        instance = Path(environ.get("INSTANCE_PATH", "instance")).expanduser().resolve()
        port = environ.get("PORT", "8000")
        keys, current = _mark_keys(environ.get("MARK_KEYS", ""), faults)
        settings = cls(
            profile=profile,
            secret_key=environ.get("SECRET_KEY", "") or SAMPLE_SECRET,
            database_url=environ.get("DATABASE_URL", "") or f"sqlite:///{instance}/registry.sqlite",
            instance_path=instance,
            public_url=(environ.get("PUBLIC_URL", "") or f"http://127.0.0.1:{port}").rstrip("/"),
            allowed_hosts=_words(environ.get("ALLOWED_HOSTS", "")),
            surfaces=_words(environ.get("SURFACES", "public")),
            search_store=environ.get("SEARCH_STORE", "whoosh"),
            time_zone=_zone(environ.get("TIME_ZONE", "Asia/Shanghai"), faults),
            mark_keys=keys,
            current_mark_key=current,
            trusted_proxies=_count("TRUSTED_PROXIES", environ, faults),
            scan_wait_ms=_count("SCAN_WAIT_MS", environ, faults, "250"),
            scan_retention_days=_count("SCAN_RETENTION_DAYS", environ, faults, "90"),
            region_header=environ.get("REGION_HEADER", ""),
            guess_limit=_count("GUESS_LIMIT", environ, faults, "60"),
            redis_url=environ.get("REDIS_URL", ""),
            debug=environ.get("FLASK_DEBUG", "0") not in ("", "0", "false"),
        )
        faults += settings._choices() + (settings._dangers() if profile == "production" else [])
        if faults:
            raise ConfigError(faults)
        return settings

    @classmethod
    def for_tests(
        cls, instance_path: Path, database_url: str = "", search_store: str = "whoosh"
    ) -> "Settings":
        """Settings of a throw-away installation under `instance_path`."""
        return cls.from_environ(
            {
                "REGISTRY_PROFILE": "test",
                "INSTANCE_PATH": str(instance_path),
                "DATABASE_URL": database_url,
                "SEARCH_STORE": search_store,
                "PUBLIC_URL": "https://registry.example",
                "ALLOWED_HOSTS": "registry.example,localhost,127.0.0.1",
                "GUESS_LIMIT": "0",
            }
        )

    def _choices(self) -> list[str]:
        faults = [
            f"SURFACES: {name!r} is none of {', '.join(SURFACES)}"
            for name in self.surfaces
            if name not in SURFACES
        ]
        if self.search_store not in SEARCH_STORES:
            faults.append(
                f"SEARCH_STORE: {self.search_store!r} is none of {', '.join(SEARCH_STORES)}"
            )
        if self.search_store == "postgres" and self.database_url.startswith("sqlite"):
            faults.append("SEARCH_STORE: postgres needs a PostgreSQL DATABASE_URL")
        if _address(self.public_url).scheme not in ("http", "https"):
            faults.append(f"PUBLIC_URL: {self.public_url!r} does not start with https://")
        return faults

    def _dangers(self) -> list[str]:
        faults = []
        if self.secret_key == SAMPLE_SECRET or len(self.secret_key) < 32:
            faults.append("SECRET_KEY: missing or too short; set 32 random characters or more")
        if SAMPLE_MARK_KEY in self.mark_keys.values():
            faults.append("MARK_KEYS: missing or the sample's; set id:base64 of 32 random bytes")
        if not self.allowed_hosts or "*" in self.allowed_hosts:
            faults.append("ALLOWED_HOSTS: name the hosts that this site answers for")
        if self.debug:
            faults.append("FLASK_DEBUG: must be off")
        address = _address(self.public_url)
        if address.scheme != "https":
            faults.append("PUBLIC_URL: set the https:// address that is printed on packaging")
        elif len(address.netloc) > LONGEST_HOST:
            faults.append(
                f"PUBLIC_URL: its host has {len(address.netloc)} characters; a code fits on the "
                f"small QR symbol with up to {LONGEST_HOST}. Choose a shorter host"
            )
        return faults


def _address(url: str) -> SplitResult:
    """The parts of an address; none where it cannot be read at all."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _zone(name: str, faults: list[str]) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"TIME_ZONE: {name!r} is no IANA zone; an example is Asia/Shanghai")
        return ZoneInfo("UTC")


def _count(name: str, environ: Mapping[str, str], faults: list[str], default: str = "0") -> int:
    text = environ.get(name, "") or default
    if text.isdecimal():
        return int(text)
    faults.append(f"{name}: {text!r} is not a whole number")
    return 0


def _mark_keys(text: str, faults: list[str]) -> tuple[dict[int, bytes], int]:
    """Read `id:base64,id:base64`; the first is the one that new batches use."""
    keys: dict[int, bytes] = {}
    for entry in _words(text):
        key_id, _, encoded = entry.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if not key_id.isdecimal() or int(key_id) > 23 or len(key) != 32:
            faults.append("MARK_KEYS: each entry is id:base64, id 0 to 23, key 32 bytes")
        elif int(key_id) in keys:
            faults.append(f"MARK_KEYS: id {key_id} is given twice")
        else:
            keys[int(key_id)] = key
    if not keys:
        keys = {0: SAMPLE_MARK_KEY}
    return keys, next(iter(keys))
