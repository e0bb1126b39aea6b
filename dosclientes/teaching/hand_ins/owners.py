"""Whose account a hand-in of nbgrader's exchange belongs to: a line for an account, and not three for a student."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dosclientes.language.translation import gettext as _
from dosclientes.teaching.around import put_around

__all__ = ["guard_owners"]


def guard_owners() -> None:
    """Have `nbgrader collect` say in this process which hand-ins are not of their account.

    nbgrader itself suspects each student of cheating where a whole class shares the instructor's account.
    """
    put_around("nbgrader.exchange.default.collect", "ExchangeCollect.copy_files", _tell_owners)


def _tell_owners(collect: Callable[[Any], None], exchange: Any) -> None:
    from nbgrader.exchange.default.collect import pwd

    if exchange.check_owner and pwd is not None:
        exchange.check_owner = False
        _tell(exchange.log, _owners(exchange.src_records, Path(exchange.inbound_path)))
    collect(exchange)


def _owners(records: Sequence[Mapping[str, Any]], inbound: Path) -> dict[int, list[str]]:
    """The students whose hand-in belongs to an account of another name, by the account's number."""
    found: dict[int, list[str]] = {}
    for record in records:
        account = _account(inbound / record["filename"])
        if _name(account) != record["username"]:
            found.setdefault(account, []).append(record["username"])
    return found


def _tell(log: Any, owners: Mapping[int, Sequence[str]]) -> None:
    for account, students in sorted(owners.items()):
        if account == os.geteuid():
            log.info(
                _(
                    "Pertenecen a tu propia cuenta, {account}: {count} entregas. Donde todos la usan, no quiere decir "
                    "nada",
                    account=_name(account),
                    count=len(students),
                )
            )
        else:
            log.warning(
                _(
                    "Pertenece a la cuenta {account} la entrega de: {students}. Pregunta quién la entregó",
                    account=_name(account),
                    students=", ".join(sorted(students)),
                )
            )


def _account(path: Path) -> int:
    return path.stat().st_uid


def _name(account: int) -> str:
    """What an account is called; its number, where nothing says."""
    import pwd  # Windows has none

    try:
        return pwd.getpwuid(account).pw_name
    except KeyError:
        return str(account)
