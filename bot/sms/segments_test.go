package sms

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCount(t *testing.T) {
	for _, c := range []struct {
		name, text, encoding string
		segments, units      int
	}{
		{"empty", "", GSM7, 0, 0},
		{"one segment, full", strings.Repeat("a", 160), GSM7, 1, 160},
		{"one too many", strings.Repeat("a", 161), GSM7, 2, 161},
		{"two segments, full", strings.Repeat("a", 306), GSM7, 2, 306},
		{"three", strings.Repeat("a", 307), GSM7, 3, 307},
		{"extension characters count twice", "[€]{}~^|\\", GSM7, 1, 18},
		{"160 with an extension character", strings.Repeat("a", 158) + "€", GSM7, 1, 160},
		{"161 with an extension character", strings.Repeat("a", 159) + "€", GSM7, 2, 161},
		{"an escape is not cut off its character", strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), GSM7, 3, 306},
		{"accents of the alphabet", "àèéìòùÇØøÅåÆæßÉÄÖÑÜ§äöñüΔΦ@£¥", GSM7, 1, 29},
		{"one other letter makes it UCS-2", "ç", UCS2, 1, 1},
		{"Chinese, full", strings.Repeat("灯", 70), UCS2, 1, 70},
		{"Chinese, one too many", strings.Repeat("灯", 71), UCS2, 2, 71},
		{"Chinese, two full", strings.Repeat("灯", 134), UCS2, 2, 134},
		{"Chinese, three", strings.Repeat("灯", 135), UCS2, 3, 135},
		{"an emoji is two units", "😀", UCS2, 1, 2},
		{"a pair is not cut", strings.Repeat("灯", 66) + "😀" + strings.Repeat("灯", 66), UCS2, 3, 134},
		{"curly quotes", "it’s", UCS2, 1, 4},
		{"line breaks", "a\nb\r", GSM7, 1, 4},
		{"a form feed is of the extension", "\f", GSM7, 1, 2},
	} {
		encoding, segments, units := Count(c.text)
		if encoding != c.encoding || segments != c.segments || units != c.units {
			t.Errorf("%s: %s, %d segments, %d units; want %s, %d, %d", c.name, encoding, segments, units, c.encoding, c.segments, c.units)
		}
	}
}

func TestAlphabetIsWhole(t *testing.T) {
	if n := utf8.RuneCountInString(gsmBasic); n != 127 { // 128 places, one of them the escape
		t.Errorf("the basic alphabet has %d characters", n)
	}
	if n := utf8.RuneCountInString(gsmExtension); n != 10 {
		t.Errorf("the extension has %d characters", n)
	}
	for _, r := range gsmExtension {
		if strings.ContainsRune(gsmBasic, r) {
			t.Errorf("%q is in both", r)
		}
	}
}
