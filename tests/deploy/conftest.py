"""A PostgreSQL and a Redis of the tests' own, where there are servers."""

import os
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import redis
from psycopg2 import sql

DATABASE_URL = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/test"
REDIS_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A database of the test's own beside the one that was named."""
    try:
        server = psycopg2.connect(DATABASE_URL, connect_timeout=3)
    except psycopg2.OperationalError as error:
        pytest.skip(f"нет PostgreSQL: {str(error).strip()}")
    server.autocommit = True
    name = f"portal_production_{secrets.token_hex(4)}"
    with server.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield urlunsplit(urlsplit(DATABASE_URL)._replace(path=f"/{name}"))
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    server.close()


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    """The last of the server's databases, which nobody else here uses."""
    url = urlunsplit(urlsplit(REDIS_URL)._replace(path="/15"))
    client = redis.Redis.from_url(url, socket_connect_timeout=3)
    try:
        client.flushdb()
    except redis.RedisError as error:
        pytest.skip(f"нет Redis: {error}")
    yield url
    client.flushdb()
    client.close()
