package sms

import (
	"strings"

	"golang.org/x/text/width"
)

// typographic are marks that phones and word processors put in by themselves, and how
// GSM-7 writes them.
var typographic = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "`", "'", "´", "'",
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "″", `"`, "«", `"`, "»", `"`,
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-",
	"…", "...", "•", "-", "·", "-", "×", "x", "⁄", "/",
	"\u00a0", " ", "\u1680", " ", "\u2000", " ", "\u2001", " ", "\u2002", " ", "\u2003", " ", "\u2004", " ", "\u2005", " ", "\u2006", " ",
	"\u2007", " ", "\u2008", " ", "\u2009", " ", "\u200a", " ", "\u202f", " ", "\u205f", " ", "\u3000", " ", "\u2028", "\n", "\u2029", "\n", "\t", " ",
	"\u00ad", "", "\u200b", "", "\u200e", "", "\u200f", "", "\u2060", "", "\ufeff", "",
	"。", ".", "、", ",", "【", "[", "】", "]", "《", `"`, "》", `"`, "「", `"`, "」", `"`,
)

// tighter takes out of a text that stays UCS-2 what nobody misses.
var tighter = strings.NewReplacer(
	"……", "…", "......", "…", "...", "…", "——", "—", "\u00ad", "", "\u200b", "", "\u200e", "", "\u200f", "", "\u2060", "", "\ufeff", "",
	"\r\n", "\n", " \n", "\n", "  ", " ", "\n\n", "\n",
)

// Cheapest is a text in the letters that cost least: as plain letters where only typed
// quotes, dashes, dots and blanks keep it from GSM-7, which holds more than twice as
// much; else tightened where that saves a segment; else as it is.
func Cheapest(text string) string {
	encoding, segments, _ := Count(text)
	if encoding == GSM7 {
		return text
	}
	plain := width.Narrow.String(typographic.Replace(text))
	if encoding, _, _ := Count(plain); encoding == GSM7 {
		return plain
	}
	tight := tighter.Replace(text)
	for again := tighter.Replace(tight); again != tight; again = tighter.Replace(tight) {
		tight = again // many blanks become one in several goes
	}
	if _, n, _ := Count(tight); n < segments {
		return tight
	}
	return text
}

// Cost counts a text as it travels, in its cheapest letters: what an agent is shown.
func Cost(text string) (encoding string, segments, units int) { return Count(Cheapest(text)) }
