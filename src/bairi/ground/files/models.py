"""Files by their content: the SHA-256 is the name, so the same bytes are kept once."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """A file durably stored under its SHA-256 (hex). `facts` holds what was read from it (EXIF, pages)."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    facts = models.JSONField(default=dict)
    stored_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
