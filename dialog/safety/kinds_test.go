package safety

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// The kind of the corpus is among the kinds seen; the card for the writer and the one for somebody else differ.
func TestKinds(t *testing.T) {
	wrong, all := 0, 0
	for _, l := range corpus(t, "*.tsv") {
		kind, _ := strings.CutSuffix(l.want, "+minor")
		if l.want == "-" || l.want == "minor" {
			continue
		}
		all++
		if f := Look(l.text); !slices.ContainsFunc(strings.Split(kind, "/"), func(k string) bool { return slices.Contains(f.Kinds, Kind(k)) }) {
			wrong++
			t.Logf("want %s, got %v: %s", kind, f.Kinds, l.text)
		}
	}
	if wrong*20 > all {
		t.Errorf("%d of %d have another kind than written; at most one in twenty may", wrong, all)
	}
}

func TestWhoIsAChild(t *testing.T) {
	for s, minor := range map[string]bool{
		"我今年14 不想去上学 班上同学都笑我胖": true,
		"我是小学门卫 姓鲍":            false,
		"我在小学食堂上班":             false,
		"我在中学教书":               false,
		"我上小学":                 true,
		"我今年14万块钱没拿到":          false,
	} {
		if got := Look(s).Has(Minor); got != minor {
			t.Errorf("%s: minor %v", s, got)
		}
	}
}

func TestLongAgoAtHome(t *testing.T) {
	for s, card := range map[string]bool{
		"小时候爸爸打过我":                                      false,
		"小时候我爸打我 现在想起来还难受 想找人聊聊":                        false,
		"小时候我爸打我 一直忘不了":                                 false,
		"小时候被打 现在一想到就想死":                                true,
		"小时候我爸打我 现在还是想不开 想死":                            true,
		"小时候我爸打我 现在还打":                                  true,
		"他以前打我 现在离婚了还来家里打我":                             true,
		"以前他就打我 现在一直忘不了 今晚他又动手打我":                       true,
		"二十年前前夫打过我":                                     false,
		"我以前想过自杀":                                       false,
		"以前他打过我,现在又打我":                                  true,
		"前年开始老公经常打我":                                    true,
		"my dad hit me when i was a kid":                false,
		"i tried to kill myself years ago":              false,
		"years ago my husband hit me and he still does": true,
	} {
		f := Look(s)
		if f.Card != card || !card && !f.Hint {
			t.Errorf("%s: %+v, want card %v, else a hint", s, f, card)
		}
	}
}

func TestMostUrgentFirst(t *testing.T) {
	f := Look("我不想活了,煤气开着,满屋都是煤气味")
	if f.Kind != Gas || !f.Has(Emergency) || !f.Has(SuicideRisk) || !slices.Contains(f.Kinds, Suicide) {
		t.Errorf("got %+v", f)
	}
}

// A mistake in a cue file is told with file, line and reason.
func TestCueMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"[fire]\n着火\n.. 火":   "x.txt line 3: a line must begin with words",
		"[fire]\n火 ..":       "x.txt line 2: a line must not end with a gap",
		"[fire]\n<nobody> 火": "x.txt line 2: no word list is called <nobody>",
		"[fire]\nFire":       "x.txt line 2: 'F'",
		"[minor]\n我 #9-3 岁":  "x.txt line 2: a range of numbers",
		"[fire]\n火||灾":       "x.txt line 2: an empty wording",
	} {
		_, err := load(fstest.MapFS{
			"cues/words.txt": {Data: []byte("who = 我|你")},
			"cues/x.txt":     {Data: []byte(text)},
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// Plain words get the card of their own danger, not the bare one: it says what to do.
func TestOwnCard(t *testing.T) {
	for text, kind := range map[string]Kind{
		"小孩掉水塘里了快来人":                  Drowning,
		"有人提着把长刀挨家敲门":                 Weapon,
		"workers hit a pipe, hissing": Gas,
		"胸口像压了块石头,左胳膊麻,出虚汗":           Injury,
		"有人爬上塔吊了,老板不给工资":              SuicideOther,
		"我准备爬塔吊,拿不到钱就不下来":             Suicide,
	} {
		if f := Look(text); f.Kind != kind {
			t.Errorf("%s: %+v, want %s", text, f, kind)
		}
	}
}

// A card that speaks of a child is shown only where somebody spoke of one.
func TestNobodySaidAChild(t *testing.T) {
	for text, want := range map[string]bool{
		"I'm alone here and really scared":          false,
		"all alone in the flat and frightened":      false,
		"my mom wont wake up and I'm alone, I am 8": true,
		"我妈叫不醒了,家里就我一个人,我今年9岁":                      true,
	} {
		if f := Look(text); slices.Contains(f.Flags, Minor) != want {
			t.Errorf("%q: %v %v", text, f.Kinds, f.Flags)
		}
	}
}
