"""Bytes of a mail in, a `Message` out; hostile ones cost a bounded time and memory (`limits`)."""

from dossier.mime.message import parse

__all__ = ["parse"]
