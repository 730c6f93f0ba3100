"""The parts of a name as it was printed, none of which is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.names import words
from app.core.text import fold

_ASIDE = re.compile(r"\s*(?:\(([^()]*)\)|\"([^\"]*)\"|“([^”]*)”)")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ROMANISED_GIVEN = re.compile(r"[A-Z][^\W\d_]+-[a-z][^\W\d_]*")
_CASED_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class NameParts:
    """A printed name, and what it is made of; every part as printed.

    ``office`` is a post put before the name ("Secretary of State"), ``honorific`` a form of address
    or rank ("Dr.", "Lt. General"). ``generation`` is the part of ``suffix`` that tells namesakes
    apart ("Jr."). ``native`` is the name in its own script where another stands beside it. A single
    name is a family name.
    """

    printed: str
    honorific: str = ""
    office: str = ""
    given: str = ""
    nickname: str = ""
    family: str
    suffix: str = ""
    generation: str = ""
    native: str = ""
    family_first: bool = False

    @property
    def bare(self) -> str:
        """Given and family name in the order in which they are written, and nothing else."""
        in_order = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in in_order if part)

    @property
    def display(self) -> str:
        """The name without title and office: "Charles W. (Chas.) Freeman, Jr."."""
        nickname = f"({self.nickname})" if self.nickname else ""
        in_order = (
            (self.family, self.given, nickname)
            if self.family_first
            else (self.given, nickname, self.family)
        )
        name = " ".join(part for part in in_order if part)
        if not self.generation:
            return name
        comma = "," if fold_word(self.generation) in {"jr", "sr"} else ""
        return f"{name}{comma} {self.generation}"

    @property
    def match_key(self) -> str:
        """The folded words of the name in alphabetical order: the same for "Chen Jian" and "Jian Chen"."""
        return " ".join(sorted(set(folded_words(self.bare))))


def folded_words(text: str) -> list[str]:
    """The folded words of a text without punctuation: "P.J. Crowley" gives p, j, crowley."""
    return re.findall(r"\w+", fold(text))


def fold_word(text: str) -> str:
    """A folded word without its full stops and comma: "Ph.D.," gives "phd"."""
    return "".join(folded_words(text))


def parse_name(printed: str, *, family_first: bool | None = None) -> NameParts:
    """Take a printed name apart; ``printed`` comes back unchanged beside the parts.

    The family name is taken to be the last word, unless a comma follows it, it alone is in
    capitals, the given name is romanised as in "Ban Ki-moon", or ``family_first`` says otherwise.
    A guess is only a guess: "Chen Jian" without ``family_first`` is filed under Jian.
    """
    text, native = _own_script(" ".join(printed.split()))
    if native and native == text:
        return _in_own_script(printed, text)
    text, nickname, retired = _asides(text)
    text, generation, credentials = _suffixes(text)
    before, comma, after = text.partition(",")
    if comma and after.strip():
        titles, family = _titles(before.split())
        more_titles, given = _titles(after.split())
        titles += more_titles
        first = bool(family_first)
    else:
        titles, name = _titles(text.replace(",", "").split())
        given, family, first = _in_order(name, family_first=family_first)
    return NameParts(
        printed=printed,
        honorific=" ".join(word for word, is_office in titles if not is_office),
        office=" ".join(word for word, is_office in titles if is_office),
        given=_set_in_lower_case(" ".join(given), printed),
        nickname=nickname,
        family=_set_in_lower_case(" ".join(family), printed),
        suffix=" ".join(part for part in (generation, *credentials, retired) if part),
        generation=generation,
        native=native,
        family_first=first,
    )


def _own_script(text: str) -> tuple[str, str]:
    """The romanised name and the one in its own script, which may stand beside it after a stroke."""
    sides = [side.strip() for side in text.split("/")]
    latin = [side for side in sides if _LATIN.search(side)]
    own = [side for side in sides if side not in latin and any(map(str.isalpha, side))]
    if own and latin:
        return " ".join(latin), " ".join(own)
    return text, text if own else ""


def _in_own_script(printed: str, text: str) -> NameParts:
    """A name only in Hangul, kana or the like: the family name first, if a space shows where it ends."""
    family, _, given = text.partition(" ")
    return NameParts(
        printed=printed, family=family, given=given, native=text, family_first=bool(given)
    )


def _asides(text: str) -> tuple[str, str, str]:
    """The text without its brackets and quotation marks, the nickname, and "(ret.)" as printed."""
    nickname = retired = ""
    for aside in _ASIDE.finditer(text):
        inner = next(group for group in aside.groups() if group is not None).strip()
        if fold_word(inner) in words.RETIRED:
            retired = aside.group().strip()
        elif not nickname:
            nickname = inner
    return _ASIDE.sub("", text).strip(), nickname, retired


def _suffixes(text: str) -> tuple[str, str, list[str]]:
    """The text without what follows the name, the generation, and degrees, orders and the like."""
    generation, credentials = "", list[str]()
    name = text.rstrip(" ,")
    while " " in name:
        rest, _, last = name.rpartition(" ")
        if fold_word(last) in words.GENERATIONS and not generation:
            generation = last
        elif fold_word(last) in words.CREDENTIALS and (rest.endswith(",") or "." in last):
            credentials.insert(0, last)
        else:
            break
        name = rest.rstrip(" ,")
    return name, generation, credentials


def _titles(name: list[str]) -> tuple[list[tuple[str, bool]], list[str]]:
    """The words before the name, each with whether it belongs to an office, and the name itself."""
    titles: list[tuple[str, bool]] = []
    while len(name) > 1:
        length, is_office = _title_length(name)
        length = min(length, len(name) - 1)
        if not length:
            break
        titles += [(word, is_office) for word in name[:length]]
        name = name[length:]
    return titles, name


def _title_length(name: list[str]) -> tuple[int, bool]:
    """How many words the title at the beginning has, none being 0, and whether it is an office."""
    length = 0
    while length < len(name) and _plain(name[length]) in words.OFFICE_MODIFIERS:
        length += 1
    if length == len(name):
        return 0, False
    if _plain(name[length]) in words.HONORIFICS or name[length].lower() in words.DOTTED_HONORIFICS:
        return length + 1, False
    if _plain(name[length]) in words.OFFICE_HEADS:
        return length + 1 + _department_length(name[length + 1 :]), True
    is_article = not length and _plain(name[0]) == "the" and len(name) > 1
    following = _title_length(name[1:]) if is_article else (0, False)
    return (following[0] + 1, following[1]) if following[0] else (0, False)


def _department_length(name: list[str]) -> int:
    """How many words belong to "General" or "of State" after the head of an office.

    No name begins with "of" or "for": after an unknown department, the last two words are the name.
    """
    length = 1 if name and _plain(name[0]) == "general" else 0
    while length < len(name) and _plain(name[length]) in {"of", "for"}:
        end = length + 1
        while end < len(name) and _plain(name[end]) in words.DEPARTMENTS:
            end += 1
        length = end if end > length + 1 else max(end + 1, len(name) - 2)
    return length


def _plain(word: str) -> str:
    return word.rstrip(".,").lower()


def _in_order(name: list[str], *, family_first: bool | None) -> tuple[list[str], list[str], bool]:
    """Given names, family name, and whether the family name is written first."""
    if len(name) < 2:
        return [], name, False
    capitals = [_is_family_in_capitals(word) for word in name]
    if family_first is None and any(capitals) and not all(capitals):
        if capitals[0]:
            length = capitals.index(False)
            return name[length:], name[:length], True
        if capitals[-1]:
            length = capitals[::-1].index(False)
            return name[:-length], name[-length:], False
    if family_first is None:
        family_first = len(name) == 2 and bool(_ROMANISED_GIVEN.fullmatch(name[1]))
    if family_first:
        return name[1:], name[:1], True
    start = len(name) - 1
    while start > 1 and name[start - 1] in words.PARTICLES:
        start -= 1
    return name[:start], name[start:], False


def _is_family_in_capitals(word: str) -> bool:
    """Whether a word is in capitals as protocol offices print family names; "P.J." and "JD" are not."""
    if not word.isupper() or "." in word or len(word) < 2:
        return False
    return len(word) > 2 or word[1] in "AEIOUY"


def _set_in_lower_case(part: str, printed: str) -> str:
    """A name from a line all in capitals ("MARC SUSSER") or a family name in capitals, set normally."""
    in_capitals = printed.isupper() or all(map(_is_family_in_capitals, part.split()))
    if not in_capitals:
        return part
    return _CASED_WORD.sub(lambda word: word.group().capitalize(), part)
