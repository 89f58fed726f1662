"""Plan workbooks as people write them."""

import io

from openpyxl import Workbook

HEAD = ["会战代码", "会战名称", "区划代码", "开始日期", "截止日期"]
BATTLE = ["battle", "百日会战", "533401", "2016.2.14", "2016年5月23日"]
TARGET_HEAD = ["区划代码", "重点任务", "指标", "必成数", "预备数", "完成时限"]


def workbook(**sheets):
    """A workbook as people write it; titles are the keys."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
