"""The table of places: codes with names, and groups below villages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.places.rules import PlaceSetting, short_code
from bairi.ground.tables import Column, Kind, Row, Sheet

PLACES = Sheet(
    "places",
    _("Places"),
    (
        Column("code", _("Place code"), Kind.CODE, required=True, max_length=24, example="53340120220201",
               aliases=("code", "区划代码", "行政区划代码", "代码", "统计用区划代码"),
               help=_("2, 4, 6, 9 or 12 digits; a group has its village's 12 digits and 2 or 3 more.")),
        Column("name", _("Place name"), required=True, max_length=120, example="中心小组",
               aliases=("name", "名称", "地名", "区划名称", "村民小组")),
        Column("name_en", _("English name"), max_length=160, aliases=("name_en", "英文名称"), example="Zhongxin Group"),
        Column("parent", _("Code of the place above"), Kind.CODE, aliases=("parent", "上级代码", "上级区划代码"),
               help=_("Only where the code itself does not tell."), example="533401202202"),
        Column("level", _("Level"), Kind.CHOICE, aliases=("level", "级别", "层级"),
               choices={"0": pgettext_lazy("level", "Nation"), "1": pgettext_lazy("level", "Province"),
                        "2": pgettext_lazy("level", "Prefecture"), "3": pgettext_lazy("level", "County"),
                        "4": pgettext_lazy("level", "Township"), "5": pgettext_lazy("level", "Village"),
                        "6": pgettext_lazy("level", "Village group")},
               choice_aliases={"村": "5", "行政村": "5", "小组": "6", "乡": "4", "镇": "4", "县": "3", "州": "2"},
               help=_("Only where the length of the code does not tell.")),
        Column("short_name", _("Short name"), max_length=16, aliases=("short_name", "简称"), example="中心组",
               help=_("For tiles and narrow cells. Left empty, it is made from the name.")),
        Column("lon", _("Longitude"), Kind.NUMBER, decimals=6, minimum=-180, maximum=180,
               aliases=("lon", "lng", "经度")),
        Column("lat", _("Latitude"), Kind.NUMBER, decimals=6, minimum=-90, maximum=90, aliases=("lat", "纬度")),
    ),
    aliases=("区划", "地点", "村组", "places"),
    key=("code",),
    required=False,
    help=_("Places that are new or whose names change. Places that are missing here stay as they are."),
)  # fmt: skip


def place_setting(row: Row) -> PlaceSetting:
    """What a row of the table asks for."""
    return PlaceSetting(
        code=short_code(row["code"]),
        name=row["name"],
        name_en=row["name_en"] or "",
        parent=short_code(row["parent"]) if row["parent"] else None,
        level=int(row["level"]) if row["level"] else None,
        short_name=row["short_name"] or "",
        lon=row["lon"],
        lat=row["lat"],
    )
