"""What phones with ODK Collect bring and use: the versions of a campaign's form, what was sent, keys of phones."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.edges.openrosa.rules.answers import name_of
from bairi.ground.access import Scope
from bairi.ground.accounts.models import ApiToken, User
from bairi.ground.files.models import StoredFile
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Task


class FormVersion(models.Model):
    """One published version of a campaign's form: its XLSForm (`source`), the XForm made from it, and what it declares.

    A version never changes, and what was filled in with an old one goes on being accepted. `fields` says where the
    parts of a report stand: {"place": {"question": "place"}, "task": {"constant": "roads"}, …}. `groups` holds by the
    path of a repeat those that stand in it, where each entry is a report; then the whole form is none.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="odk_forms")
    number = models.PositiveIntegerField()
    form_id = models.CharField(max_length=64)
    title = models.CharField(max_length=160)
    source = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    xform = models.TextField()
    fields = models.JSONField()
    groups = models.JSONField(default=dict)
    is_generated = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_by_name = models.CharField(max_length=80)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("campaign_id", "-number")
        constraints = (models.UniqueConstraint(fields=["campaign", "number"], name="openrosa_form_version_once"),)

    @property
    def version(self) -> str:
        """The version as the form itself carries it."""
        return str(self.number)


class SubmissionState(models.TextChoices):
    TAKEN_IN = "taken_in", _("Taken in")
    WAITING = "waiting", _("Waiting for a person")
    SET_ASIDE = "set_aside", _("Set aside")
    DIVIDED = "divided", _("Divided into its entries")


class Submission(models.Model):
    """What a phone sent: the XML kept whole (`digest` is its SHA-256), and the report that it became.

    `instance_id` is the phone's own number of it. The same one with the same content is the same row, however often and
    with however many attachments it comes. `problem` and `problem_data` say why it could not become a report by
    itself. `place` and `task` are those that it names where the sender sees them, else the sender's place and none.
    A form of several reports is a row as a `whole`, divided, and one for each `entry` (“visits[2]”), without XML of its
    own. Once `erased_at`, the XML and the names are gone.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="odk_submissions", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    form = models.ForeignKey(FormVersion, models.PROTECT, null=True, blank=True, related_name="submissions")
    form_code = models.CharField(max_length=100)
    form_version = models.CharField(max_length=100)
    instance_id = models.CharField(max_length=200)
    whole = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="entries", db_index=False)
    entry = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64)
    xml = models.BinaryField()
    received_known = models.BigIntegerField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_by_name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=SubmissionState.choices)
    report = models.UUIDField(null=True, blank=True)
    problem = models.CharField(max_length=80, blank=True)
    problem_data = models.JSONField(default=dict, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_by_name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    scope = Scope(place="place", task="task", campaign="campaign")

    class Meta:
        ordering = ("-received_known",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "instance_id", "digest", "entry"], name="openrosa_submission_once"
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.TAKEN_IN, report__isnull=False) | ~Q(state=SubmissionState.TAKEN_IN),
                name="openrosa_taken_in_has_report",
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.SET_ASIDE) | (Q(decided_at__isnull=False) & ~Q(reason="")),
                name="openrosa_set_aside_has_reason",
            ),
        )
        indexes = (
            models.Index(
                fields=["campaign", "received_known"],
                condition=Q(state=SubmissionState.WAITING),
                name="openrosa_submission_waiting",
            ),
            models.Index(fields=["whole"], condition=Q(whole__isnull=False), name="openrosa_entries"),
        )

    @property
    def name(self) -> str:
        """The instance, with its entry if it is one; as the log names it."""
        return name_of(self.instance_id, self.entry)


class SubmissionFile(models.Model):
    """An attachment of a submission, under the name that the phone gave it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    scope = Scope(place="submission__place", task="submission__task", campaign="submission__campaign")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["submission", "name", "file"], name="openrosa_submission_file_once"),
        )


class PhoneKey(models.Model):
    """What digest sign-in needs of an access token: H(user name, realm, token), encrypted under the secret key.

    A copy of the database alone opens nothing. Whatever ends the token ends the key.
    """

    token = models.OneToOneField(ApiToken, models.CASCADE, related_name="+")
    username = models.CharField(max_length=60, db_index=True)
    sealed = models.TextField()
