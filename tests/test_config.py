"""Settings: read from the environment, and production refuses what is unsafe, all at once."""

import base64
from pathlib import Path

import pytest

from webapp.config import SAMPLE_MARK_KEY, ConfigError, Settings

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()
SAFE = {
    "SECRET_KEY": "k" * 32,
    "MARK_KEYS": f"3:{KEY},0:{OTHER}",
    "ALLOWED_HOSTS": "mark.example, www.mark.example",
    "PUBLIC_URL": "https://mark.example/",
}


def read(**changes: str) -> Settings:
    return Settings.from_environ({**SAFE, **changes})


def faults_of(**changes: str) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        read(**changes)
    for fault in raised.value.faults:
        assert fault in str(raised.value)
    return raised.value.faults


def test_safe_settings_of_production() -> None:
    settings = read()
    assert settings.profile == "production"
    assert settings.public_url == "https://mark.example"
    assert settings.allowed_hosts == ("mark.example", "www.mark.example")
    assert (settings.current_mark_key, set(settings.mark_keys)) == (3, {0, 3})
    assert settings.mark_keys[3] == bytes(range(32))
    assert settings.time_zone.key == "Asia/Shanghai"
    assert settings.surfaces == ("public",)
    assert settings.is_sample is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "k" * 31),
        ("SECRET_KEY", "sample-secret-never-in-production"),
        ("MARK_KEYS", ""),
        ("MARK_KEYS", f"0:{base64.b64encode(SAMPLE_MARK_KEY).decode()}"),
        ("MARK_KEYS", f"0:{KEY},1:{base64.b64encode(SAMPLE_MARK_KEY).decode()}"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "mark.example,*"),
        ("FLASK_DEBUG", "1"),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "http://mark.example"),
        ("PUBLIC_URL", "https://a-rather-long-name.example"),
    ],
)
def test_production_refuses_what_is_unsafe(name: str, value: str) -> None:
    (fault,) = faults_of(**{name: value})
    assert fault.startswith(f"{name}: ")


def test_an_empty_environment_names_every_danger_at_once() -> None:
    with pytest.raises(ConfigError) as raised:
        Settings.from_environ({})
    named = [fault.partition(":")[0] for fault in raised.value.faults]
    assert named == ["SECRET_KEY", "MARK_KEYS", "ALLOWED_HOSTS", "PUBLIC_URL"]


def test_the_longest_host_is_told_with_its_length() -> None:
    assert read(PUBLIC_URL="https://" + "a" * 19 + ".test").public_url
    (fault,) = faults_of(PUBLIC_URL="https://" + "a" * 20 + ".test")
    assert "25" in fault
    (fault,) = faults_of(PUBLIC_URL="https://" + "a" * 16 + ".test:8443")  # the port is printed too
    assert "26" in fault


@pytest.mark.parametrize("profile", ["production", "sample", "test"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MARK_KEYS", "nonsense"),
        ("MARK_KEYS", f"24:{KEY}"),
        ("MARK_KEYS", f"-1:{KEY}"),
        ("MARK_KEYS", f"²:{KEY}"),
        ("MARK_KEYS", "0:c2hvcnQ="),
        ("MARK_KEYS", f"0:{KEY}!"),
        ("MARK_KEYS", f"0:{KEY},0:{OTHER}"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../etc/passwd"),
        ("SURFACES", "public,secret"),
        ("SEARCH_STORE", "elastic"),
        ("SEARCH_STORE", "postgres"),
        ("TRUSTED_PROXIES", "many"),
        ("TRUSTED_PROXIES", "-1"),
        ("PUBLIC_URL", "mark.example"),
        ("PUBLIC_URL", "ftp://mark.example"),
        ("PUBLIC_URL", "https://[mark.example"),
    ],
)
def test_no_profile_takes_nonsense(profile: str, name: str, value: str) -> None:
    faults = faults_of(REGISTRY_PROFILE=profile, **{name: value})
    assert any(fault.startswith(f"{name}: ") for fault in faults)


def test_an_unknown_profile_is_refused() -> None:
    assert faults_of(REGISTRY_PROFILE="staging")[0].startswith("REGISTRY_PROFILE: ")


def test_faults_show_no_secret() -> None:
    told = "".join(faults_of(SECRET_KEY="hush", MARK_KEYS=f"99:{KEY}"))
    assert "hush" not in told
    assert KEY not in told


def test_printed_settings_show_no_secret() -> None:
    """Settings end up in logs and tracebacks."""
    shown = repr(read(DATABASE_URL="postgresql://registry:hush@db/registry"))
    assert "kkkk" not in shown
    assert "hush" not in shown
    assert repr(bytes(range(32))) not in shown


def test_the_sample_starts_on_its_own(tmp_path: Path) -> None:
    settings = Settings.from_environ(
        {"REGISTRY_PROFILE": "sample", "INSTANCE_PATH": str(tmp_path), "PORT": "8123"}
    )
    assert settings.is_sample
    assert settings.public_url == "http://127.0.0.1:8123"
    assert settings.database_url == f"sqlite:///{tmp_path}/registry.sqlite"
    assert settings.mark_keys == {0: SAMPLE_MARK_KEY}


def test_debug_is_off_unless_asked_for() -> None:
    for value in ("", "0", "false"):
        assert read(FLASK_DEBUG=value).debug is False
