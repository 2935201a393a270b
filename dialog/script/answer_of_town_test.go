package script_test

import (
	"os"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/answers"
	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
	"frontdoor/dialog/transcript"
)

// northfield is the script of an invented town that has written answers down.
func northfield(t *testing.T) *script.Script {
	t.Helper()
	w, err := town.Parse("northfield.yaml", file(t, "../town/testdata/northfield.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	sc, err := script.New(nil, w, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sc.Answers, err = answers.Parse("answers.yaml", file(t, "../answers/testdata/northfield.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := sc.Fit(); err != nil {
		t.Fatal(err)
	}
	return sc
}

func TestAnswers(t *testing.T) {
	const name = "../testdata/town2/answers.txt"
	text := string(file(t, name))
	sc := northfield(t)
	if *rewrite {
		out, wrong := transcript.Rewrite(sc, name, text)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		if err := os.WriteFile(name, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, w := range transcript.Play(sc, name, text, nil) {
		t.Error(w)
	}
}

// TestWhatIsAnswered: a table of what holds the words of an answer and must
// not be answered by it, and of what must.
func TestWhatIsAnswered(t *testing.T) {
	sc := northfield(t)
	for _, c := range []struct {
		words string
		want  bool
	}{
		{"补办身份证要带什么", true},
		{"請問補辦身份證要帶什麼材料", true},
		{"大厅周末几点开门呀?", true},
		{"What papers do I need to replace my ID card?", true},
		{"What time does the window open?", true},
		{"大厅门口的路灯几点亮?", false}, // of another kind of matter
		{"补办身份证的材料", false},
		{"窗口几点都不给办,投诉", false},
		{"大厅几点开门?老王欠我5000元", false},
		{"大厅几点开门,我电话13900000122", false},
		{"隔壁张三在大厅打人,几点有人管", false},
		{"身份证丢了,材料也被骗走了怎么办", false},
		{"补办身份证要什么材料,我不想活了", false},
		{"I lost my ID card, why do I still need to bring papers?", false},
		{"The man at the window is rude, when is the hall open?", false},
		{"请问" + strings.Repeat("那个", 20) + "补办身份证要带什么材料", false},
	} {
		k := newTalk(t, sc)
		if _, err := k.Say(c.words); err != nil {
			t.Fatal(err)
		}
		if got := k.State.Asking != nil && k.State.Asking.About == dialog.AboutAnswer; got != c.want {
			t.Errorf("%q is answered: %v, want %v", c.words, got, c.want)
		}
	}
}

// TestWrongAnswersStopTheStart: one of no category of the catalogue, one no SMS carries.
func TestWrongAnswersStopTheStart(t *testing.T) {
	sc := northfield(t)
	for _, c := range []struct{ from, to, want string }{
		{"category: errand", "category: errands", `a.yaml:4: answer "idcard_papers" belongs to category "errands"`},
		{"household book", "household book ✓", `a.yaml:4: answer "idcard_papers" holds "✓", which an English SMS cannot carry`},
	} {
		text := strings.Replace(string(file(t, "../answers/testdata/northfield.yaml")), c.from, c.to, 1)
		all, err := answers.Parse("a.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		own := *sc
		own.Answers = all
		if err := own.Fit(); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
