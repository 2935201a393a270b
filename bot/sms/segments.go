package sms

import "strings"

// The two encodings of a text message.
const (
	GSM7 = "GSM-7"
	UCS2 = "UCS-2"
)

// gsmBasic is the default alphabet of 3GPP TS 23.038 § 6.2.1; gsmExtension its
// extension table, each of whose characters takes two places.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "\f^{}\\[~]|€"
)

// How many units one segment holds: alone, and as one of several, where a header
// takes its room.
const (
	gsmAlone, gsmOfMany = 160, 153
	ucsAlone, ucsOfMany = 70, 67
)

// Count says how a text travels: its encoding, in how many segments, and how many
// units it has (septets for GSM-7, 16-bit units for UCS-2). A character of two
// units is never cut by the end of a segment. An empty text has no segment.
func Count(text string) (encoding string, segments, units int) {
	encoding, alone, ofMany := GSM7, gsmAlone, gsmOfMany
	width := gsmWidth
	for _, r := range text {
		if gsmWidth(r) == 0 {
			encoding, alone, ofMany, width = UCS2, ucsAlone, ucsOfMany, ucsWidth
			break
		}
	}
	segments, room := 0, 0
	for _, r := range text {
		w := width(r)
		units += w
		if room < w {
			segments++
			room = ofMany
		}
		room -= w
	}
	if units > 0 && units <= alone {
		segments = 1
	}
	return encoding, segments, units
}

// gsmWidth is how many septets a character takes, 0 for one GSM-7 has not.
func gsmWidth(r rune) int {
	switch {
	case strings.ContainsRune(gsmBasic, r):
		return 1
	case strings.ContainsRune(gsmExtension, r):
		return 2
	}
	return 0
}

func ucsWidth(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
