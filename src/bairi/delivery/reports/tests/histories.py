"""Generated histories of one series, for the oracle and for the database alike."""

from hypothesis import strategies as st

from bairi.delivery.reports.tests.oracle_standing import Fact

FIRST_DAY = 735_900
KINDS = ["claim"] * 6 + ["correct"] * 4 + ["confirm"] * 5 + ["withdraw"] * 3 + ["revoke", "send_back"]
KINDS += ["resolve"] + ["verify"] * 3 + ["unverify", "inspect"]

step = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 9),  # day
    st.integers(0, 200),  # value
    st.integers(0, 60),  # which earlier report or finding
    st.integers(1, 3),  # microseconds since the last event
)
steps = st.integers(1, 30).flatmap(lambda many: st.lists(step, min_size=many, max_size=many))


def history(drawn: list[tuple[str, int, int, int, int]]) -> list[Fact]:
    """Turn drawn steps into facts that name only what exists; steps with nothing to name are left out."""
    facts: list[Fact] = []
    reports: list[int] = []
    findings: list[int] = []
    now = 1_000
    for kind, offset, value, pick, wait in drawn:
        now += wait
        day = FIRST_DAY + offset
        key = now
        earlier = reports[pick % len(reports)] if reports else None
        if kind == "claim" or (kind == "correct" and earlier is None):
            facts.append((now, "claim", (key, day, float(value), ())))
            reports.append(key)
        elif kind in ("correct", "resolve") and earlier is not None:
            other = reports[(pick // 2) % len(reports)]
            older = (earlier,) if kind == "correct" else tuple(dict.fromkeys((earlier, other)))
            facts.append((now, "claim", (key, day, float(value), older)))
            reports.append(key)
        elif kind in ("verify", "inspect"):
            mended = (findings[pick % len(findings)],) if findings and value % 3 == 0 else ()
            facts.append((now, "verify", (key, day, float(value), earlier if kind == "verify" else None, mended)))
            findings.append(key)
        elif kind == "unverify":
            if findings:
                facts.append((now, "unverify", (findings[pick % len(findings)],)))
        elif earlier is not None and kind != "resolve":
            facts.append((now, kind, (earlier,)))
    return facts
