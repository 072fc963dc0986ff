"""ASP.NET lists (PowerEasy, AspNetPager, GridView): further pages only by a postback that carries the page's state.

Tell by: `__VIEWSTATE`, `.aspx`, `javascript:__doPostBack('AspNetPager1','2')`. The same address is posted with all
hidden fields, `__EVENTTARGET` and `__EVENTARGUMENT`; every answer holds the state for the next page. The search
button of the form is left out, so the server takes it as a click on the pager.
"""

import re
from urllib.parse import urlencode, urljoin

from harvester.crawl.forms import form_values
from harvester.crawl.model import Ask, Family, Listing, Snapshot
from harvester.crawl.paging import MOST_PAGES
from spiders.families._markup import hidden_fields

_POSTBACK = re.compile(r"__doPostBack\(\s*&?#?3?9?;?['\"]([^'\"]+)['\"]\s*,\s*['\"](Page\$\d+|\d+)['\"]\s*\)")
_HEADERS = (("Content-Type", "application/x-www-form-urlencoded"),)


def recognize(snapshot: Snapshot) -> float:
    """The state of a form."""
    return 0.8 if "__VIEWSTATE" in snapshot.text and snapshot.root is not None else 0.0


def listing(snapshot: Snapshot) -> Listing:
    """The postback for the page after this one."""
    if snapshot.root is None:
        return Listing()
    form = next((form for form in snapshot.root.iter("form") if form.get("action")), None)
    fields = form_values(form) if form is not None else hidden_fields(snapshot.root)
    current = int(snapshot.ask.note.get("page", "1"))
    for target, argument in _POSTBACK.findall(snapshot.text.replace("&#39;", "'").replace("&quot;", '"')):
        number = int(argument.removeprefix("Page$"))
        if number == current + 1 <= MOST_PAGES:
            fields |= {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
            url = urljoin(snapshot.url, form.get("action")) if form is not None else snapshot.url
            memo = (("page", str(number)), ("form", f"{target}${argument}"))
            return Listing(more=(Ask(url, "POST", urlencode(fields), (*_HEADERS, ("Referer", snapshot.url)), memo),))
    return Listing()


FAMILY = Family("aspnet", recognize, listing)
