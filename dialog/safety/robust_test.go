package safety

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// Ways in which the same words reach us; none may lose a danger.
var disguises = map[string]func(string) string{
	"polite beginning": func(s string) string { return "请问一下," + s },
	"greeting":         func(s string) string { return "你好 " + s },
	"thanks after":     func(s string) string { return s + " 谢谢" },
	"english frame":    func(s string) string { return "Hello, " + s + " thank you" },
	"capitals":         strings.ToUpper,
	"full width": func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7f {
				return r + 0xFEE0
			}
			return r
		}, s)
	},
	"line breaks around": func(s string) string { return "\n\n " + s + " \n" },
	"no apostrophes":     func(s string) string { return strings.NewReplacer("'", "", "’", "").Replace(s) },
	"invisible letters": func(s string) string {
		return strings.ReplaceAll(s, "了", "\u200b了\ufeff")
	},
	"shouting": func(s string) string { return s + "!!!!" },
}

func TestDisguised(t *testing.T) {
	names := slices.Sorted(maps.Keys(disguises))
	for n, name := range names {
		change := disguises[name]
		for i, l := range corpus(t, "*.tsv") {
			if l.want == "-" || l.want == "minor" || (i+n)%(3*stride) != 0 { // each line in some of the disguises, in turn
				continue
			}
			if f := Look(change(l.text)); !f.Card {
				t.Errorf("%s: missed %s\n\t%s", name, l.want, change(l.text))
			}
		}
	}
}

// What people say beside a danger without taking it back: a guard that reaches
// too far loses the danger here.
var beside = map[string][]string{
	"zh before": {
		"孩子上课的时候,", "气死我了,", "气死我了 ", "我打电话给物业没人接,", "上周就报过修,没人来,", "我很担心,", "学习压力大,",
		"我在家看电视剧,", "物业说没事,", "以前从来没有这样过,", "去年就反映过电线老化 没人管 ", "你们能不能快点,",
		"不是开玩笑,", "我不知道怎么办,", "可能", "我怀疑", "今天上班的时候", "没人管 ", "不要挂电话 ", "刚开完消防演习,",
		"路灯坏了没人修 ", "我没事,", "我们没打电话 ", "如果方便的话快点来 ", "热死了 ", "听说你们能管,", "不好意思打扰了,",
	},
	"zh after": {
		",怎么办", " 我该怎么办", ",怎么急救", ",可能要出人命", ",你们会不会管", ",以前没有过", " 不知道打什么电话",
		",去年也这样过", ",这不是演习", " 累死了", ",我很害怕", ",没有人来", ",我拍了视频", ",不是开玩笑", " 怎么会这样",
	},
	"en before": {
		"I called 110 already, ", "could you please come, ", "i am so worried, ", "of course nobody listens, ",
		"this is not a joke, ", "Last week I reported the wiring and nobody came, ", "we were watching a movie and ",
		"in class today, ", "what do i do, ", "the traffic is killing me, ", "no one is picking up at the office, ",
		"sorry if this is the wrong number, ", "my boss fired me and ",
	},
	"en after": {
		", what should i do", ", how do i help", ", could you send someone", ", i called but no answer",
		", it happened before too", ", this is real not a drill", ", i have a video", ", last year it was the same",
	},
}

func TestHarmlessWordsBeside(t *testing.T) {
	for i, l := range corpus(t, "*.tsv") {
		if l.want == "-" || l.want == "minor" || i%stride != 0 {
			continue
		}
		lang := "en"
		if strings.ContainsFunc(l.text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			lang = "zh"
		}
		before, after := beside[lang+" before"], beside[lang+" after"]
		for j := i % 5; j < len(before); j += 5 { // each line beside a fifth of the words, in turn
			if !Look(before[j] + l.text).Card {
				t.Errorf("missed %s in %s%s", l.want, before[j], l.text)
			}
		}
		for j := i % 5; j < len(after); j += 5 {
			if !Look(l.text + after[j]).Card {
				t.Errorf("missed %s in %s%s", l.want, l.text, after[j])
			}
		}
	}
}

// A quiet sentence stays quiet in capitals, full width and with thanks after it.
func TestQuietDisguised(t *testing.T) {
	for n, name := range []string{"capitals", "full width", "thanks after", "polite beginning", "no apostrophes"} {
		for i, l := range corpus(t, "*.tsv") {
			if l.want != "-" && l.want != "minor" || (i+n)%stride != 0 {
				continue
			}
			if f := Look(disguises[name](l.text)); f.Card {
				t.Errorf("%s: false alarm %v %q\n\t%s", name, f.Kinds, f.Raw, l.text)
			}
		}
	}
}

