"""Devices on which somebody asked to be told, and the key by which push services know this installation."""

import hashlib

from django.db import models

from cordee.core.models import Row
from cordee.people.models import Person


class Device(Row):
    """A browser that shows what it is pushed. ``endpoint`` is its address at its maker's push service (RFC 8030).

    ``p256dh`` and ``auth`` are its own keys: only it reads what is sent (RFC 8291). ``name`` says it in words.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "id"], name="notifications_devices")]

    def __str__(self) -> str:
        return self.name

    @property
    def known_by(self) -> str:
        """By which a browser knows itself in a list, without its address standing in the page."""
        return hashlib.sha256(self.endpoint.encode()).hexdigest()


class PushKey(models.Model):
    """The key with which pushes are signed (VAPID, RFC 8292), sealed. Devices asked to be told by whoever holds it."""

    sealed = models.TextField()
    public = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_push_key")]

    def __str__(self) -> str:
        return self.public
