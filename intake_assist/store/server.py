"""A PostgreSQL server in place of the file, for a hall whose counters share one store.

Whoever writes waits for its turn at one lock of the database, as with a file: numbers, the trail's end and the
sweeping of material files are then safe between counters without a rule of their own. Whoever reads sees one
state of everything.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from intake_assist.store.errors import AddressError

ADDRESS_VARIABLE = "INTAKE_ASSIST_DATABASE"
WAIT_SECONDS = 10
_TURN = 0x1A7A4E55
"""The number of the lock; any, as long as every program takes the same."""
_SCHEMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_FORM = "要写成 postgresql://用户@服务器/数据库"

# A server that fell silent is given up after about 20 s instead of hours.
_CONNECTING: dict[str, Any] = {
    "connect_timeout": WAIT_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
    "client_encoding": "utf8",
    "application_name": "intake-assist",
}
# A counter that was switched off in the middle of a step must not keep the others waiting.
_SETTINGS = (
    f"SET lock_timeout = '{WAIT_SECONDS}s'",
    "SET idle_in_transaction_session_timeout = '60s'",
)


def default_address() -> str | None:
    """The address of the database server, None where cases are kept in a file."""
    return os.environ.get(ADDRESS_VARIABLE, "").strip() or None


def open_server(address: str) -> Engine:
    """Raises AddressError for an address that cannot be one. Does not connect yet."""
    url = _parsed(address)
    try:
        engine = create_engine(
            url, pool_pre_ping=True, isolation_level="REPEATABLE READ", connect_args=_CONNECTING
        )
    except ImportError as error:
        raise AddressError(
            "这个程序没有带 PostgreSQL 的驱动。请安装时加上它：pip install intake-assist[postgresql]。"
        ) from error
    event.listen(engine, "connect", _prepare)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same connections; a transaction begins by waiting for its turn. What it reads after that is what the
    one before has left, so each statement must see the newest state."""
    writing = engine.execution_options(isolation_level="READ COMMITTED")
    event.listen(writing, "begin", _take_turn)
    return writing


def shown(engine: Engine) -> str:
    """The address without its password."""
    return engine.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def time_of(connection: Connection) -> dt.datetime:
    """The server's clock: the counters' own may differ."""
    now: dt.datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    return now.astimezone(dt.UTC)


def refuse_unfit(connection: Connection) -> None:
    """Raises AddressError for a database that cannot hold Chinese."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise AddressError(f"数据库的字符集是 {encoding}，存不下所有汉字。请信息科另建一个 UTF8 的数据库。")


def _parsed(address: str) -> URL:
    """The address itself is in no message: it may hold a password."""
    try:
        url = make_url(address.strip())
        known = url.drivername in _SCHEMES
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise AddressError(f"数据库地址写得不对，{_FORM}。") from error
    if not known:
        raise AddressError(f"只能用 PostgreSQL 的数据库，地址{_FORM}。")
    if not url.database:
        raise AddressError(f"数据库地址里没有数据库的名字，{_FORM}。")
    return url.set(drivername="postgresql+psycopg")


def _prepare(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for setting in _SETTINGS:
            cursor.execute(setting)
        # On the disk when it returns, whatever the server was told; never less than what it was told.
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') IN ('off', 'local')"
        )
    connection.commit()


def _take_turn(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
