"""The same instance five times at once, each post with another photo, is one report with all of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bairi.delivery.reports.models import Evidence, Report
from bairi.delivery.reports.queries.checks import check_standing
from bairi.edges.openrosa.models import Submission, SubmissionFile
from bairi.edges.openrosa.tests.conftest import filled_in, photo, post, several_form
from bairi.ground.transparency.models import EventRow

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs):
    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.parametrize("changes", [{}, {"task": "bridges"}], ids=["mapped", "waiting"])
def test_five_posts_at_once_are_one_submission_with_all_attachments(transactional_db, phone, drive, changes):
    xml = filled_in(drive, base="00000000-0000-0000-0000-000000000000", **changes)
    clients = [phone("village_team") for _ in range(5)]
    jobs = [lambda n=n, c=c: post(c, xml, **{f"photo_{n}": photo(n)}).status_code for n, c in enumerate(clients)]

    assert at_once(jobs) == [201] * 5
    assert Submission.objects.count() == 1
    assert SubmissionFile.objects.count() == 5
    reports = 0 if changes else 1
    assert (Report.objects.count(), Evidence.objects.count()) == (reports, 5 * reports)
    assert EventRow.objects.filter(kind="openrosa.submission_kept").count() == 1
    assert check_standing() == []


def test_five_posts_at_once_of_a_form_of_five_reports_are_five_reports_with_their_photos(
    transactional_db, phone, drive
):
    form = several_form(drive)
    names = [f"photo_{n}" for n in range(5)]
    xml = form([{"task": "roads", "km": n, "photo": f"{name}.jpg"} for n, name in enumerate(names)])
    clients = [phone("village_team") for _ in names]
    jobs = [lambda n=n, c=c: post(c, xml, **{names[n]: photo(n)}).status_code for n, c in enumerate(clients)]

    assert at_once(jobs) == [201] * 5
    assert (Submission.objects.count(), Report.objects.count()) == (6, 5)
    behind = Evidence.objects.order_by("name").values_list("name", "report__value")
    assert list(behind) == [(f"photo_{n}.jpg", n) for n in range(5)]
    assert EventRow.objects.filter(kind="openrosa.submission_kept").count() == 6
    assert check_standing() == []


def test_ten_phones_at_once_are_ten_reports(transactional_db, phone, drive):
    client = phone("village_team")
    headers = client.defaults
    jobs = []
    for n in range(10):
        one = type(client)(**headers)
        jobs.append(lambda n=n, one=one: post(one, filled_in(drive, value=n)).status_code)

    assert at_once(jobs) == [201] * 10
    assert (Report.objects.count(), Submission.objects.count()) == (10, 10)
    assert check_standing() == []
