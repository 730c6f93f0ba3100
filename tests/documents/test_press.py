"""The press: every font within, nothing overflowing, nothing that was typed read as a command."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import press as press_room
from app.documents.content import Sheet
from app.documents.faces import STAND_IN, printable, unprintable
from app.documents.press import FONTS, SHEETS, PressFailed, compile_sheet, press
from tests.documents.pdf import Pdf

LONG_NAME = (
    "Professor Emeritus Ambassador Karl-Theodor Maria Nikolaus Johann Jacob Philipp Franz Joseph "
    "Sylvester Buhl-Freiherr von und zu Guttenberg"
)
LONG_OFFICE = (
    "Deputy Assistant Secretary of Defense for Nuclear, Chemical, and Biological Defense Programs "
    "and Special Envoy for the Denuclearisation of Everything, Department of Longer Titles"
)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
COMMAND = '#read("/etc/passwd") $x^2$ *b* \\ // #panic()'


def guest(name: str, **facts: str) -> dict[str, Any]:
    office = facts.pop("office", "Director of Studies")
    return {
        "name": name,
        "listed": name,
        "native": "",
        "lang": "",
        "office": office,
        "offices": [office],
        "role": "Speaker",
        "role-words": "Speaker",
        "pool": "speakers",
        "code": "SVBJ-YF9H-FMQ3",
        "qr": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M1 1h2v2z"/></svg>',
        **facts,
    }


GUESTS = [
    guest("Hong Gil-dong", native="홍길동", lang="ko"),
    guest("Yamada Tarō", native="山田太郎", lang="ja", pool="press"),
    guest("Zhang San", native="张三", lang="zh-Hans", pool="participants"),
    guest("Nguyễn Văn A", pool="registered"),
    guest("Łukasz Ångström", pool="crew"),
    guest(LONG_NAME, office=LONG_OFFICE, pool="walk_ins"),
    guest(LONG_WORD),
    guest(COMMAND, office=COMMAND),
]


def data(guests: list[dict[str, Any]], **facts: str) -> str:
    return json.dumps(
        {
            "title": "A title",
            "institute": "The Institute",
            "language": "en",
            "paper": "a4",
            "rule": "Chatham House Rule",
            "event": {"title": "An evening", "when": "Monday, 18 January 2027", "place": "Hall"},
            "words": {"ticket": "Ticket", "columns": ["No.", "Name", "Office", "Signature"]},
            "guests": guests,
            "groups": [{"label": "Speakers", "guests": guests}],
            **facts,
        }
    )


def squeezed(text: str) -> str:
    """Without spaces, so that it does not matter where lines were broken."""
    return "".join(text.split())


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("sheet", Sheet)
def test_every_font_is_within_and_every_word_is_there(sheet: Sheet, paper: str) -> None:
    pdf = Pdf(compile_sheet(sheet, data(GUESTS, paper=paper)))
    assert pdf.fonts_from_elsewhere == set()
    assert {"NotoSansKR-Regular", "NotoSansJP-Regular", "NotoSansSC-Regular"} <= pdf.fonts
    printed = squeezed(pdf.text)
    for each in GUESTS:
        for words in (each["name"], each["native"], each["office"]):
            assert squeezed(words) in printed


@pytest.mark.parametrize("sheet", Sheet)
def test_a_sheet_is_made_for_those_who_hear_it(sheet: Sheet) -> None:
    made = compile_sheet(sheet, data(GUESTS))
    for sign in (b"/StructTreeRoot", b"/Marked true", b"/Lang(en)", b"pdfuaid:part>1"):
        assert sign in made


@pytest.mark.parametrize("sheet", [Sheet.SIGN_IN, Sheet.GUESTS])
def test_the_rule_of_the_meeting_stands_on_every_page(sheet: Sheet) -> None:
    pdf = Pdf(compile_sheet(sheet, data([guest(f"Guest {number}") for number in range(120)])))
    assert len(pdf.pages) > 2
    assert pdf.text.count("Chatham House Rule") >= len(pdf.pages)


@pytest.mark.parametrize(
    ("sheet", "paper", "guests", "pages"),
    [
        (Sheet.BADGES, "a4", 10, 1),
        (Sheet.BADGES, "a4", 11, 2),
        (Sheet.BADGES, "us-letter", 8, 1),
        (Sheet.BADGES, "us-letter", 9, 2),
        (Sheet.TENTS, "a4", 2, 1),
        (Sheet.TENTS, "us-letter", 3, 2),
    ],
)
def test_as_many_cards_as_the_paper_holds(
    sheet: Sheet, paper: str, guests: int, pages: int
) -> None:
    longest = [guest(LONG_NAME, office=LONG_OFFICE, native="홍길동", lang="ko")] * guests
    assert len(Pdf(compile_sheet(sheet, data(longest, paper=paper))).pages) == pages


def test_both_sides_of_a_tent_card_say_the_name() -> None:
    assert Pdf(compile_sheet(Sheet.TENTS, data([guest("Jane Doe")]))).text.count("Jane Doe") == 2


FITS = """
#import "common.typ": fit
#let given = json(bytes(sys.inputs.data))
#context for words in given.words {
  let made = fit(words, 80mm, 13mm, (24pt, 18pt, 12pt, 8pt), (words, size) => text(size: size)[#words])
  let size = measure(made)
  assert(size.width <= 80.01mm and size.height <= 13.01mm, message: words)
}
"""

WORDS = st.text(st.sampled_from("aWil .-–é山홍ß"), min_size=1, max_size=200)


@given(st.lists(WORDS, min_size=20, max_size=20))
@settings(max_examples=8, deadline=None)
def test_nothing_is_ever_larger_than_its_place(words: list[str]) -> None:
    typst.compile(
        FITS.encode(),
        root=SHEETS,
        font_paths=press_room._fonts(),
        sys_inputs={"data": json.dumps({**json.loads(data([])), "words": words})},
        format="pdf",
    )


def test_the_press_is_a_process_that_reads_no_file_of_ours() -> None:
    pdf = Pdf(press(Sheet.GUESTS, data([guest(COMMAND)])))
    assert squeezed(COMMAND) in squeezed(pdf.text)
    assert "root:" not in pdf.text


def test_a_sheet_that_cannot_be_made_is_no_empty_file() -> None:
    with pytest.raises(PressFailed):
        press(Sheet.BADGES, "{}")


def test_a_press_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_room, "SECONDS", 0.001)
    with pytest.raises(PressFailed):
        press(Sheet.BADGES, data(GUESTS))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Hong Gil-dong 홍길동 뷁", ""),
        ("山田太郎 髙﨑 张三 張三", ""),
        ("Łódź, Nguyễn, Ωμέγα, Жуков", ""),
        ("José 🎉 Müller 🎉", "🎉"),
        ("محمد", "محد"),
    ],
)
def test_what_no_face_has_is_known(text: str, missing: str) -> None:
    assert unprintable(text) == missing
    assert unprintable(printable(text)) == ""
    assert printable(text).count(STAND_IN) == sum(text.count(letter) for letter in missing)


def test_the_licence_stands_beside_each_face() -> None:
    families = {path.name.split("-")[0].removesuffix("KR") for path in FONTS.glob("*.ttf")}
    assert families == {"NotoSansJP", "NotoSans", "NotoSansSC", "SourceSans3", "SourceSerif4"}
    for licence in FONTS.glob("*LICENSE.txt"):
        assert "SIL Open Font License, Version 1.1" in licence.read_text()
    assert len(list(FONTS.glob("*LICENSE.txt"))) == 3
