"""What tells one entry of the list of responsibilities from another."""

from __future__ import annotations

from bairi.plan.campaigns.rules.settings import ResponsibilitySetting


def answer_key(answer: ResponsibilitySetting) -> tuple[str, ...]:
    """Place, task, kind and who answers; the post only where nobody is named."""
    named = answer.organisation or answer.user or answer.person
    return (
        answer.place, answer.task or "", answer.kind, answer.organisation or "", answer.user or "", answer.person,
        "" if named else answer.post,
    )  # fmt: skip
