package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWhatIsPrintedIsFine: what print writes, check accepts, and the conversation takes.
func TestWhatIsPrintedIsFine(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		print []string
		file  string
		check string
		want  string
	}{
		{[]string{"catalog", "print"}, "catalog.yaml", "catalog", "10 categories"},
		{[]string{"places", "print"}, "town.yaml", "places", "罗埠镇"},
		{[]string{"answers", "print"}, "answers.yaml", "answers", "0 answers"},
		{[]string{"phrases", "print", "-lang", "zh"}, "zh.txt", "phrases", "says 0 of"},
		{[]string{"phrases", "print", "-lang", "en"}, "en.txt", "phrases", "says 0 of"},
	} {
		printed := command(t, "", "", c.print...)
		if printed.code != 0 || printed.err != "" {
			t.Fatalf("%v: %+v", c.print, printed)
		}
		file := written(t, folder, c.file, "\ufeff"+printed.out) // as an editor on Windows keeps it
		checked := command(t, "", "", c.check, "check", file)
		if checked.code != 0 || !strings.Contains(checked.out, " is fine: ") || !strings.Contains(checked.out, c.want) {
			t.Errorf("%s: %+v", c.file, checked)
		}
	}
	plain := command(t, "", `{"text":"路灯坏了"}`, "chat", "-json")
	ours := command(t, "", `{"text":"路灯坏了"}`, "chat", "-json", "-catalog", filepath.Join(folder, "catalog.yaml"),
		"-places", filepath.Join(folder, "town.yaml"), "-phrases", folder, "-answers", filepath.Join(folder, "answers.yaml"))
	if ours.out != plain.out || ours.code != 0 {
		t.Errorf("with what is printed the bot speaks otherwise:\n%s\n%s%s", plain.out, ours.out, ours.err)
	}
}

// TestEveryMistakeIsTold: with its line and the reason, all of them at once, and the
// exit code for scripts.
func TestEveryMistakeIsTold(t *testing.T) {
	folder := t.TempDir()
	printed := func(args ...string) string { return command(t, "", "", args...).out }
	for _, c := range []struct {
		name, file, text string
		args             []string
		want             []string
	}{
		{"a catalogue", "c.yaml", strings.NewReplacer("version: 1\n", "verzion: 1\n", "questions: 4\n", "questions: 40\n").Replace(printed("catalog", "print")), []string{"catalog"},
			[]string{`c.yaml:1: version is missing`, `unknown field "verzion"`, "questions must be 1 to 9, not 40", "3 to mend"}},
		{"a town", "t.yaml", strings.NewReplacer("prefix: JH", "prefix: jh", "zone: '+08:00'", "zone: Peking").Replace(printed("places", "print")), []string{"places"},
			[]string{`prefix "jh" is not 1 to 4 capital letters`, `zone "Peking" is not the offset`, "2 to mend"}},
		{"a town whose bot has too long a name", "t.yaml", strings.Replace(printed("places", "print"), "persona_zh: 小兴", "persona_zh: "+strings.Repeat("小兴", 40), 1), []string{"places"},
			[]string{`"greet" is too long for two SMS`, "to mend"}},
		{"sentences", "zh.txt", "thank = 不客气\nhanded = 收到{case}\nthanks = " + strings.Repeat("谢", 140), []string{"phrases"},
			[]string{`zh.txt:1: there is no phrase "thank"`, `zh.txt:2: "handed" lacks {promise}`, "2 to mend"}},
		{"a sentence that is too long", "zh.txt", "# ours\nthanks = " + strings.Repeat("谢", 140), []string{"phrases"},
			[]string{`zh.txt:2: "thanks" is too long for two SMS: 146 of 134`, "1 to mend"}},
		{"a town saved as GB18030", "t.yaml", "version: 1\nzh: \xc2\xde\xb2\xba\xd5\xf2\n", []string{"places"}, []string{"t.yaml:2: this is not UTF-8, perhaps GB18030", "1 to mend"}},
		{"a catalogue with a byte from elsewhere", "c.yaml", printed("catalog", "print") + "# \xff\n", []string{"catalog"}, []string{"this is not UTF-8"}},
		{"answers saved as UTF-16", "a.yaml", "\xff\xfea\x00", []string{"answers"}, []string{"a.yaml:1: the file is UTF-16"}},
		{"sentences saved as GB18030", "zh.txt", "thanks = \xc4\xfa\xba\xc3\n", []string{"phrases"}, []string{"zh.txt:1: this is not UTF-8"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := command(t, "", "", append(c.args, "check", written(t, folder, c.file, c.text))...)
			for _, want := range c.want {
				if got.code != 1 || !strings.Contains(got.out, want) {
					t.Errorf("code %d, want 1 and %q in:\n%s%s", got.code, want, got.out, got.err)
				}
			}
		})
	}
	if got := command(t, "", "", "places", "check", filepath.Join(folder, "none.yaml")); got.code != 1 || !strings.Contains(got.err, "none.yaml") {
		t.Errorf("a file that is missing: %+v", got)
	}
	if got := command(t, "", "", "phrases", "check", written(t, folder, "our.txt", "thanks = 好")); got.code != 1 || !strings.Contains(got.err, "-lang zh") {
		t.Errorf("a file of no language: %+v", got)
	}
}

