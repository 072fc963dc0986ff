"""What is written for each character of a reading, and whether it is sure enough to be written."""

import math
from collections.abc import Sequence

from harvester.text.gbk import norm
from harvester.text.guesses import UNKNOWN, Emit, Guesses
from harvester.text.hidden_gaps import may_follow_lost, may_hide_pairs
from harvester.text.language import commonness
from harvester.text.lattice import STAND_INS

# Logarithms of likelihood, set by damaging sentences on purpose (tests/text/test_lost_bytes.py): by how much a choice
# must beat its rivals, in general, where a neighbor is known to go with it, where a neighbor is known to go with the
# rival; and how much more in a gap, and where a stretch begins without a mark.
_LEAST_MARGIN, _KNOWN_MARGIN, _RIVAL_MARGIN, _GAP_MORE, _START_MORE = 5.0, 3.0, 5.5, 3.0, 6.0
_POSSIBLE_PAIR, _KNOWN_BOND = -9.0, 1.0
# A rival that goes with both neighbors must be less likely by this.
_CLEAR = 12.0
# How likely a Han must follow the one before it for nothing to be missing between them; of a glossed one less is asked.
_JOINED, _GLOSSED_JOINED = -4.0, -6.5
# What stands in every text, and so is believed without a known neighbor.
_COMMON_MARKS, _EVERYDAY = "，。、", 4e-3
# What it is worth that a mark closes a bracket that was opened a few characters before.
_PARTNERS, _REACH, _PAIRED = dict(zip("（“《‘〈〔【", "）”》’〉〕】", strict=True)), 12, 6.0
_OPENINGS = {closing: opening for opening, closing in _PARTNERS.items()}
_DIGIT = norm("0")


