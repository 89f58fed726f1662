"""People from a sheet: good rows go in, refused rows come back, passwords are given once."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bairi.ground.access import NotAllowed
from bairi.ground.accounts import actions
from bairi.ground.accounts.models import User
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

SHEET = """姓名,手机号,角色,区划代码
和志强,138 8765 0001,驻村工作队,533401102202
和玉兰,１３８８７６５０００２,village_team,533401102203
无处去,13887650003,village_team,533423
无角色,13887650004,,533401102202
重号,13887650001,viewer,533401102202
""".encode()


def send(cast, who="data_officer", **more):
    return actions.import_users(SHEET, name="人员.csv", by=cast[who], at=NOON, **more)


def test_good_rows_go_in_and_refused_rows_come_back(cast):
    outcome = send(cast)

    assert [made.user.name for made in outcome.added] == ["和志强", "和玉兰"]
    assert (outcome.rows, outcome.refused) == (5, 3)
    assert len(outcome.faults) == 3
    mend = load_workbook(BytesIO(outcome.refused_sheet)).worksheets
    assert any("无处去" in str(cell.value) for sheet in mend for row in sheet.iter_rows() for cell in row)


def test_the_passwords_open_the_accounts(cast):
    outcome = send(cast)
    rows = list(load_workbook(BytesIO(outcome.passwords_sheet)).active.iter_rows(values_only=True))
    given = next(row for row in rows if "13887650002" in [str(cell) for cell in row])

    assert User.objects.get(phone="13887650002").check_password(given[2])


def test_one_group_holds_all_events(cast):
    send(cast)

    assert EventRow.objects.count() == 4
    assert EventRow.objects.values("group").distinct().count() == 1


def test_a_dry_run_adds_nobody(cast):
    outcome = send(cast, dry_run=True)

    assert len(outcome.added) == 2
    assert not User.objects.filter(phone__startswith="138876500").exists()
    assert outcome.passwords_sheet is None


def test_only_the_data_officer_may(cast):
    with pytest.raises(NotAllowed):
        send(cast, "township_clerk")


def test_the_template_is_a_workbook_with_the_columns(cast):
    sheets = load_workbook(BytesIO(actions.users_template())).worksheets

    assert sheets
