"""Phones and server side by side at the end of a soaked week."""


def compare(held, people):
    """What is lost, doubled, different, and conflicts that no phone shows. `held` is what each phone holds."""
    from bairi.delivery.reports.models import Conflict, Evidence, Report

    rows = {str(row.uuid): row for row in Report.objects.filter(entered_by__in=people)}
    evidence = list(Evidence.objects.filter(report__entered_by__in=people).values_list("report__uuid", "file_id"))
    there = [(str(report), sha) for report, sha in evidence]
    reports = [row for kept in held for row in kept["reports"]]
    photos = [(photo["owner"], photo["sha256"]) for kept in held for photo in kept["photos"]]
    numbers = {row["uuid"] for row in reports}
    conflicts = {str(c.second.uuid) for c in Conflict.objects.filter(second__uuid__in=numbers).select_related("second")}
    shown = {row["uuid"] for row in reports if row["conflict_with"]}
    return {
        "reports": len(reports), "photos": len(photos),
        "lost": len(numbers - rows.keys()) + len(set(photos) - set(there)),
        "doubled": len(rows.keys() - numbers) + len(there) - len(set(there)) + len(set(there) - set(photos)),
        "differs": sum(row["uuid"] in rows and (row["total"] != rows[row["uuid"]].value
                       or row["receipt"]["digest"] != rows[row["uuid"]].digest) for row in reports),
        "conflicts": len(conflicts), "conflicts_hidden": len(conflicts - shown),
        "drafts_left": sum(len(kept["drafts"]) for kept in held),
        "marked_clock": sum("clock" in row.marks for row in rows.values()),
    }  # fmt: skip
