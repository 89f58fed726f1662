"""Fingerprints of photos, by which near-copies are found."""

from __future__ import annotations

from django.db import models

from bairi.ground.files.models import StoredFile


class PhotoHash(models.Model):
    """The perceptual hashes of one photo (`rules.evidence.fingerprints`), however many reports it stands behind.

    `number` grows without gaps in the order of commits, so that whoever has read up to one misses none below it.
    `prints` holds one hash of 64 bits for each window, most significant byte first; `miniature` 32 x 32 grey cells.
    `method` says by which version of the rules they were made.
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, primary_key=True, related_name="+")
    number = models.BigIntegerField(unique=True)
    method = models.PositiveSmallIntegerField()
    prints = models.BinaryField()
    miniature = models.BinaryField()