// TestATownSaysItOtherwise: the folder's sentences are said, the others as built in; a
// mistake is told by check and stops the start.
func TestATownSaysItOtherwise(t *testing.T) {
	folder := t.TempDir()
	written(t, folder, "zh.txt", "# 我们镇的说法\ngreet = 您好,{persona}听着呢,啥事?")
	said := command(t, "", `{"text":"你好"}`+"\n"+`{"text":"谢谢"}`, "chat", "-json", "-phrases", folder)
	if said.code != 0 || !strings.Contains(said.out, "您好,小兴听着呢,啥事?") || !strings.Contains(said.out, "不客气，有事随时说") {
		t.Errorf("the bot says\n%s%s", said.out, said.err)
	}
	book := filepath.Join(t.TempDir(), "book.db")
	if got := command(t, book, "", "check", "-phrases", folder); !strings.Contains(got.out, "The town says 1 Chinese and 0 English sentences") {
		t.Errorf("check: %+v", got)
	}
	written(t, folder, "zh.txt", "greet = 您好,我是{name}")
	written(t, folder, "en.txt", "thanks = Fine ✓")
	for _, args := range [][]string{{"chat", "-json"}, {"serve", "-listen", "127.0.0.1:0"}, {"check"}} {
		use := book
		if args[0] == "chat" {
			use = ""
		}
		got := command(t, use, "", append(args, "-phrases", folder)...)
		if want := `zh.txt:1: "greet" cannot fill in {name}`; got.code != 1 || !strings.Contains(got.out+got.err, want) {
			t.Errorf("%v: code %d, want 1 and %q in:\n%s%s", args, got.code, want, got.out, got.err)
		}
	}
	written(t, folder, "zh.txt", "# nothing of ours")
	if got := command(t, "", "", "chat", "-json", "-phrases", folder); got.code != 1 || !strings.Contains(got.err, `en.txt:1: "thanks" holds "✓"`) {
		t.Errorf("a letter no SMS carries: %+v", got)
	}
	if got := command(t, "", "", "chat", "-json", "-phrases", t.TempDir()); got.code != 1 || !strings.Contains(got.err, "neither zh.txt nor en.txt") {
		t.Errorf("an empty folder: %+v", got)
	}
}

func written(t *testing.T, folder, name, text string) string {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestATownAnswersAtOnce: on every channel, with the way to a person; what nobody has
// checked for a year is told by check.
func TestATownAnswersAtOnce(t *testing.T) {
	const file = "../../dialog/answers/testdata/northfield.yaml"
	for _, c := range []struct {
		channel, choice string
		handedOff       bool
	}{{"telegram", `{"choice":"no"}`, true}, {"web", `{"choice":"yes"}`, false}, {"sms", `{"text":"2"}`, true}} {
		answers := chatted(t, []string{"-channel", c.channel, "-answers", file}, `{"text":"补办身份证要带什么材料"}`, c.choice)
		if len(answers[0].Replies) != 1 || !strings.Contains(answers[0].Replies[0].Text, "带户口本和一张照片") || len(answers[0].Replies[0].Choices) != 2 ||
			answers[0].Asking == nil || *answers[0].Asking != "confirm" || answers[1].HandedOff != c.handedOff {
			t.Errorf("%s: %+v", c.channel, answers)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	today := time.Now().Format(time.DateOnly)
	fresh := written(t, folder, "fresh.yaml", strings.ReplaceAll(string(text), "2026-10-01", today))
	old := written(t, folder, "old.yaml", strings.Replace(strings.ReplaceAll(string(text), "2026-10-01", today), today, "2020-01-01", 1))
	wrong := written(t, folder, "wrong.yaml", strings.Replace(string(text), "category: errand", "category: papers", 1))
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"answers", "check", fresh}, 0, "is fine: 2 answers"},
		{[]string{"answers", "check", old}, 1, `old.yaml:4: answer "idcard_papers" was checked on 2020-01-01, over a year ago: look at sheet at window 3`},
		{[]string{"answers", "check", wrong}, 1, `wrong.yaml:4: answer "idcard_papers" belongs to category "papers"`},
		{[]string{"check", "-answers", fresh}, 1, "The town answers 2 common questions at once."},
		{[]string{"check", "-answers", old}, 1, "checked on 2020-01-01, over a year ago"},
		{[]string{"check", "-answers", wrong}, 1, "The answers cannot be used"},
		{[]string{"chat", "-json", "-answers", wrong}, 1, `belongs to category "papers"`},
	} {
		book := ""
		if c.args[0] == "check" {
			book = emptyBook(t)
		}
		if got := command(t, book, "", c.args...); got.code != c.code || !strings.Contains(got.out+got.err, c.want) {
			t.Errorf("%v: code %d, want %d and %q in:\n%s%s", c.args, got.code, c.code, c.want, got.out, got.err)
		}
	}
}
