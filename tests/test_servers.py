"""The services that tests start for themselves really start, answer and go away."""

import psycopg
import pytest
import redis

from tests import servers


def test_a_cluster_of_our_own_answers_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(servers, "LOCAL_POSTGRES", "postgresql://nobody@127.0.0.1:1/none")
    with servers.postgres() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_a_redis_of_our_own_answers_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_REDIS_URL", raising=False)
    monkeypatch.setattr(servers, "LOCAL_REDIS", "redis://127.0.0.1:1/0")
    with servers.redis_server() as url:
        assert redis.Redis.from_url(url).set("key", "value")
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(url).ping()


def test_an_absent_service_skips_on_a_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL"):
        servers.absent("no PostgreSQL")


def test_an_absent_service_fails_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no PostgreSQL"):
        servers.absent("no PostgreSQL")
