"""The field app across its versions: what an old phone holds survives the new store, and all pages change at once."""

import random

from bairi.delivery.reports.models import Report
from bairi.edges.field.views import shell
from tests.browser.field_fixtures import SEED
from tests.browser.phones import a_picture

OLD_STORE = """async () => {
  const open = (version, upgrade) => new Promise((done, fail) => {
    const asked = indexedDB.open('bairi-field', version)
    asked.onupgradeneeded = () => upgrade && upgrade(asked.result)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
  const names = ['meta', 'drafts', 'reports', 'photos', 'blobs'], rows = {}
  const now = await open()
  const read = store => new Promise(done => {
    const found = [], asked = now.transaction(store).objectStore(store).openCursor()
    asked.onsuccess = () => {
      if (!asked.result) return done(found)
      found.push([asked.result.key, asked.result.value])
      asked.result.continue()
    }
  })
  for (const name of names) rows[name] = await read(name)
  now.close()
  await new Promise(done => { indexedDB.deleteDatabase('bairi-field').onsuccess = done })
  const old = await open(1, db => {
    db.createObjectStore('meta')
    db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('person', 'person')
    db.createObjectStore('reports', { keyPath: 'uuid' }).createIndex('person', 'person')
    const photos = db.createObjectStore('photos', { keyPath: 'id' })
    photos.createIndex('person', 'person')
    photos.createIndex('owner', 'owner')
    db.createObjectStore('blobs')
  })
  const writing = old.transaction(names, 'readwrite')
  for (const name of names)
    for (const [key, value] of rows[name]) {
      if (key === 'duties') delete value.duty_log
      writing.objectStore(name).put(value, ...(['meta', 'blobs'].includes(name) ? [key] : []))
    }
  await new Promise(done => { writing.oncomplete = done })
  old.close()
  return Object.fromEntries(names.map(name => [name, rows[name].length]))
}"""


def test_the_data_of_an_old_phone_survive_and_the_log_comes_to_it(phone, blank):
    rng = random.Random(SEED)
    mine = phone()
    mine.go_offline()
    mine.begin()
    mine.write(15)
    mine.add_photos(a_picture(rng))
    uuid = mine.save()
    mine.begin()
    mine.write(16)
    mine.add_photos(a_picture(rng))
    mine.page.wait_for_selector("#kept:has-text('草稿已存')")
    mine.page.goto("/field/app.webmanifest")
    assert mine.page.evaluate(OLD_STORE) | {"meta": 0} == {
        "meta": 0, "drafts": 1, "reports": 1, "photos": 2, "blobs": 4,
    }  # fmt: skip

    mine.kill_tab()
    assert mine.page.locator("nav.tabs a").count() == 4  # the old app kept no duty log
    assert mine.kept()["reports"][0]["uuid"] == uuid
    mine.begin()
    assert mine.page.input_value("#value") == "16"
    assert mine.page.locator("form .pics li").count() == 1
    mine.go_online()
    mine.send()
    mine.go("home")
    mine.page.wait_for_selector("nav.tabs a:has-text('驻村')")
    mine.wait_until_all_is("received")
    assert Report.objects.get(uuid=uuid).evidence.count() == 1


def test_a_new_version_is_taken_by_all_pages_at_once(phone, blank, monkeypatch):
    """A page of the version before would write past the store that the new one has opened."""
    mine = phone()
    other = mine.context.new_page()
    other.goto("/field/#/duty")
    other.wait_for_selector("form#duty-day")
    other.fill("#duty-note", "开会")
    mine.wait_until(lambda kept: any(row.get("note") == "开会" for row in kept["drafts"]))
    words = shell.all_words()
    words["zh-hans"]["tab_phone"] = "新本机"
    monkeypatch.setattr(shell, "all_words", lambda: words)
    mine.page.reload()
    mine.page.locator(".note:has-text('新版本') button").click()

    other.wait_for_selector("nav.tabs:has-text('新本机')")
    mine.page.wait_for_selector("nav.tabs:has-text('新本机')")
    assert other.input_value("#duty-note") == "开会"