class Decisions:
    """The characters of one reading, decided from left to right."""

    def __init__(self, emits: Sequence[Emit], chars: Sequence[str], guesses: Guesses, *, gaps: bool) -> None:
        """`chars`: all characters as the model sees them, that before the stretch and the rest of the line too."""
        self._emits = emits
        self._chars = list(chars)
        self._language = guesses.language
        self._gaps = gaps
        self._traditional = guesses.traditional
        self._guessed = [False, *(bool(emit.choices) for emit in emits), *(False for _ in chars[len(emits) + 1 :])]

    def decide(self, place: int, *, settled: bool) -> tuple[str, bool]:
        """What is to be written for the character at a place (the first is 1), and whether it is sure.

        `settled` says whether every reading that is nearly as likely has the same there.
        """
        emit = self._emits[place - 1]
        if emit.text.isascii() and not emit.shifted and not emit.choices:
            return emit.text, True
        closing = self._closing(place)
        char, sure = self._choose(emit, place, closing) if emit.choices else (emit.text, self._is_whole(place, closing))
        sure = sure and settled and not self._hangs_on_start(place)
        self._guessed[place] = not sure
        if sure:
            before, self._chars[place] = self._chars[place - 1], norm(char)
            if self._gaps and (mark := self._mark_before(place)) and self._may_follow_others(emit, char, before):
                char = mark + char
        return char, sure

    def _hangs_on_start(self, place: int) -> bool:
        """Whether a stretch without a mark begins right before, with a guess: it may begin later, and this be sound."""
        return self._begins_bare(place - 1) and self._guessed[place - 1] and self._emits[place - 1].shifted

    def _begins_bare(self, place: int) -> bool:
        """Whether a stretch begins at a place without a mark."""
        if place < 1 or self._emits[place - 1].bare != "edge":
            return False
        return place == 1 or not self._emits[place - 2].shifted

    def _is_whole(self, place: int, closing: str) -> bool:
        """Whether a character that the bytes decide is the right one even where a pair may have been dropped."""
        emit, char = self._emits[place - 1], self._chars[place]
        partner = _PARTNERS.get(char, "")
        if char == closing or (partner and partner in self._chars[place + 1 : place + 2 * _REACH]):
            return True
        if not self._gaps or not emit.shifted:
            return True
        if not self._leaves_no_gap(char, place):
            return False
        previous = self._emits[place - 2] if place > 1 else None
        if previous is None or not previous.shifted:
            return True
        around = previous.text, emit.text, self._chars[place + 1]
        return not may_hide_pairs(*around, self._language, traditional=self._traditional)

    def _choose(self, emit: Emit, place: int, closing: str) -> tuple[str, bool]:
        """The likeliest of the characters that the bytes allow, and whether no other is likely.

        A character that no neighbor is known to go with, or that has a rival of which one is, needs a larger margin.
        """
        pair, before, after = self._language.pair, self._chars[place - 1], self._chars[place + 1]
        ranked = sorted(((self._score(norm(char), place, closing), char) for char in emit.choices), reverse=True)
        best, char = ranked[0]
        plain = norm(char)
        rivals = [(score, norm(other)) for score, other in ranked[1:] if norm(other) != plain]
        rival = max((score for score, _ in rivals), default=-math.inf)
        known_rival = max((score for score, other in rivals if self._bond(other, place)), default=-math.inf)
        closes = plain == closing
        extra = 0.0 if closes else _GAP_MORE if emit.bare == "gap" else _START_MORE if self._begins_bare(place) else 0.0
        known = closes or (self._bond(plain, place) if _is_han(plain) else self._goes_with(plain, place))
        sure = (
            (not rivals or min(pair(before, plain), pair(plain, after)) >= _POSSIBLE_PAIR)
            and (not emit.bare or closes or self._bonds_on_both_sides(plain, place))
            and best - rival >= (_KNOWN_MARGIN if known else _LEAST_MARGIN) + extra
            and best - known_rival >= (_LEAST_MARGIN if closes else _RIVAL_MARGIN) + extra
        )
        if _is_han(before) and _is_han(after):
            near = [other for score, other in rivals if score > best - _CLEAR]
            sure = sure and not any(self._bonds_on_both_sides(other, place) for other in near)
        return char, sure and not (_is_han(plain) and self._lacks_evidence(plain, place))

    def _goes_with(self, mark: str, place: int) -> bool:
        """Whether a mark is known beside one of its neighbors, whatever that is."""
        bond = self._language.bond
        return max(bond(self._chars[place - 1], mark), bond(mark, self._chars[place + 1])) >= _KNOWN_BOND

    def _lacks_evidence(self, char: str, place: int) -> bool:
        """Whether a choice hangs in the air: each Han beside it must go with it, unless a gloss says what it was."""
        if not self._gaps and self._emits[place - 1].tail.startswith("("):
            return False
        if self._gaps and self._begins_bare(place) and not _is_han(self._chars[place - 1]):
            return True
        return not self._bonds_on_both_sides(char, place)

    def _score(self, char: str, place: int, closing: str) -> float:
        """How well a character reads between its neighbors."""
        pair = self._language.pair
        score = pair(self._chars[place - 1], char) + pair(char, self._chars[place + 1])
        return score + (_PAIRED if char == closing else 0.0)

    def _closing(self, place: int) -> str:
        """The mark that closes what was opened a few characters before, is still open, and is not closed later."""
        near = self._chars[max(0, place - _REACH) : place]
        for at in range(len(near) - 1, -1, -1):
            closing = _PARTNERS.get(near[at])
            if closing and closing not in near[at:]:
                return "" if self._is_closed_later(place, closing) else closing
        return ""

    def _is_closed_later(self, place: int, closing: str) -> bool:
        """Whether the line holds the mark once more than the one that opens it, from some place on."""
        depth = 0
        for char, guessed in zip(self._chars[place + 1 :], self._guessed[place + 1 :], strict=True):
            if guessed:
                continue
            depth += (char == _OPENINGS[closing]) - (char == closing)
            if depth < 0:
                return True
        return False

    def _mark_before(self, place: int) -> str:
        """The mark that stood for the first lost byte of a stretch, `□` where none did; empty inside a stretch."""
        emit = self._emits[place - 1]
        if not emit.choices or (place > 1 and self._emits[place - 2].shifted):
            return ""
        if emit.bare == "edge":
            return UNKNOWN
        mark = emit.stand_in[:1]
        return mark if mark in STAND_INS - {UNKNOWN} and (not emit.tail or not emit.shifted) else ""

    def _may_follow_others(self, emit: Emit, char: str, before: str) -> bool:
        """Whether characters may be missing before one that was put in place of a mark: the mark is left there too.

        Behind a figure it may be the unit; in brackets, the last character.
        """
        plain = norm(char)
        if plain in _OPENINGS:
            return True
        joined = -math.inf if not _is_han(plain) else _JOINED if emit.shifted else _GLOSSED_JOINED
        if self._language.pair(before, plain) < joined:
            return True
        return (_is_han(plain) or before == _DIGIT) and may_follow_lost(before, char, self._language)

    def _leaves_no_gap(self, char: str, place: int) -> bool:
        """Whether a character is believed where a pair may have been dropped.

        Half of the character before a dropped pair and half of the one after it make a third that was never there.
        """
        if char.isascii() or char in _COMMON_MARKS:
            return True
        if _is_han(char):
            return commonness(char) >= _EVERYDAY or self._bonds_on_both_sides(char, place)
        return (char in _PARTNERS or char in _OPENINGS) and self._bond(char, place)

    def _bonds(self, char: str, place: int) -> list[float]:
        """How far a character is known to go with each neighbor that is a Han; the better one where none is.

        Where pairs may be missing, a guess beside another one proves nothing.
        """
        doubtful = self._gaps and bool(self._emits[place - 1].choices)
        sides = ((place - 1, self._chars[place - 1] + char), (place + 1, char + self._chars[place + 1]))
        bonds = [
            (self._chars[near], -math.inf if doubtful and self._guessed[near] else self._language.bond(*pair))
            for near, pair in sides
        ]
        return [bond for near, bond in bonds if _is_han(near)] or [max(bond for _, bond in bonds)]

    def _bond(self, char: str, place: int) -> bool:
        """Whether a character is known to go with a neighbor."""
        return max(self._bonds(char, place)) >= _KNOWN_BOND

    def _bonds_on_both_sides(self, char: str, place: int) -> bool:
        """Whether a Han is known to go with each neighbor that is a Han."""
        return _is_han(char) and min(self._bonds(char, place)) >= _KNOWN_BOND


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
