"""The duty log of a soaked week: days and visits by the thumb, changes, another's word for a day; then the count."""

from datetime import timedelta
from uuid import uuid4

WHERE = ("village", "village", "village", "township", "leave:sick", "leave:official")


def village_of(seed):
    """The village of a week: only villages have work teams and a duty log."""
    from bairi.ground.places.models import Place, PlaceLevel

    codes = Place.objects.filter(level=PlaceLevel.VILLAGE).order_by("code").values_list("code", flat=True)
    return codes[seed % 60]


def log_some(phone, rng, back, name):
    """One day and perhaps a visit, `back` days before today; some days are changed again before they go."""
    from django.utils.timezone import localdate

    on = (localdate() - timedelta(back)).isoformat()
    phone.log_day(rng.choice(WHERE), on=on, note="雨" if rng.random() < 0.3 else "")
    if rng.random() < 0.3:
        phone.log_day(rng.choice(WHERE), on=on, note="改")
    for _ in range(rng.randint(0, 2)):
        phone.log_visit(f"{name} {rng.randrange(10**9)}", on=on, kind=rng.choice(["home", "policy", "site"]))


def change_one(phone, rng):
    """A second thought about a day that nobody else has entered, while its first entry may be on its way."""
    from django.utils.timezone import localdate

    phone.log_day(
        rng.choice(WHERE), on=(localdate() - timedelta(rng.choice([1, 3, 4]))).isoformat(), note=str(rng.random())
    )


def log_ahead(phone):
    """Today by a clock that runs ahead: to be held until the day has come."""
    phone.log_day("village", note="钟快")


def say_otherwise(person, village, back):
    """Somebody at a desk enters one of the days meanwhile, in other words; the entry's number."""
    from django.utils.timezone import localdate, now

    from bairi.delivery.duties.actions import NewDay, log_duty
    from bairi.ground.accounts.models import User
    from bairi.ground.accounts.queries import actor_for
    from bairi.plan.campaigns.models import Campaign

    new = NewDay(
        key=uuid4(), campaign=Campaign.objects.get().code, place=village, on=localdate() - timedelta(back),
        presence="township", note="电话登记",
    )  # fmt: skip
    log_duty(new, by=actor_for(User.objects.get(pk=person), via="page"), at=now())
    return str(new.key)


def choose(phone, rng):
    """Every day with two words is shown, and the person chooses; how many they were."""
    days = [row["body"]["on"] for row in phone.kept()["duty"] if row["state"] == "refused" and row["standing"]]
    for on in days:
        phone.open_day(on)
        phone.page.locator(rng.choice(["#take-mine", "#take-theirs"])).click()
        phone.page.wait_for_selector("[aria-labelledby=my-day] .tag")
    return len(days)


def compare_logs(held, people, planted):
    """Days and visits of phones and server side by side: what is lost, doubled, different; what is held is on the phone
    alone. `planted` are the numbers of what was entered at the desk."""
    from bairi.delivery.duties.models import DutyDay, Visit

    days = {str(row.key): row for row in DutyDay.objects.filter(person__in=people)}
    visits = {str(row.key): row for row in Visit.objects.filter(person__in=people)}
    rows = [row for kept in held for row in kept["duty"]]
    received = [row for row in rows if row["state"] == "received"]
    keys = {row["receipt"]["key"] for row in received}
    whom = [row.whom for row in visits.values()]
    standing = {(row.person_id, row.on.isoformat()): row for row in days.values() if row.superseded_known is None}
    newest = {}
    for row in sorted((row for row in received if row["kind"] == "day"), key=lambda row: row["receipt"]["known_at"]):
        newest[row["person"], row["body"]["on"]] = row["receipt"]["key"]
    wrong = [key for day, key in newest.items() if str(standing[day].key) not in {key, *planted}]
    said = [
        row["receipt"]["key"]
        for row in received
        if any(
            row["receipt"][field] != row["body"][field]
            for field in (row["receipt"].keys() & row["body"].keys()) - {"key"}
        )
    ]
    ahead = {(row["person"], row["body"]["on"]) for row in rows if row["state"] != "received"}
    return {
        "days": len(days), "visits": len(visits), "duty_held": len(ahead),
        "duty_lost": len(keys - days.keys() - visits.keys()),
        "duty_doubled": len((days.keys() | visits.keys()) - keys - set(planted)) + len(whom) - len(set(whom))
                        + len(ahead & standing.keys()),
        "duty_differs": len(wrong) + len(said),
    }  # fmt: skip
