package safety

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Danger is seen wherever it stands in a very long message, in the middle of a
// sentence without an end as well.
func TestDangerAnywhereInALongText(t *testing.T) {
	fillings := []string{
		"村里的事说来话长,前前后后跑了好几趟也没有人管。",
		"路灯垃圾水沟都说过了还有门口那条路",
		"and then I went to the office again and they told me to come back later ",
	}
	for _, filling := range fillings {
		for _, at := range []int{0, 2900, 2990, 3010, 31000, 100000} {
			long := strings.Repeat(filling, (at+6000)/len(filling))
			cut := min(at, len(long))
			for !utf8.RuneStart((long + "x")[cut]) {
				cut--
			}
			for danger, want := range map[string]Kind{"。家里着火了快来人。": Fire, "。我不想活了。": Suicide} {
				f := Look(long[:cut] + danger + long[cut:])
				if !f.Card || !slices.Contains(f.Kinds, want) {
					t.Errorf("%s at %d of %q…: card %v, %v", danger, at, filling[:12], f.Card, f.Kinds)
				}
			}
		}
	}
	if f := Look(strings.Repeat(fillings[0], 1000)); f.Card {
		t.Errorf("nothing but %q raises %v", fillings[0], f.Kinds)
	}
	both := Look("我不想活了。" + strings.Repeat(fillings[0], 200) + "家里着火了快来人")
	if !slices.Equal(both.Flags, []Flag{Emergency, SuicideRisk}) || both.Kind != Fire || both.Raw != "着火" {
		t.Errorf("two dangers far apart: %v %v", both.Flags, both.Kind)
	}
}

// A piece is never longer than what was measured, whatever the text is.
// One character over and over sounds like anything, and means nothing.
func TestOneCharacterOverAndOver(t *testing.T) {
	for _, text := range []string{strings.Repeat("好", 50), strings.Repeat("灯", 1000), strings.Repeat("哈", 12), strings.Repeat("啊 ", 40), strings.Repeat("ok ", 60), strings.Repeat("哈嘿", 30)} {
		if f := Look(text); f.Card {
			t.Errorf("%v in %.20s...", f.Kinds, text)
		}
	}
	if !Look(strings.Repeat("救命", 30)).Card {
		t.Error("a cry said thirty times is one")
	}
}

func TestPiecesAreBounded(t *testing.T) {
	for _, text := range []string{strings.Repeat("火", 20000), strings.Repeat("\x80", 20000), strings.Repeat("a", 20000), strings.Repeat("如果。", 5000)} {
		total := 0
		for _, p := range pieces(text) {
			if len(p) > pieceSize || len(p) == 0 && len(text) > 0 {
				t.Errorf("a piece of %d bytes", len(p))
			}
			total += len(p)
		}
		if total < len(text) || total > 2*len(text) {
			t.Errorf("%d bytes were cut into %d", len(text), total)
		}
	}
}

// The shapes a long text may have: what people paste, and what somebody may send to tire the program.
var shapes = map[string]string{
	"ordinary":         "村里的事说来话长,前前后后跑了好几趟也没有人管。",
	"ordinary English": "and then I went to the office again and they told me to come back later. ",
	"of danger":        "如果去年着火了",
	"of cries":         "着火了,我不想活了,他打我,孩子不见了。",
	"of blanks":        "着火 ",
	"of guards":        "如果听说去年没有",
	"of thanks":        "谢谢 ",
	"of turns":         "但是现在 ",
	"of idioms":        "气死我了",
	"of one character": "火",
	"of gaps":          "我老公他又打我孩子",
	"of one word":      "suicide",
	"of letters":       "k i l l ",
	"of figures":       "7 ",
	"of English":       "if my husband was never not going to kill me last year but now ",
	"of noise":         "\x80\xff",
}

func BenchmarkLookAt100kB(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		text := strings.Repeat(shapes[name], 100_000/len(shapes[name]))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Look(text)
			}
		})
	}
}

// What a scooter did is told by the words right before a cue: those that are looked
// through say the same as the whole text.
func TestVehicleStandsRightBefore(t *testing.T) {
	for _, filler := range []string{"", "x", "the ", "我们村的", "\x80", strings.Repeat("a scooter and 货车 ", 40)} {
		for _, text := range []string{
			"motorcycle just ", "motorcycle then ", "bus", "bus ", "ebike has ", "e-bike had ", "tricycle", "电动车", "电瓶车 ", "三轮", "货车then ", "车",
			"motorcycle  just ", "bus now ", "scooters", "车子", "my husband just ", "just ",
		} {
			whole := vehicle.MatchString(filler + text)
			if got := endsInVehicle(filler + text); got != whole {
				t.Errorf("%q: %v, the whole text says %v", filler+text, got, whole)
			}
		}
	}
}
