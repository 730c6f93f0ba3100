"""QR codes in the page."""

from __future__ import annotations

import re

import segno

from app.web.codes import QUIET_ZONE, qr_svg


def test_a_code_has_a_name_and_nothing_that_the_policy_forbids() -> None:
    drawn = str(qr_svg("SVBJ-YF9H-FMQ3", label='Ticket of "A & B"'))
    assert 'role="img" aria-label="Ticket of &#34;A &amp; B&#34;"' in drawn
    assert re.findall(r"style|<script|\son\w+=|href", drawn) == []


def test_what_is_drawn_is_the_code_on_white() -> None:
    code = segno.make_qr("SVBJ-YF9H-FMQ3", error="m")
    size = code.symbol_size(border=QUIET_ZONE)[0]
    drawn = str(qr_svg("SVBJ-YF9H-FMQ3", label="Ticket"))
    assert f'viewBox="0 0 {size} {size}"' in drawn
    assert f'<rect width="{size}" height="{size}" fill="#fff"/>' in drawn
    assert code.svg_inline(border=QUIET_ZONE, omitsize=True).split(' d="')[1][:60] in drawn
