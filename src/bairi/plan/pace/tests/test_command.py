"""The command's text, from a campaign file."""

import gzip
import json
from datetime import date, timedelta

import pytest

from bairi.plan.pace.command import HEADER, UnknownPlaceError, forecast_csv, forecast_file
from bairi.plan.pace.series import CampaignFileError, read_campaign

HEAD = "campaign,place,parent,date,value,target,deadline,unit"


def write(path, rows, head=HEAD):
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path):
    start = date(2016, 3, 1)
    rows = [
        f'walls,"{place}, upper",north,{start + timedelta(d)},{5 + d * speed:.1f},60,2016-06-08,houses'
        for place, speed in (("Annan", 0.6), ("Beiping", 0.4), ("Chengxi", 0.9))
        for d in range(0, 80, 3)
    ]
    return write(tmp_path / "walls.csv", rows)


def test_csv_has_the_scorers_columns_a_row_a_place_and_quoted_names(file):
    lines = forecast_file(file, 0.5).splitlines()
    assert lines[0].split(",") == HEADER
    assert lines[1].startswith('"Annan, upper",0.')
    assert len(lines) == 4


def test_json_holds_the_same_rows(file):
    assert json.loads(forecast_file(file, 0.5, "json")) == forecast_csv(file, 0.5)


def test_later_rows_do_not_change_an_earlier_forecast(file):
    text = forecast_file(file, 0.5)
    rows = [row for row in file.read_text(encoding="utf-8").splitlines()[1:] if row.split(",")[4] <= "2016-04-19"]
    assert forecast_file(write(file, rows), 0.5) == text


def test_a_gzipped_file_with_a_mark_is_read_alike(file):
    packed = file.with_suffix(".csv.gz")
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + file.read_bytes()))
    assert forecast_file(packed, 0.5) == forecast_file(file, 0.5)


def test_the_explanation_names_the_place_its_chance_and_what_it_takes(file):
    text = forecast_file(file, 0.5, explain="Beiping, upper")
    assert text.startswith("Beiping, upper: ")
    assert "houses in time" in text
    assert "are needed" in text


def test_an_unknown_place_is_named_with_places_that_are_there(file):
    with pytest.raises(UnknownPlaceError, match="Annan"):
        forecast_file(file, 0.5, explain="Nowhere")


@pytest.mark.parametrize("origin", [0, -1, 1.5])
def test_an_origin_outside_the_box_is_refused(file, origin):
    with pytest.raises(ValueError, match="origin"):
        forecast_file(file, origin)


def test_a_bad_line_is_named_by_its_number(tmp_path):
    bad = write(tmp_path / "bad.csv", ["a,b,c,2016-03-01,1,9,2016-06-08,u", "a,b,c,2016-03-32,1,9,2016-06-08,u"])
    with pytest.raises(CampaignFileError, match="line 3"):
        read_campaign(bad)


def test_missing_columns_and_empty_files_are_refused(tmp_path):
    with pytest.raises(CampaignFileError, match="columns"):
        read_campaign(write(tmp_path / "x.csv", [], head="a,b"))
    with pytest.raises(CampaignFileError, match="no rows"):
        read_campaign(write(tmp_path / "x.csv", []))


def test_a_target_changed_midway_counts_from_the_day_it_was_known(tmp_path):
    rows = [f"a,b,c,2016-03-{d:02d},{d},{20 if d < 10 else 40},2016-04-30,u" for d in range(1, 21)]
    campaign = read_campaign(write(tmp_path / "x.csv", rows))
    assert campaign.known(campaign.start + 5).target[0] == 20
    assert campaign.known(campaign.start + 15).target[0] == 40


def test_a_place_that_began_above_its_target_has_reached_it(tmp_path):
    rows = [
        f"a,{place},c,2016-03-{d:02d},{base + d},20,2016-04-30,u"
        for d in range(1, 21)
        for place, base in (("x", 30), ("y", 2))
    ]
    got = forecast_csv(write(tmp_path / "x.csv", rows), 0.3)
    assert got[0]["probability"] == 1
    assert got[1]["probability"] > 0.5
