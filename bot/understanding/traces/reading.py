"""One text as words: how each is written, what stands between them, and how far a name reaches.

Words go by their number. Whoever asks about the next word asks `gap` or `is_near` first: beyond both ends of the text
there is a new line, to which nothing is near, so the rules need not count.
"""

from bot.understanding.traces.lexicon import TOKEN, Lexicon
from bot.understanding.traces.spans import Span, matches
from bot.understanding.words import fold

SPACES = " \u00a0\u2009\u202f\t"
_WIDEST_GAP = 3
_LONGEST_NAME = 4
_MOST_PARTICLES = 2
"""As in "de la Cruz"."""


class Reading:
    """A text taken apart, with the lists it is read by."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self.lexicon = lexicon
        self.spans: list[Span] = matches(TOKEN, text)
        self.folded = [fold(text[start:end]) for start, end in self.spans]

    # -- how it is written --

    def gap(self, i: int) -> str:
        """What stands between the word before and this one; at both ends of the text, a new line."""
        return self._text[self.spans[i - 1][1] : self.spans[i][0]] if 0 < i < len(self.spans) else "\n"

    def is_near(self, i: int, *, dotted: bool = False) -> bool:
        """Only a space stands before it; after a title or an initial, a dot may too."""
        gap = self.gap(i)
        if gap == " ":
            return True
        if dotted or (i > 0 and self.is_initial(i - 1)):
            gap = gap.removeprefix(".") or " "
        return 0 < len(gap) <= _WIDEST_GAP and not gap.strip(SPACES)

    def is_capital(self, i: int) -> bool:
        """It begins with a capital."""
        return self._text[self.spans[i][0]].isupper()

    def is_title_case(self, i: int) -> bool:
        """As in "Maria", "Anne-Marie", "Min-jun", "McDonald"; not "HR"."""
        return self.is_capital(i) and not self._word(i).isupper()

    def is_compound(self, i: int) -> bool:
        """As in "Maria-based": a word made of a name."""
        return any(part[:1].islower() for part in self._word(i).split("-")[1:]) and self.is_capital(i)

    def is_initial(self, i: int) -> bool:
        """A single capital with a dot."""
        start, end = self.spans[i]
        return end - start == 1 and self.is_capital(i) and self._text[end : end + 1] == "."

    def is_name_word(self, i: int, capitals: int = 5) -> bool:
        """It is written like a name and is no word that is known to be none; "BENALI" counts when it is long."""
        folded = self.folded[i]
        if folded in self.lexicon.not_names or folded in self.lexicon.bodies:
            return False
        word = self._word(i)
        return len(word) > 1 and (self.is_title_case(i) or (word.isupper() and len(word) >= capitals))

    def _word(self, i: int) -> str:
        start, end = self.spans[i]
        return self._text[start:end]

    # -- how far a name reaches --

    def past_particles(self, i: int) -> int:
        """The word after "de la", if such stand here."""
        end = min(i + _MOST_PARTICLES + 1, len(self.spans) - 1)
        while i < end and self.folded[i] in self.lexicon.particles and self.is_near(i + 1):
            i += 1
        return i

    def end(self, first: int) -> int:
        """The last word of the name that begins here: surnames, "de la Cruz", initials."""
        last = first
        for _ in range(_LONGEST_NAME - 1):
            following = self.past_particles(last + 1)
            if not (self.is_near(last + 1) and self.is_near(following)):
                break
            if not (self.is_name_word(following) or self.is_initial(following)) or self._is_title(following):
                break
            last = following
        return last

    def end_by_surname(self, first: int) -> int:
        """The last word of a name in any letters: further given names, then a surname of the list."""
        for i in range(first + 1, min(first + _LONGEST_NAME, len(self.spans))):
            if not (self.is_near(i) or self.gap(i) in (".", "_")):
                break
            if self.folded[i] in self.lexicon.surnames:
                return i
            if self.folded[i] not in self.lexicon.given and self.folded[i] not in self.lexicon.particles:
                break
        return first

    def _is_title(self, i: int) -> bool:
        return self.folded[i] in self.lexicon.titles and self.folded[i] not in self.lexicon.surnames
