package transcript

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

var built = sync.OnceValues(func() (*script.Script, error) { return script.New(nil, nil, nil, nil) })

func scriptFor(t *testing.T) *script.Script {
	t.Helper()
	sc, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// TestDifferencesAreTold: with their line, whatever it is that differs.
func TestDifferencesAreTold(t *testing.T) {
	const lamp = "== lamp\n: channel sms\n> 七星村的路灯坏了\n"
	const summary = "< 【小兴代办】您好，我是小兴（机器人），您说的只给办事的人看。请看对不对（路灯垃圾等）：⏎事：七星村的路灯坏了⏎地：七星村⏎电话：13900000102⏎对回1。哪项错直接说，如“时间是上周”\n"
	for _, c := range []struct{ name, text, want string }{
		{"all is as written", lamp + summary + "= where qixing\n= asking confirm\n", ""},
		{"another sentence", lamp + "< 好的\n", "x.txt:4: lamp: \n got < 【小兴代办】您好"},
		{"a sentence too few", lamp + summary + "< 好的\n", `x.txt:5: lamp: the bot is silent, want "< 好的"`},
		{"a sentence too many", lamp + "= where qixing\n", "x.txt:4: lamp: unexpected < 【小兴代办】您好"},
		{"a sentence too many at the end", lamp, "x.txt:3: lamp: unexpected"},
		{"a sentence too many before the next", lamp + "== next\n", "x.txt:4: lamp: unexpected"},
		{"another value", lamp + summary + "= where baisha\n", `x.txt:5: lamp: where is "qixing", want "baisha"`},
		{"no line at all", "== lamp\n路灯坏了\n", "x.txt:2: lamp: this is no line of a transcript"},
		{"no circumstance", "== lamp\n: weather rain\n", `x.txt:2: lamp: "weather" is no circumstance`},
		{"no channel", "== lamp\n: channel fax\n", `x.txt:2: lamp: channel "fax" is none of`},
		{"no moment", "== lamp\n: now soon\n", `x.txt:2: lamp: now "soon" is no moment`},
		{"no length of time", "== lamp\n! wait long\n", `x.txt:2: lamp: "long" is no length of time`},
		{"no case", "== lamp\n+ JH-1\n", `x.txt:2: lamp: "JH-1" is no case`},
		{"no place on a map", "== lamp\n> [pin north]\n", `x.txt:2: lamp: pin "north" is no place`},
	} {
		wrong := Play(scriptFor(t), "x.txt", c.text, nil)
		if c.want == "" && len(wrong) > 0 || c.want != "" && (len(wrong) == 0 || !strings.HasPrefix(wrong[0].Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, wrong, c.want)
		}
		if out, wrong := Rewrite(scriptFor(t), "x.txt", lamp+"< 好的\n= where baisha\n"); out != lamp+summary+"= where baisha\n" || len(wrong) > 0 {
			t.Errorf("written anew:\n%s%v", out, wrong)
		}
	}
}

// TestFiguresCount: what goes wrong shows in its figure. Each conversation expects one
// thing the bot does and one it does not.
func TestFiguresCount(t *testing.T) {
	for _, c := range []struct {
		name, text string
		got        func(f *Figures) Share
		want       Share
	}{
		{"values", "> 七星村的路灯坏了\n= where qixing\n= where baisha\n= what 水\n", func(f *Figures) Share { return f.Slots }, Share{1, 3}},
		{"dates", "> 昨天七星村的路灯坏了\n= when 2026-11-22\n= when 2026-11-21\n", func(f *Figures) Share { return f.Dates }, Share{1, 2}},
		{"phones", "> 七星村的路灯坏了,我电话13900000122\n= phone +8613900000122\n= phone +86139\n", func(f *Figures) Share { return f.Phones }, Share{1, 2}},
		{"category", "> 七星村的路灯坏了\n= category facilities\n= category labour\n", func(f *Figures) Share { return f.Category }, Share{1, 2}},
		{"danger seen", "> 着火了,快来人\n= flags emergency\n", func(f *Figures) Share { return f.Danger }, Share{1, 1}},
		{"danger by the bot's line, once", "> 着火了,快来人\n< ⚠ 快跑\n= flags emergency\n", func(f *Figures) Share { return f.Danger }, Share{1, 1}},
		{"danger not seen", "> 路灯坏了\n< ⚠ 快跑\n", func(f *Figures) Share { return f.Danger }, Share{0, 1}},
		{"danger after STOP", ": channel sms\n> 路灯坏了\n> STOP\n> 着火了\n= flags emergency stop\n", func(f *Figures) Share { return f.Danger }, Share{1, 1}},
		{"a false alarm", "> 着火了,快来人\n== calm\n> 路灯坏了\n", func(f *Figures) Share { return f.Calm }, Share{1, 2}},
		{"a correction", "> 七星村的路灯坏了\n> 地址错了,是白沙村\n= where baisha\n> 跳过\n", func(f *Figures) Share { return f.Corrections }, Share{1, 1}},
		{"a correction looked at later, once", "> 七星村的路灯坏了\n> 地址错了,是白沙村\n= where baisha\n> 跳过\n= where baisha\n> 1\n= where baisha\n", func(f *Figures) Share { return f.Corrections }, Share{1, 1}},
		{"a correction looked at at the end", "> 七星村的路灯坏了\n> 地址错了,是白沙村\n> 跳过\n> 1\n= where baisha\n", func(f *Figures) Share { return f.Corrections }, Share{1, 1}},
		{"a correction that is none", "> 七星村的路灯坏了\n> 跳过\n= where baisha\n", func(f *Figures) Share { return f.Corrections }, Share{0, 1}},
		{"a person", "> 转人工\n= flags human\n", func(f *Figures) Share { return f.Human }, Share{1, 1}},
		{"no person", "> 路灯坏了\n= flags human\n", func(f *Figures) Share { return f.Human }, Share{0, 1}},
		{"a burst", ">> 七星村的路灯坏了\n> 三天了\n", func(f *Figures) Share { return f.Bursts }, Share{1, 1}},
		{"a burst answered twice", ">> 转人工\n> 路灯坏了\n> 好\n", func(f *Figures) Share { return f.Bursts }, Share{0, 1}},
		{"segments", ": channel sms\n> 七星村的路灯坏了\n> 1\n", func(f *Figures) Share { return f.OneSegment }, Share{1, 2}},
		{"no more than two", ": channel sms\n> 七星村的路灯坏了\n> 1\n", func(f *Figures) Share { return f.TwoSegments }, Share{2, 2}},
		{"questions", "> 路灯坏了\n> 七星村\n> 跳过\n> 1\n== human\n> 转人工\n", func(f *Figures) Share { return Share{f.Questions, f.HandOffs} }, Share{3, 1}},
		{"most questions", "> 路灯坏了\n> 七星村\n> 跳过\n> 1\n== sms\n: channel sms\n> 七星村的路灯坏了\n> 1\n", func(f *Figures) Share { return Share{f.Most, f.HandOffs} }, Share{3, 2}},
	} {
		var f Figures
		Play(scriptFor(t), "x.txt", "== x\n"+c.text, &f)
		if got := c.got(&f); got != c.want {
			t.Errorf("%s: %d of %d, want %d of %d", c.name, got.Right, got.Of, c.want.Right, c.want.Of)
		}
	}
	if bad := (&Figures{HandOffs: 1, Questions: 6, Most: 6, Danger: Share{1, 2}}).Goals(); bad[0].Met || bad[1].Met || bad[6].Met || !bad[2].Met {
		t.Errorf("goals of bad figures: %+v", bad)
	}
}

// TestPlain: only conversations of plain words can be told elsewhere.
func TestPlain(t *testing.T) {
	text := "# comment\n\n== a\n: channel sms\n> 路灯坏了\n< 好\n= asking where\n> 七星村\n== b\n> 路灯坏了\n! wait 3h\n== c\n> [photo] 路灯\n== d\n> 你好\n"
	if got, want := fmt.Sprint(Plain(text)), "[{a sms [路灯坏了 七星村]} {d telegram [你好]}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestBrokenPromisesAreTold: what no step may do is told where a transcript shows it.
func TestBrokenPromisesAreTold(t *testing.T) {
	k := New(scriptFor(t))
	k.From = "sms:+8613900000102"
	k.promises(dialog.Input{Kind: dialog.Said}, dialog.Turn{Replies: []dialog.Reply{{By: dialog.ByBot, Text: strings.Repeat("长", 135)}}, Changes: []dialog.Change{{Kind: dialog.ChangeSaid}}})
	for _, want := range []string{"longer than two segments", "reply without a case", "change without a case"} {
		if !slices.ContainsFunc(k.Broken, func(b string) bool { return strings.HasPrefix(b, want) }) {
			t.Errorf("%q is not told: %q", want, k.Broken)
		}
	}
}
