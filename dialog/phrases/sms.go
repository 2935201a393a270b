package phrases

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// The most an SMS of ours may be long: two segments. Chinese counts UTF-16 units,
// plain letters the septets of GSM 03.38.
const (
	mostUnits   = 134
	mostSeptets = 306
)

const (
	gsm7      = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsm7Twice = "\f^{}\\[~]|€"
)

var gsm7Chars, gsm7TwiceChars = pattern.NewChars(gsm7), pattern.NewChars(gsm7Twice)

// FitsSMS says whether a text fits into two segments.
func FitsSMS(text string) bool {
	used, most := RoomSMS(text)
	return used <= most
}

// RoomSMS is how much of the room of two segments a text uses.
func RoomSMS(text string) (used, most int) {
	septets, plain := 0, true
	for _, r := range text {
		switch {
		case gsm7Chars.Has(r):
			septets++
		case gsm7TwiceChars.Has(r):
			septets += 2
		default:
			plain = false
		}
	}
	if plain {
		return septets, mostSeptets
	}
	units := 0
	for _, r := range text {
		units += utf16.RuneLen(r)
	}
	return units, mostUnits
}

// Short cuts words to n characters, with an ellipsis where something is missing.
func Short(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= n || utf8.RuneCountInString(text) <= n {
		return text
	}
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	more := "…"
	if !pattern.HasHan(text) {
		more = ".." // one character that GSM-7 lacks would cost an English SMS half its room
	}
	cut := text[:end]
	if i := strings.LastIndexByte(cut, ' '); more == ".." && i > n/2 && text[end] != ' ' {
		cut = cut[:i] // between words
	}
	return strings.TrimRight(cut, ",，。 ") + more
}

// NotGSM says that GSM 03.38 has no such letter.
func NotGSM(r rune) bool { return !gsm7Chars.Has(r) && !gsm7TwiceChars.Has(r) }

// PlainLetters writes the letters that phones put in by themselves and GSM-7 lacks with those it has.
func PlainLetters(text string) string { return lettersPlain.Replace(text) }

var lettersPlain = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"", "–", "-", "—", "-", "…", "...", "\u00a0", " ")

// Segments is how many segments an SMS takes: 70 characters of Chinese fit one, 160 of
// plain letters, and a little less each of several.
func Segments(text string) int {
	used, most := RoomSMS(text)
	alone, each := 70, mostUnits/2
	if most == mostSeptets {
		alone, each = 160, mostSeptets/2
	}
	if used <= alone {
		return 1
	}
	return (used + each - 1) / each
}