// Short words of danger survive when every character is set apart.
func TestSpelledOut(t *testing.T) {
	for _, text := range []string{"不想活了", "我要自杀", "着火了", "煤气泄漏", "救命啊", "他又打我了", "自杀"} {
		for _, mark := range []string{" ", ".", "-", "*", ",", "。", "·"} {
			var parts []string
			for _, r := range text {
				parts = append(parts, string(r))
			}
			if s := strings.Join(parts, mark); len(parts) > 2 && !Look(s).Card {
				t.Errorf("missed %s", s)
			}
		}
	}
	for _, s := range []string{"k i l l m y s e l f", "s-u-i-c-i-d-e", "S.U.I.C.I.D.E"} {
		if !Look(s).Card {
			t.Errorf("missed %s", s)
		}
	}
}

func TestTraditional(t *testing.T) {
	for _, s := range []string{"廚房著火了", "樓上煤氣洩漏", "我爸暈倒了", "電梯裡有人被困", "他拿刀要殺我", "老公經常打我", "沒有我大家會更好", "我媽媽走丟了", "有人觸電了", "後事都安排好了"} {
		if !Look(s).Card {
			t.Errorf("missed %s", s)
		}
	}
	for _, s := range []string{"氣得要死", "沒有著火", "萬一著火怎麼辦", "去年著過火", "新聞裡說有人跳樓", "想死你了"} {
		if f := Look(s); f.Card {
			t.Errorf("false alarm %q in %s", f.Raw, s)
		}
	}
}

// One sentence does not take back another.
func TestSentencesStandAlone(t *testing.T) {
	for _, s := range []string{
		"气死我了。路灯坏了。我家着火了。",
		"没有人受伤。房子塌了,还有人在里面。",
		"去年报过一次路灯。现在煤气漏了。",
		"我没事。我妈晕倒了。",
		"不是演习,真的着火了",
		"This heat is killing me. Also my dad collapsed and isn't breathing.",
		"No one answered my mail. There's a fire in the hallway.",
		"this is not a drill, the kitchen is on fire",
	} {
		if !Look(s).Card {
			t.Errorf("missed %s", s)
		}
	}
}

func TestHint(t *testing.T) {
	for s, want := range map[string]bool{
		"他们昨天打架了": true, "墙有裂缝": true, "怕着火": true, "火已经灭了,着火的是隔壁": true,
		"着火了,现在火灭了": true, "路灯坏了": false, "没人受伤": false, "i feel hopeless": true, "the light is broken": false,
		"昨天工人晕倒了": true, "我最近睡不着,压力太大": true,
	} {
		if f := Look(s); f.Card || f.Hint != want {
			t.Errorf("%s: %+v, want hint %v", s, f, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	for _, s := range []string{"", " ", "!!!", "\xff\xfe", "1", "👍"} {
		if f := Look(s); f.Card || f.Hint || f.Flags != nil {
			t.Errorf("%q: %+v", s, f)
		}
	}
}

func FuzzLook(f *testing.F) {
	for _, l := range corpus(f, "*.tsv") {
		f.Add(l.text)
	}
	f.Add("\xff不\x00想活了\u202e")
	f.Fuzz(func(t *testing.T, text string) {
		got := Look(text)
		if got.Card != (got.Kind != "") || got.Card && (got.Hint || len(got.Kinds) == 0) {
			t.Fatalf("%q: the parts of the finding disagree: %+v", text, got)
		}
		if !strings.Contains(text, got.Raw) {
			t.Fatalf("%q: raw %q is not of the text", text, got.Raw)
		}
		if last := strings.TrimRightFunc(text, unicode.IsSpace); got.Card && last != "" && !Look(text+"\n谢谢").Card {
			t.Fatalf("%q: lost by a word of thanks", text)
		}
	})
}

func BenchmarkLook(b *testing.B) {
	for name, text := range map[string]string{
		"zh60quiet":  "您好,我们七星村村口塘边的路灯从上周三开始就不亮了,晚上老人散步看不清路,麻烦尽快安排人来修一下好吗,电话打过几次没人接,谢谢",
		"zh60danger": "你好我是三单元的住户,刚才楼道里闻到很重的煤气味,楼上的老人敲门也没有人应,我们几个邻居都很担心,请问现在应该找谁来处理一下啊",
		"en60":       "the streetlight near the pond has been off since Wednesday ok",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Look(text)
			}
		})
	}
}
