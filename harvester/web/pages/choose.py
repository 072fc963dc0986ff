"""Leads from the form of an agency's page to the address of a comparison."""

from harvester.web.ask import Answer, Ask, NotFound, Route


def read(ask: Ask) -> Answer:
    """A redirect to the two reports that were chosen."""
    before, after = ask.number("from"), ask.number("to")
    if not (before and after):
        raise NotFound("two reports are to be chosen")
    return Answer(body=b"", status=302, headers={"Location": f"/compare/{before}/{after}"})


ROUTE = Route(r"^/compare$", read)
