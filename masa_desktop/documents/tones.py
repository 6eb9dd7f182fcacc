"""The grounds behind shaded cells; black text has a contrast above 4.5 to 1 on each of them."""

from __future__ import annotations

from masa_desktop.domain.report import Tone

GROUNDS = {
    Tone.FULL: "8CC7A6",
    Tone.HIGH: "BFE0CD",
    Tone.FAIR: "E3F1EA",
    Tone.LOW: "F6DCA0",
    Tone.ALARM: "F3B9B1",
}
