"""How the field app draws itself anew, in a real Chromium: no tap is lost, and the focus stays where it was."""

from datetime import timedelta

from tests.world import TODAY

YESTERDAY = TODAY - timedelta(1)


def before_the_outbox(phone):
    """A phone without a line that shows its outbox, in which one day waits."""
    mine = phone()
    mine.go_offline()
    mine.log_day("village", on=str(YESTERDAY))
    mine.go("outbox")
    return mine


def test_a_page_is_not_drawn_anew_under_a_finger(phone, blank):
    """A tap takes its time; what arrives meanwhile shows after it, and the tap is not lost."""
    mine = before_the_outbox(phone)
    mine.page.locator("#main a.f.q").hover()
    mine.page.mouse.down()
    mine.go_online()
    mine.wait_until(lambda kept: kept["duty"][0]["state"] == "received")
    mine.page.wait_for_timeout(500)
    assert mine.page.locator("#main a.f.q").count() == 1
    mine.page.mouse.up()
    mine.page.wait_for_selector(".tag:has-text('已收到')")
    assert "#/d/" in mine.page.url


def test_the_focus_stays_where_it_was_when_a_page_is_drawn_anew(phone, blank):
    mine = before_the_outbox(phone)
    mine.page.locator("nav.tabs a[href='#/sent']").focus()
    mine.go_online()
    mine.page.wait_for_selector("#main:not(:has(a.f.q))")
    assert mine.page.evaluate("document.activeElement.getAttribute('href')") == "#/sent"


def test_what_is_folded_stays_so_when_a_page_is_drawn_anew(phone):
    mine = phone()
    mine.begin()
    mine.write(15)
    mine.save()
    mine.wait_until_all_is("received")
    mine.go("home")
    mine.page.locator("details.more[open] > summary").click()
    mine.go_offline()
    mine.page.wait_for_selector(".net_off")
    assert mine.page.locator("details.more:not([open])").count() == 1
