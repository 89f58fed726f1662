"""Findings about evidence on labelled cases, precision and recall by kind: near-copies recall >= 0.95 at >= 0.98."""

import json
import os
import sys
from collections import Counter, defaultdict

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from _evidence_cases import ZONE, cases
from _photos import CHANGES, photo, retake, saved
from PIL import Image

from bairi.delivery.reports.rules.evidence.copies import Relation, Twin, Use, judge_twin, judge_works, relation
from bairi.delivery.reports.rules.evidence.fingerprints import WINDOWS, fingerprint, miniature, resemblance
from bairi.delivery.reports.rules.evidence.judge import judge_exhibit, judge_report
from bairi.delivery.reports.rules.evidence.likeness import likeness, square
from bairi.delivery.reports.rules.evidence.lookup import PhotoTable
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits

SEED, SCENES, EACH, COMPARED = 20160331, 90, 60, 12
RECALL, PRECISION = 0.95, 0.98
LIMITS = EvidenceLimits()


class Album:
    """Photos that have come in, and what a new one is found to be a copy of: as the product does it, in memory."""

    def __init__(self):
        self.table, self.small, self.cells = PhotoTable(), [], []

    def add(self, image):
        small = kept_small(image)
        self.table.add(fingerprint(small)[None])
        self.small.append(square(small))
        self.cells.append(miniature(small))

    def copies_of(self, image):
        """(place in the album, likeness) of every copy, and how many were compared."""
        small = kept_small(image)
        near = self.table.near(fingerprint(small))
        places = list(near)
        if len(places) > COMPARED:
            windows = [near[p][1] for p in places]
            order = np.argsort(-resemblance(miniature(small), [self.cells[p] for p in places], windows))
            places = [places[n] for n in order[:COMPARED]]
        mine, found = square(small), []
        for place in places:
            window, theirs = near[place][1], self.small[place]
            seen = likeness(mine, theirs, WINDOWS[window]) if window >= 0 else likeness(theirs, mine, WINDOWS[~window])
            if seen.is_copy(LIMITS.alike_share):
                found.append((place, seen.share))
        return found, len(near)


def kept_small(image):
    """The small copy that the store keeps of a photo."""
    small = saved(image, 88)
    small.thumbnail((480, 480), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return saved(small, 80)


def near_copies():
    """Counts by what was done to the copy, and of what is no copy: right, missed, wrongly found."""
    rng, album, lines = np.random.default_rng(SEED), Album(), defaultdict(Counter)
    for scene in range(SCENES):
        album.add(photo(scene))
    for scene in range(SCENES):
        original = photo(scene)
        for name, change in CHANGES.items():
            count(lines[name], album.copies_of(change(original, rng))[0], scene)
    for scene in range(SCENES):
        count(lines["second photo of the same place"], album.copies_of(retake(scene))[0], None)
        count(lines["another place"], album.copies_of(photo(scene + 7 * SCENES))[0], None)
    return lines


def count(line, found, wanted):
    line["cases"] += 1
    line["found"] += any(place == wanted for place, _ in found)
    line["wrong"] += any(place != wanted for place, _ in found)
    line["wanted"] += wanted is not None


def other_kinds():
    """The same for the kinds that look at one photo by itself."""
    lines = defaultdict(Counter)
    for case in cases(SEED, EACH):
        abouts = [
            *judge_report(case.skew_ms, LIMITS),
            *judge_exhibit(case.exhibit, [], ground=case.ground, zone=ZONE, limits=LIMITS),
        ]
        told = {about.found.kind.value for about in abouts}
        for kind in told | case.wanted:
            lines[kind]["wanted"] += kind in case.wanted
            lines[kind]["found"] += kind in told & case.wanted
            lines[kind]["wrong"] += kind in told - case.wanted
    return lines


def uses():
    """One photo used twice: what is said of it, against what is right. Some honest photos show two works at once."""
    rng, lines = np.random.default_rng(SEED), defaultdict(Counter)
    for number in range(4 * EACH):
        kind = ("same_photo", "several_works", "expected", "expected")[number % 4]
        first = Use(
            1, "1/2/3/", "item:1", day(0), frozenset({1, 2}) if kind == "expected" and number % 8 == 2 else frozenset()
        )
        second = Use(2, "1/2/3/", "item:1", day(0), first.family)
        if kind == "same_photo":
            second = Use(2, "1/2/9/" if rng.random() < 0.7 else "1/2/3/", "item:1", day(5))
        both_at_once = kind == "several_works" and rng.random() < 0.1
        if kind == "several_works":
            second = Use(2, "1/2/3/", f"item:{rng.integers(2, 9)}", day(int(rng.integers(0, 9))))
        twin = Twin(first)
        told = {found.kind.value for found in (judge_twin(second, twin), judge_works(second, [twin], LIMITS)) if found}
        wanted = {kind} - {"expected"} if not both_at_once else set()
        for one in told | wanted:
            lines[one]["wanted"] += one in wanted
            lines[one]["found"] += one in told & wanted
            lines[one]["wrong"] += one in told - wanted
        assert relation(first, second) in set(Relation)
    return lines


def day(n):
    return np.datetime64("2016-03-01").astype(object).replace(day=1 + n)


def rates(line):
    told = line["found"] + line["wrong"]
    recall = line["found"] / line["wanted"] if line["wanted"] else None
    precision = line["found"] / told if told else None
    return {
        "wanted": line["wanted"], "found": line["found"], "wrong": line["wrong"],
        "recall": None if recall is None else round(recall, 4),
        "precision": None if precision is None else round(precision, 4),
    }  # fmt: skip


def main():
    copies, rest = near_copies(), {**other_kinds(), **uses()}
    whole = sum(copies.values(), Counter())
    table = {name: rates(line) for name, line in copies.items()} | {"near_copy": rates(whole)}
    table |= {name: rates(line) for name, line in sorted(rest.items())}
    for name, line in table.items():
        print(f"{name:32} wanted {line['wanted']:5} found {line['found']:5} wrong {line['wrong']:4} "
              f"recall {line['recall']} precision {line['precision']}")  # fmt: skip
    near = table["near_copy"]
    ok = near["recall"] >= RECALL and near["precision"] >= PRECISION
    cases_made = sum(line["cases"] for line in copies.values()) + len(cases(SEED, EACH)) + 4 * EACH
    print(json.dumps({"bench": "evidence-labelled", "ok": ok, "seed": SEED, "cases": cases_made, "kinds": table}))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
