"""Many people at once from a sheet: good rows go in, refused rows come back to be mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.access import Actor, Problem, Role, require
from bairi.ground.accounts.actions.users import NewUser, add_user, draft_user, enter_user
from bairi.ground.accounts.permissions import IMPORT_USERS
from bairi.ground.tables import Column, Filled, Kind, Sheet, export, open_sheet, write_refused, write_template

_NAME = pgettext_lazy("person", "Name")
_POST = pgettext_lazy("person", "Post")
_ROLE_WORDS: Final = {
    "指挥长": Role.COMMANDER.value,
    "数据管理员": Role.DATA_OFFICER.value,
    "乡镇专干": Role.TOWNSHIP_CLERK.value,
    "驻村工作队": Role.VILLAGE_TEAM.value,
    "工作队": Role.VILLAGE_TEAM.value,
    "行业部门": Role.DEPARTMENT.value,
    "督查员": Role.INSPECTOR.value,
    "档案员": Role.ARCHIVIST.value,
    "查阅人员": Role.VIEWER.value,
}
USERS: Final = Sheet(
    "users",
    _("People"),
    columns=(
        Column("name", _NAME, required=True, max_length=80, aliases=("姓名",), example="和志强"),
        Column("phone", _("Phone number"), aliases=("手机号", "手机", "电话"), max_length=24, example="13887650001"),
        Column("username", _("User name"), aliases=("用户名", "登录名"), max_length=60,
               help=_("Empty: the phone number is the user name.")),
        Column("post", _POST, aliases=("职务",), max_length=80, example="驻村工作队队长"),
        Column("role", pgettext_lazy("account", "Role"), Kind.CHOICE, required=True, aliases=("角色",),
               choices={role.value: role.label for role in Role}, choice_aliases=_ROLE_WORDS, example="village_team"),
        Column("place", _("Place code"), Kind.CODE, aliases=("区划代码", "地方代码"), example="533401202202",
               help=_("The role holds there and in every place below.")),
        Column("tasks", _("Codes of tasks"), Kind.NAMES, aliases=("任务代码",), help=_("Empty: all tasks.")),
        Column("campaign", _("Code of the campaign"), aliases=("会战代码",), help=_("Empty: every campaign.")),
        Column("email", _("E-mail"), aliases=("邮箱", "电子邮箱")),
        Column("language", _("Language"), Kind.CHOICE, aliases=("语言",), choices=dict(settings.LANGUAGES)),
    ),
    key=("phone", "username"),
)  # fmt: skip
_GIVEN: Final = (
    Column("name", _NAME, width=14),
    Column("username", _("User name"), width=18),
    Column("password", _("First password"), width=20),
    Column("role", pgettext_lazy("account", "Role"), width=16),
    Column("place", _("Place code"), width=16),
)
Take = Callable[[dict[str, Any], Actor, datetime, UUID], NewUser]
_COLUMN_OF: Final = {
    "accounts.phone_taken": "phone",
    "accounts.username_taken": "username",
    "accounts.username_looks_like_phone": "username",
    "accounts.place_needed": "place",
    "accounts.place_unknown": "place",
}


@dataclass(frozen=True, slots=True)
class ImportedUsers:
    """What became of a sheet: how many rows it had, who went in, and the refused rows as a workbook to mend."""

    rows: int
    added: tuple[NewUser, ...]
    faults: tuple[str, ...]
    refused: int
    refused_sheet: bytes | None
    passwords_sheet: bytes | None


def import_users(file: bytes, *, name: str, dry_run: bool = False, by: Actor, at: datetime) -> ImportedUsers:
    """Add people row by row; each row goes in whole or comes back with its faults. One group for all.

    First passwords are given once, in `passwords_sheet`. Raises NotAllowed, and the refusals of an unreadable file.
    """
    require(by, IMPORT_USERS)
    if not dry_run:
        return _take_in(file, name, _add_row, by=by, at=at)
    with transaction.atomic():
        outcome = _take_in(file, name, _check_row, by=by, at=at)
        transaction.set_rollback(True)
    return replace(outcome, passwords_sheet=None)


def users_template() -> bytes:
    """An empty sheet with headers, choices and one example, as .xlsx."""
    return write_template([Filled(USERS)], title=_("People"))


def _take_in(file: bytes, name: str, take: Take, *, by: Actor, at: datetime) -> ImportedUsers:
    reading = open_sheet(file, USERS, name=name)
    group, added, given, refused, rows = uuid4(), [], [], [], 0
    for row in reading:
        rows += 1
        made = None
        if not row.problems:
            try:
                made = take(_facts(row.values), by, at, group)
            except Problem as problem:
                column = _COLUMN_OF.get(problem.code, "name")
                row.problems.append(reading.add(row.number, column, problem.code, str(problem).replace("%", "%%")))
        if made is None:
            refused.append(row)
        else:
            added.append(made)
            given.append(_given(made, row.values))
    return ImportedUsers(
        rows=rows,
        added=tuple(added),
        faults=tuple(str(problem) for problem in reading.problems),
        refused=len(refused),
        refused_sheet=write_refused(USERS, refused, reading.header.columns) if refused else None,
        passwords_sheet=export(given, _GIVEN, format="xlsx") if given else None,
    )


def _facts(values: Mapping[str, Any]) -> dict[str, Any]:
    typed = {key: values[key] or "" for key in ("name", "phone", "username", "post", "email")}
    return typed | {
        "role": Role(values["role"]),
        "place": values["place"],
        "task_codes": tuple(values["tasks"] or ()),
        "campaign_code": values["campaign"] or "",
        "language": values["language"] or settings.LANGUAGE_CODE,
    }


def _add_row(facts: dict[str, Any], by: Actor, at: datetime, group: UUID) -> NewUser:
    return add_user(by=by, at=at, group=group, **facts)


def _check_row(facts: dict[str, Any], by: Actor, at: datetime, group: UUID) -> NewUser:
    """The same without the slow hash of a password that nobody will use."""
    person = ("name", "phone", "username", "post", "email", "language")
    user = draft_user(**{key: facts[key] for key in person})
    enter_user(user, by=by, at=at, group=group, **{key: facts[key] for key in facts if key not in person})
    return NewUser(user, None)


def _given(made: NewUser, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": made.user.name,
        "username": made.user.username,
        "password": made.password,
        "role": str(Role(values["role"]).label),
        "place": values["place"] or "",
    }
