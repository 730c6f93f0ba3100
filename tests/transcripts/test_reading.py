"""Files of spoken words become turns, whatever their form; labels find who is meant."""

from __future__ import annotations

import pytest

from app.core.cues import checked_webvtt
from app.core.errors import InvalidInput, Refused
from app.events.rules import TranscriptAction, TranscriptState, next_transcript_state
from app.events.rules.recordings import TRANSCRIPT_TRANSITIONS
from app.transcripts.labels import whom
from app.transcripts.reading import Turn, read_turns, written

PLAIN = """\
PHILIP ZELIKOW (Counselor of the Department): Ladies and gentlemen.

And I'd say this: it is an honor. NATO: that too.

[0:12:31] DR. McMASTER: Thank you. (Laughter.)

QUESTION: Why?
"""
VTT = """\
WEBVTT

1
00:00:01.000 --> 00:00:03.000
<v Jane Doe>Thank you

00:00:03.000 --> 00:00:05.500 align:start
<v Jane Doe>very <i>much</i>.

01:00:05.500 --> 01:00:06.000
<v Juan P&eacute;rez>Not at all.
"""
SRT = """\
1
00:00:01,000 --> 00:00:03,000
MODERATOR: Good morning,

2
00:00:03,000 --> 00:00:04,000
everybody.

3
00:00:05,000 --> 00:00:06,000
QUESTION: Why?
"""
READ = {
    PLAIN: [
        Turn(
            "PHILIP ZELIKOW (Counselor of the Department)",
            "Ladies and gentlemen.\n\nAnd I'd say this: it is an honor. NATO: that too.",
        ),
        Turn("DR. McMASTER", "Thank you. (Laughter.)", 751),
        Turn("QUESTION", "Why?"),
    ],
    VTT: [Turn("Jane Doe", "Thank you very much.", 1), Turn("Juan Pérez", "Not at all.", 3605)],
    SRT: [Turn("MODERATOR", "Good morning, everybody.", 1), Turn("QUESTION", "Why?", 5)],
    "Jane Doe: Yes.\n\nHowever: no.": [Turn("Jane Doe", "Yes.\n\nHowever: no.")],
    "Only words.": [Turn("", "Only words.")],
}


@pytest.mark.parametrize("content", READ, ids=["text", "WebVTT", "SubRip", "mixed", "bare"])
def test_every_form_is_read_as_turns(content: str) -> None:
    turns = read_turns(content)
    assert turns == READ[content]
    assert content is PLAIN or read_turns(written(turns)) == turns


@pytest.mark.parametrize(
    "content",
    ["", "WEBVTT\n\n", "WEBVTT\n\n00:05.000 --> 00:01.000\nNo", "WEBVTT\n\n1 --> 2\nNo"],
)
def test_what_cannot_be_read_is_refused(content: str) -> None:
    with pytest.raises(InvalidInput):
        read_turns(content)


@pytest.mark.parametrize("content", [SRT, "WEBVTT\n\nNOTE nothing", "WEBVTTX\n\n" + VTT])
def test_captions_are_webvtt_or_nothing(content: str) -> None:
    with pytest.raises(InvalidInput):
        checked_webvtt(content)
    assert checked_webvtt(VTT).startswith("WEBVTT\n")


SEATED = {
    "brynn": ["Ambassador Edward Brynn"],
    "carland": ["Dr. John M. Carland"],
    "bush": ["George H. W. Bush"],
    "son": ["George W. Bush"],
    "rhodes": ["Edward Rhodes"],
}


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("AMBASSADOR BRYNN", "brynn"),
        ("DR. CARLAND", "carland"),
        ("DEAN RHODES", "rhodes"),
        ("EDWARD BRYNN (Acting Historian)", "brynn"),
        ("PRESIDENT BUSH", None),
        ("QUESTION", None),
        ("MODERATOR", None),
        ("DR. KISSINGER", None),
    ],
)
def test_a_label_means_who_alone_bears_the_name(label: str, meant: str | None) -> None:
    assert whom(label, SEATED) == meant


def test_a_transcript_goes_the_ways_there_are_and_no_other() -> None:
    for state in TranscriptState:
        for action in TranscriptAction:
            if (state, action) in TRANSCRIPT_TRANSITIONS:
                assert next_transcript_state(state, action) is not state
            else:
                with pytest.raises(Refused):
                    next_transcript_state(state, action)
