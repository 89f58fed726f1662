"""Generated requests over the whole OpenAPI: no 5xx, and no answer outside the document."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, assume, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bairi.ground.accounts import actions
from tests.cast import NOON

EXAMPLES = max(12, settings.default.max_examples // 5)
"""A request costs more than a rule: a fifth of the profile's examples for each of some forty operations."""
NOTHING = (None, [], {})
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def token(cast, settings):
    """A data officer's token; requests keep the connection that holds the test's transaction."""
    settings.BAIRI_API_RATE = 10**9
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield actions.create_token(name="test", by=cast["data_officer"], at=NOON).secret
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_answer_outside_the_document(case, token):
    headers = {"Authorization": f"Bearer {token}"}
    # A wrong parameter that is empty never leaves: what arrives is right, and would be blamed for being accepted.
    assume(not any(value in NOTHING for value in (case.query or {}).values()))
    # What fits the document may still be refused: a figure below zero, a place without a target.
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
