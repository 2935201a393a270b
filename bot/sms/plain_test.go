package sms

import (
	"strings"
	"testing"
)

func TestCheapest(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain already", "It's done - call us.", "It's done - call us."},
		{"what a phone puts in", "It’s “done” – call us…\u00a0Bye—now", `It's "done" - call us... Bye-now`},
		{"invisible marks", "do\u00adne\u200b now\ufeff", "done now"},
		{"full-width marks in English", "Case JH\uff0cclosed\uff01\u3002", "Case JH,closed!."},
		{"a Spanish n stays, it is in the alphabet", "mañana – sí", "mañana – sí"}, // í is not: nothing is saved
		{"one letter that has no other form", "Łódź – it’s far", "Łódź – it’s far"},
		{"Chinese keeps its marks", "“路灯”——修好了…", "“路灯”——修好了…"},
		{"Chinese is tightened where that saves a segment", strings.Repeat("灯", 69) + "……", strings.Repeat("灯", 69) + "…"},
		{"and not where it saves none", strings.Repeat("灯", 60) + "……", strings.Repeat("灯", 60) + "……"},
		{"blank lines", strings.Repeat("灯", 66) + "\n\n灯 \n灯", strings.Repeat("灯", 66) + "\n灯\n灯"},
		{"an emoji of several signs stays whole", strings.Repeat("灯", 70) + "👩‍👧", strings.Repeat("灯", 70) + "👩‍👧"},
		{"empty", "", ""},
	} {
		got := Cheapest(c.text)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if _, before, _ := Count(c.text); before > 0 {
			if _, after, _ := Count(got); after > before {
				t.Errorf("%s: %d segments became %d", c.name, before, after)
			}
		}
	}
	// What a message of 160 letters is worth: one curly quote doubles its price and more.
	long := strings.Repeat("a", 150) + " it’s"
	if _, n, _ := Count(long); n != 3 {
		t.Errorf("as written it takes %d segments", n)
	}
	if encoding, n, _ := Cost(long); encoding != GSM7 || n != 1 {
		t.Errorf("it is sent as %d segments of %s", n, encoding)
	}
}

// FuzzCheapest: nothing ever gets dearer or empty, and doing it twice is doing it once.
func FuzzCheapest(f *testing.F) {
	for _, s := range []string{"it’s…", "灯……——", "a\u200b", "\ufeff", " \n \n", "灯" + strings.Repeat(" ", 90), "\xd1" + strings.Repeat("0", 44) + strings.Repeat(" ", 90), "👩‍👧 “x”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Cheapest(text)
		_, before, _ := Count(text)
		_, after, _ := Count(got)
		if after > before {
			t.Errorf("%q of %d segments became %q of %d", text, before, got, after)
		}
		if again := Cheapest(got); again != got {
			t.Errorf("%q became %q, and then %q", text, got, again)
		}
	})
}
