"""Pages that were read by the wrong table and saved again: turned back before a parser sees them."""

from harvester.page.model import Decoded
from harvester.text.mojibake import MIXUPS
from harvester.text.trace import Change


def undo_mojibake(decoded: Decoded) -> Decoded:
    """Read the runs of a decoded page again that were misread once; what is lost for good is named.

    >>> undo_mojibake(Decoded("鏀垮簻鏀垮簻", "utf-8", ())).text
    '政府政府'
    """
    text, changes, unresolved = decoded.text, list(decoded.changes), list(decoded.unresolved)
    for undo in MIXUPS:
        outcome = undo(text)
        if outcome.places:
            changes.append(Change(undo.__name__, outcome.places, outcome.detail))
        unresolved += outcome.unresolved
        text = outcome.text
    return decoded._replace(text=text, changes=tuple(changes), unresolved=tuple(unresolved))
