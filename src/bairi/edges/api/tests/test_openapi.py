"""The OpenAPI document: its snapshot is current, and it says how every operation may be refused."""

from pathlib import Path

from django.urls import reverse

from bairi.edges.api.queries import document, document_text

SNAPSHOT = Path(__file__).resolve().parents[5] / "docs" / "openapi.json"


def test_the_snapshot_is_current():
    assert SNAPSHOT.read_text() == document_text(), "Run `bairi openapi > docs/openapi.json` and commit the change."


def test_every_operation_says_how_it_may_be_refused():
    for operations in document()["paths"].values():
        for operation in operations.values():
            assert {"401", "403", "404", "422", "429"} <= operation["responses"].keys()
            assert operation["summary"]
            assert operation["operationId"].islower()


def test_the_page_lists_every_operation(client, db):
    page = client.get(reverse("api_operations")).content.decode()

    assert all(path in page for path in document()["paths"])
    assert "http" not in page.replace("http-equiv", "").replace("https://", "").partition("<main")[2]
