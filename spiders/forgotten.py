"""Pages that a site gives no more, from a web archive: looked up, read like any page, marked with where and when."""

from harvester.crawl.archive import MOST_CAPTURES, capture_ask, captured_answer, index_ask, read_index
from harvester.crawl.model import Answer, Ask, Lead
from harvester.crawl.plan import seeds
from harvester.crawl.records import ARCHIVE
from harvester.crawl.verdict import TRIES, judge
from harvester.page.challenge import blocked
from harvester.store.ledger import Due
from spiders.fates import SiteDone
from spiders.parts import Parts
from spiders.past import ROBOTS


class Forgotten(Parts):
    """The search goes on in the archive where the site has ended it, page by page or as a whole."""

    offline = False
    """The site is blocked or unreachable: every page comes from the archive."""

    def _turn_to_archive(self) -> bool:
        """After the site refused: search what the archive has of it; False when there is no archive."""
        if self.tools.desk.archive is None:
            return False
        self.offline, self.past.trusted = True, False
        self.progress.widened, self.progress.fruitless = True, 0  # paths are not guessed in an archive
        self.tools.count("sites searched in the web archive")
        self._add(self._in_archive(lead) for lead in seeds(self.site, self.memory.get("column") or None))
        return True

    def _is_for_archive(self, lead: Lead) -> bool:
        return self.offline or ARCHIVE in lead.ask.note

    async def _from_web_archive(self, due: Due, lead: Lead) -> Answer | None:
        """What the site answered when it was archived; None after the fate of the request was written down."""
        if self.tools.desk.forbids(lead.ask.url):
            self.tools.ledger.given_up(due, ROBOTS)
            return None
        if lead.ask.method != "GET":
            self.tools.ledger.given_up(due, "answers to forms are in no web archive")
            return None
        try:
            answer = await self._newest_page(lead.ask.url)
        except _Unavailable as error:
            self._missed(due, lead, str(error))
            return None
        if answer is None:
            self.tools.ledger.given_up(due, "the web archive has no page of this address")
        return answer

    async def _newest_page(self, url: str) -> Answer | None:
        """The newest capture that is no challenge page."""
        archive = self.tools.desk.archive
        assert archive is not None, "only asked for when there is one"
        listed = await self._ask_archive(index_ask(archive, url))
        for capture in read_index(listed.body.decode("utf-8", "replace") if listed else "")[:MOST_CAPTURES]:
            ask = capture_ask(archive, capture)
            given = await self._ask_archive(ask)
            answer = captured_answer(archive, capture, ask, given, url) if given else None
            if answer and not blocked(answer.status, answer.headers, answer.body.decode("latin-1")):
                return answer
        return None

    async def _ask_archive(self, ask: Ask) -> Answer | None:
        """One request to the archive; None where it has nothing.

        Raises:
            _Unavailable: it cannot answer now.
        """
        answer = await self._ask_along(ask, "archive")
        self.tools.count("requests to the web archive")
        if answer is None:
            raise _Unavailable("closed to robots")
        verdict = judge(answer)
        if verdict.kind in ("retry", "refused") or answer.error:
            raise _Unavailable(verdict.reason)
        return answer if answer.status in (200, 206) else None

    def _missed(self, due: Due, lead: Lead, reason: str) -> None:
        """The archive itself does not answer: that says nothing of the site."""
        reason = f"web archive: {reason}"
        if due.tries < TRIES:
            self.tools.ledger.failed(due, reason, after=self.tools.desk.manners.retry_seconds)
            return
        self.tools.ledger.put_off(due, reason)
        message = f"the web archive does not answer ({reason}): {lead.ask.url}. The next crawl asks again."
        self._note_failure(lead, "fetch", "ArchiveUnavailable", message)
        if self.offline:
            raise SiteDone


class _Unavailable(Exception):
    """The archive does not answer."""
