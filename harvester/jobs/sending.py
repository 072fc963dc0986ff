"""Sends the summary of a run: as a mail over SMTP, as JSON to a webhook. A failure is told and never ends a run.

Where mail goes out is set in the environment, so that no password stands on a command line or in a timer:
`HARVESTER_SMTP` (smtp://host:25, smtp+starttls://user:password@host:587, smtps://user:password@host:465) and
`HARVESTER_MAIL_FROM`.
"""

import os
import smtplib
import ssl
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from urllib.parse import unquote, urlsplit

from harvester.errors import HarvestError
from harvester.jobs.summary import Summary
from harvester.reference import url_fault
from harvester.version import VERSION

SMTP, SENDER = "HARVESTER_SMTP", "HARVESTER_MAIL_FROM"
TIMEOUT = 30.0
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def check_receivers(mail_to: Sequence[str], webhook: str | None) -> None:
    """Refuse what can never be sent, before a run of hours begins.

    Raises:
        HarvestError: an address is none, or no mail server is named.
    """
    for address in mail_to:
        if address.count("@") != 1 or any(char.isspace() for char in address):
            raise HarvestError(f"{address!r} is no e-mail address")
    if mail_to:
        _server()
    if webhook and (fault := url_fault(webhook)):
        raise HarvestError(f"{webhook!r} {fault}")


def send(summary: Summary, mail_to: Sequence[str], webhook: str | None) -> list[str]:
    """Send the summary; returns what could not be sent, one line each."""
    faults = []
    if mail_to:
        try:
            _mail(summary, mail_to)
        except (OSError, smtplib.SMTPException, HarvestError) as error:
            faults.append(f"the mail to {', '.join(mail_to)} could not be sent: {_told(error)}")
    if webhook:
        try:
            _post(summary, webhook)
        except (OSError, HTTPException) as error:
            faults.append(f"the webhook {urlsplit(webhook).hostname} did not take the summary: {_told(error)}")
    return faults


def _told(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _server() -> tuple[str, str, int, str, str]:
    """Kind, host, port, user and password of the mail server."""
    address = os.environ.get(SMTP, "")
    parts = urlsplit(address)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if not (parts.hostname and port and parts.scheme in _PORTS):
        raise HarvestError(f"Mail needs a server: set {SMTP} to smtp://host:25 or smtps://user:password@host:465")
    return parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or "")


def _mail(summary: Summary, mail_to: Sequence[str]) -> None:
    kind, host, port, user, password = _server()
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
        if kind == "smtps"
        else smtplib.SMTP(host, port, timeout=TIMEOUT)
    )
    with server:
        if kind == "smtp+starttls":
            server.starttls(context=context)
        if user:
            server.login(user, password)
        server.send_message(summary.as_mail(os.environ.get(SENDER) or f"harvester@{host}", mail_to))


def _post(summary: Summary, webhook: str) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"annual-report-harvester/{VERSION}"}
    request = urllib.request.Request(webhook, summary.as_json().encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
        answer.read(1)
