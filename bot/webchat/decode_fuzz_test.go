package webchat

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzMessage(f *testing.F) {
	for _, s := range []string{`{"id":"a","text":"路灯坏了","lang":"zh"}`, `{"id":"a","choice":"yes"}`, `{"id":"a","pin":{"lat":29.1,"lon":119.6}}`,
		`{"id":"a","text":1}`, `[]`, `null`, `{"id":"a","pin":{}}`, "{\"id\":\"a\",\"text\":\"\\ud800\"}", `{"id":"a","text":"b"}{`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := decodeMessage(b)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		if !messageID.MatchString(p.ID) || !utf8.ValidString(p.Text) || utf8.RuneCountInString(p.Text) > wordsMost {
			t.Errorf("taken: %+v", p)
		}
		if strings.TrimSpace(p.Text) == "" && p.Choice == "" && p.Pin == nil {
			t.Errorf("nothing was said, and it was taken: %+v", p)
		}
		if p.Lang != "" && p.Lang != "zh" && p.Lang != "en" {
			t.Errorf("language %q", p.Lang)
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add(place{"JH-07-00421-3": 12}.cursor())
	f.Add("bnVsbA")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := readCursor(text)
		if err != nil {
			return
		}
		if p == nil || len(p) > casesMost {
			t.Errorf("%q gives %v", text, p)
		}
		if again, err := readCursor(p.cursor()); err != nil || len(again) != len(p) {
			t.Errorf("%v is read back as %v, %v", p, again, err)
		}
	})
}
