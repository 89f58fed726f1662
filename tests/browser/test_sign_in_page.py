"""The first page that anyone sees."""

from tests.browser.watch import assert_sound


def test_the_sign_in_page_is_sound(open_page, width, language):
    page = open_page("/sign-in", width=width, language=language)

    assert_sound(page)
    assert page.locator("html").get_attribute("lang") == {"zh-hans": "zh-Hans", "en": "en"}[language]
