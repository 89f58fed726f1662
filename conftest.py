"""What every test gets: no network, seeds that are printed, and the cast."""

import os
import random
import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cast", "tests.world"]

SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", max_examples=30, deadline=None, suppress_health_check=SLOW_MACHINE)
settings.register_profile("ci", max_examples=60, deadline=None, suppress_health_check=SLOW_MACHINE, print_blob=True)
settings.register_profile("soak", max_examples=2000, deadline=None, suppress_health_check=SLOW_MACHINE, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev")
settings.load_profile(PROFILE)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """One seed for all processes of a run, so that a failure can be had again."""
    if getattr(config.option, "hypothesis_seed", None) is None:
        config.option.hypothesis_seed = str(random.SystemRandom().randrange(2**32))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what asks no database: it has run on SQLite, and would say the same again."""
    if "postgres" not in os.environ.get("DATABASE_URL", ""):
        return
    kept = [item for item in items if _may_ask_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _may_ask_a_database(item: pytest.Item) -> bool:
    """By its marks and fixtures; tests of the edges start processes of their own."""
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db"})
    return asks or "edges" in item.path.parts or "bairi" not in item.path.relative_to(item.config.rootpath).parts


def pytest_report_header(config: pytest.Config) -> str:
    """The profile and the seed, above all tests."""
    return f"hypothesis: profile {PROFILE}, again with --hypothesis-seed={config.option.hypothesis_seed}"


def _is_here(address: object) -> bool:
    """Whether a socket address is on this machine: loopback, or a Unix socket's path."""
    if not isinstance(address, tuple):
        return True
    return str(address[0]) in {"localhost", "::1", "", "0.0.0.0"} or str(address[0]).startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Any:
    """Any connection that leaves this machine fails, and says where it wanted to go."""
    patch = pytest.MonkeyPatch()

    def only_here(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        def guarded(self: socket.socket, address: Any) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address):
                raise AssertionError(f"a test tried to leave this machine: {address}")
            return connect(self, address)

        return guarded

    patch.setattr(socket.socket, "connect", only_here(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", only_here(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _default_language() -> Any:
    """Each test starts in the product's own language, whatever the one before it spoke."""
    translation.activate(django_settings.LANGUAGE_CODE)
    yield
    translation.activate(django_settings.LANGUAGE_CODE)
