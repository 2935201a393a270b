package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/cmd/frontdoor/rehearsal"
)

// ran is what a command did.
type ran struct {
	code     int
	out, err string
}

// command runs a command line inside the test, with nothing set in the environment
// but a book of its own.
func command(t *testing.T, book, stdin string, args ...string) ran {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{ctx: t.Context(), stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs}
	if book != "" {
		args = append(args, "-book", "sqlite:"+book)
	}
	return ran{p.run(args), out.String(), errs.String()}
}

// emptyBook is a book in which nothing ever happened.
func emptyBook(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "book.db")
	b, err := bookSettings{Book: "sqlite:" + file}.openBook(t.Context())
	must(t, err)
	must(t, b.Close())
	return file
}

func TestHelpTeaches(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "frontdoor demo"},
		{[]string{"-h"}, "serve"},
		{[]string{"serve", "-h"}, "FRONTDOOR_TELEGRAM_TOKEN"},
		{[]string{"chat", "-h"}, `{"wait":"26h"}`},
		{[]string{"classify", "-h"}, `"top"`},
		{[]string{"agent", "add", "-h"}, "-password-stdin"},
		{[]string{"catalog", "-h"}, "frontdoor catalog print > catalog.yaml"},
		{[]string{"places", "check", "-h"}, "line and the reason"},
		{[]string{"phrases", "-h"}, "FRONTDOOR_PHRASES=our frontdoor serve"},
		{[]string{"chat", "-h"}, "frontdoor chat -catalog catalog.yaml -category labour"},
		{[]string{"answers", "-h"}, "FRONTDOOR_ANSWERS=answers.yaml frontdoor serve"},
		{[]string{"eval", "-h"}, "frontdoor eval our/transcripts -places town.yaml"},
		{[]string{"check", "-h"}, "Changes nothing"},
		{[]string{"move", "-h"}, "frontdoor move -from sqlite:frontdoor.db -to redis://10.0.0.5:6379"},
		{[]string{"book", "stats", "-h"}, "frontdoor book stats -book redis://10.0.0.5:6379 -sample 20"},
		{[]string{"bench", "-h"}, "how long a provider waits for its 200"},
	} {
		got := command(t, "", "", c.args...)
		if got.code != 0 || !strings.Contains(got.out+got.err, c.want) {
			t.Errorf("frontdoor %v: code %d, want 0 and %q in:\n%s%s", c.args, got.code, c.want, got.out, got.err)
		}
	}
}

func TestWrongCommandLinesSayWhatToDo(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "broken.yaml")
	if err := os.WriteFile(file, []byte("categories: 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, stdin string
		book        bool
		args        []string
		code        int
		want        string
	}{
		{"no such command", "", false, []string{"open"}, 2, "frontdoor -h"},
		{"no login", "", true, []string{"agent", "add", "-name", "吴姐", "-role", "agent"}, 2, "--login"},
		{"a role that is none", "", true, []string{"agent", "add", "-login", "wu", "-name", "吴姐", "-role", "boss"}, 1, "agent, supervisor and admin"},
		{"a login that cannot be", "", true, []string{"agent", "add", "-login", "吴", "-name", "吴姐", "-role", "agent"}, 1, "2 to 32"},
		{"a short password", "abc\n", true, []string{"agent", "add", "-login", "wu", "-name", "吴姐", "-role", "agent", "-password-stdin"}, 1, "8"},
		{"an empty password", "\n", true, []string{"agent", "passwd", "-login", "wu", "-password-stdin"}, 1, "empty"},
		{"nobody of that name", "", true, []string{"agent", "passwd", "-login", "nobody"}, 1, "agent list"},
		{"a token for whom", "", true, []string{"token"}, 1, "-scope open311"},
		{"a key of nothing", "", true, []string{"token", "add", "-scope", "all", "-name", "fms"}, 1, "scope"},
		{"a key of nobody", "", true, []string{"token", "add", "-scope", "open311", "-name", "F M S"}, 1, "program's name"},
		{"taking a key nobody has", "", true, []string{"token", "remove", "-name", "fms"}, 1, "token list"},
		{"a token for nobody", "", true, []string{"token", "-agent", "nobody"}, 1, "agent list"},
		{"a book that is none", "", false, []string{"agent", "list", "-book", "postgres://x"}, 1, "sqlite:frontdoor.db"},
		{"a catalogue with a mistake", "", false, []string{"chat", "-json", "-catalog", file}, 1, "broken.yaml"},
		{"a town file that is missing", "", false, []string{"chat", "-json", "-places", filepath.Join(folder, "none.yaml")}, 1, "none.yaml"},
		{"a moment that is none", "", false, []string{"chat", "-json", "-now", "yesterday"}, 1, "2026-11-23T10:00:00+08:00"},
		{"an address that is none", "", false, []string{"chat", "-json", "-from", "fax:1"}, 1, "telegram:1001"},
		{"webhook without a secret", "", true, []string{"serve", "-telegram-token", "1:x", "-telegram-mode", "webhook"}, 1, "FRONTDOOR_TELEGRAM_SECRET"},
		{"half of the SMS settings", "", true, []string{"serve", "-twilio-sid", "AC1"}, 1, "FRONTDOOR_TWILIO_FROM"},
		{"a public address that is none", "", true, []string{"serve", "-public-url", "door"}, 1, "https://"},
		{"a bench without residents", "", false, []string{"bench", "-residents", "0"}, 1, "1 or more"},
		{"the bench's server for real providers", "", true, []string{"bench-serve"}, 1, "use serve"},
		{"an address that is no address", "", true, []string{"serve", "-listen", "nonsense"}, 1, "127.0.0.1:8080"},
		{"an address that cannot be listened on", "", true, []string{"serve", "-listen", "127.0.0.1:99999"}, 1, "FRONTDOOR_LISTEN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := ""
			if c.book {
				book = emptyBook(t)
			}
			got := command(t, book, c.stdin, c.args...)
			if got.code != c.code || !strings.Contains(got.err, c.want) {
				t.Errorf("code %d, want %d and %q in:\n%s", got.code, c.code, c.want, got.err)
			}
			if strings.Contains(got.err, "panic") {
				t.Errorf("it panics:\n%s", got.err)
			}
		})
	}
}

// TestNoBookIsMadeByMistake: who names a book that is not there is told so, and finds no
// empty one afterwards; but one who adds an agent begins it.
func TestNoBookIsMadeByMistake(t *testing.T) {
	for _, args := range [][]string{
		{"agent", "list"}, {"agent", "passwd", "-login", "wu"}, {"agent", "set", "-login", "wu"}, {"token", "list"}, {"audit", "list"}, {"audit", "verify"},
		{"hook", "list"}, {"report"}, {"keys", "rotate"}, {"book", "stats"}, {"classify", "beside"}, {"classify", "review", "-own", "none.tsv"},
	} {
		book := filepath.Join(t.TempDir(), "bok.db")
		if got := command(t, book, "", args...); got.code != 1 || !strings.Contains(got.err, "there is no book yet: the file "+book) {
			t.Errorf("%v: %+v", args, got)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(book), "*")); len(left) > 0 { // an error is of a wrong pattern only
			t.Errorf("%v left %v behind", args, left)
		}
	}
}

func TestAgentsAndTokens(t *testing.T) {
	book := filepath.Join(t.TempDir(), "book.db")
	added := command(t, book, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "admin")
	if added.code != 0 || !strings.Contains(added.out, "Password, shown only now:") {
		t.Fatalf("adding without a password: %+v", added)
	}
	if again := command(t, book, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "agent"); again.code != 1 || !strings.Contains(again.err, "taken") {
		t.Errorf("adding twice: %+v", again)
	}
	quiet := command(t, book, "a good long password\n", "agent", "add", "-login", "lin", "-name", "林", "-role", "agent", "-password-stdin")
	if quiet.code != 0 || strings.Contains(quiet.out, "password") {
		t.Errorf("a password from standard input must not be shown: %+v", quiet)
	}
	if list := command(t, book, "", "agent", "list"); !strings.Contains(list.out, "wu") || !strings.Contains(list.out, "admin") || !strings.Contains(list.out, "林") {
		t.Errorf("the list: %+v", list)
	}
	token := command(t, book, "", "token", "-agent", "wu")
	if token.code != 0 || len(strings.Fields(token.out)) != 1 || strings.Count(token.out, "\n") != 1 {
		t.Errorf("the token is not alone on stdout: %q", token.out)
	}
	if key := command(t, book, "", "token", "add", "-scope", "open311", "-name", "fms"); key.code != 0 || !strings.HasPrefix(key.out, "fk_") || strings.Count(key.out, "\n") != 1 {
		t.Errorf("the key: %+v", key)
	}
	if list := command(t, book, "", "token", "list"); !strings.HasPrefix(list.out, "open311  fms  ") || strings.Contains(list.out, "fk_") {
		t.Errorf("the keys: %+v", list)
	}
	if gone := command(t, book, "", "token", "remove", "-name", "fms"); gone.code != 0 || strings.Contains(command(t, book, "", "token", "list").out, "fms") {
		t.Errorf("taking keys away: %+v", gone)
	}
}

func TestClassifyAnswersEachLineOnce(t *testing.T) {
	in := "路灯坏了\n{\"text\":\"老板拖欠工资三个月不发\"}\n\n{\"text\":\n{\"words\":\"x\"}\n有人不想活了\n"
	got := command(t, "", in, "classify")
	lines := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
	if got.code != 0 || len(lines) != 6 {
		t.Fatalf("%d answers for 6 lines (code %d):\n%s", len(lines), got.code, got.out)
	}
	var answers [6]struct {
		Category string
		Top      []struct {
			Category string
			P        float64
		}
		Flags []string
		Error string
	}
	for i, l := range lines {
		if err := json.Unmarshal([]byte(l), &answers[i]); err != nil {
			t.Fatalf("answer %d is no JSON: %v", i+1, err)
		}
	}
	if answers[0].Category != "facilities" || answers[1].Category != "labour" {
		t.Errorf("categories %q and %q, want facilities and labour", answers[0].Category, answers[1].Category)
	}
	if answers[2].Category != "none" {
		t.Errorf("an empty line is %q, want none", answers[2].Category)
	}
	if answers[3].Error == "" || answers[4].Error == "" {
		t.Errorf("broken objects were not refused: %+v %+v", answers[3], answers[4])
	}
	if len(answers[5].Flags) != 1 || answers[5].Flags[0] != "suicide_risk" {
		t.Errorf("flags %v, want suicide_risk", answers[5].Flags)
	}
	if len(answers[0].Top) != 10 || answers[0].Top[0].P < answers[0].Top[9].P {
		t.Errorf("top does not hold all ten, best first: %+v", answers[0].Top)
	}
}

func TestChatAnswersEachLineOnceAndTheSameAgain(t *testing.T) {
	in := strings.Join([]string{
		`{"text":"七星村村口的路灯坏了","id":"a"}`,
		`{"text":"七星村村口的路灯坏了","id":"a"}`,
		`not json`,
		`{}`,
		`{"text":"a","wait":"1h"}`,
		`{"wait":"soon"}`,
		`{"from":"fax:1","text":"x"}`,
		`{"text":"跳过"}`,
		`{"choice":"1"}`,
		`{"agent":"明天去修"}`,
		`{"agent_do":"close","text":"修好了"}`,
	}, "\n")
	first := command(t, "", in, "chat", "-json")
	if second := command(t, "", in, "chat", "-json"); second.out != first.out {
		t.Error("the same lines were answered otherwise the second time")
	}
	var answers []rehearsal.Answer
	var errors []string
	for line := range strings.Lines(first.out) {
		var a struct {
			rehearsal.Answer
			Error string `json:"error"`
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		answers, errors = append(answers, a.Answer), append(errors, a.Error)
	}
	if len(answers) != 11 {
		t.Fatalf("%d answers for 11 lines", len(answers))
	}
	if len(answers[0].Replies) == 0 || len(answers[1].Replies) != 0 {
		t.Errorf("replies %d, then for the redelivery %d; want some, then none", len(answers[0].Replies), len(answers[1].Replies))
	}
	for i := 2; i <= 6; i++ {
		if errors[i] == "" {
			t.Errorf("line %d was not refused", i+1)
		}
	}
	if a := answers[8]; !a.HandedOff || a.Case == nil || a.Cases != 1 {
		t.Errorf("after the yes: handed off %v, %d cases", a.HandedOff, a.Cases)
	}
	if a := answers[9]; len(a.Replies) != 1 || a.Replies[0].By != "agent" || !a.Silent {
		t.Errorf("the agent's words: %+v", a)
	}
	if a := answers[10]; a.Asking == nil || *a.Asking != "score" {
		t.Errorf("after closing the score is not asked: %+v", a)
	}
}

// TestChatTakesIDsAsProvidersWriteThem: strings, and numbers as Telegram's are.
func TestChatTakesIDsAsProvidersWriteThem(t *testing.T) {
	for in, wantError := range map[string]bool{
		`{"text":"路灯坏了","id":7}` + "\n" + `{"text":"路灯坏了","id":"7"}`: false,
		`{"text":"路灯坏了","id":null}`:                                  false,
		`{"text":"路灯坏了","id":true}`:                                  true,
		`{"text":"路灯坏了","id":{}}`:                                    true,
		`{"have":{"no":"X","status":"lost"}}`:                        true,
	} {
		out := command(t, "", in, "chat", "-json").out
		if strings.Contains(out, `"error"`) != wantError {
			t.Errorf("%s: %s", in, out)
		}
		if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) == 2 && !strings.Contains(lines[1], `"replies":[]`) {
			t.Errorf("the same id as a number and as a string is answered twice: %s", lines[1])
		}
	}
}

// chatted are the answers of chat -json to some lines.
func chatted(t *testing.T, flags []string, lines ...string) []rehearsal.Answer {
	t.Helper()
	got := command(t, "", strings.Join(lines, "\n"), append([]string{"chat", "-json"}, flags...)...)
	var answers []rehearsal.Answer
	for line := range strings.Lines(got.out) {
		var a rehearsal.Answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		answers = append(answers, a)
	}
	if got.code != 0 || len(answers) != len(lines) {
		t.Fatalf("%d answers to %d lines: %s%s", len(answers), len(lines), got.out, got.err)
	}
	return answers
}

// TestChatFilesAnonymously: the line that files shows the case and its code; later
// lines know nothing of it, and the code brings what waits there.
func TestChatFilesAnonymously(t *testing.T) {
	ask := func(lines ...string) []rehearsal.Answer { return chatted(t, nil, lines...) }
	told := []string{`{"text":"东竹村村主任把低保给了他亲戚,要匿名举报"}`, `{"text":"1"}`}
	answers := ask(told...)
	a := answers[1]
	if a.Link == nil || !a.HandedOff || a.Case == nil || a.Cases != 1 || a.Category == nil || *a.Category != "village" ||
		a.Facts["where"].Value == nil || len(a.Flags) != 1 || a.Flags[0] != "anonymous" {
		t.Fatalf("the line that files: %+v", a)
	}
	code := *a.Link
	answers = ask(append(told, `{"text":"进度"}`, `{"text":"`+code+`"}`)...)
	if a := answers[2]; a.HandedOff || a.Cases != 0 || a.Link != nil || len(a.Facts) != 0 {
		t.Errorf("afterwards the talk knows of it: %+v", a)
	}
	if a := answers[3]; len(a.Replies) != 1 || !strings.Contains(a.Replies[0].Text, *answers[1].Case) {
		t.Errorf("the code brings %+v", a.Replies)
	}
}

// TestChatOfOneCategory: the category is known before the first word; what may be asked
// is shown in the terminal, and an unknown key tells the keys.
func TestChatOfOneCategory(t *testing.T) {
	plain := command(t, "", `{"text":"有个事要说,挺麻烦的"}`, "chat", "-json")
	known := command(t, "", `{"text":"有个事要说,挺麻烦的"}`, "chat", "-json", "-category", "counselling", "-channel", "sms")
	var a rehearsal.Answer
	if err := json.Unmarshal([]byte(known.out), &a); err != nil || known.code != 0 {
		t.Fatalf("%v: %+v", err, known)
	}
	if a.Category == nil || *a.Category != "counselling" || a.HandedOff || a.Cases != 0 || strings.Contains(plain.out, `"category":"counselling"`) {
		t.Errorf("with the category known: %s\nwithout: %s", known.out, plain.out)
	}
	shown := command(t, "", "老板三个月不发工资\n\n", "chat", "-category", "labour")
	for _, want := range []string{
		"labour, 工资工伤与劳动维权: what may be asked", "who (string, asked: the hand-off waits for it)  单位或老板叫什么？",
		"only if the words hint at harm", "urgent if people is 10 or more", "phone (phone, asked with the name, on chat only)", "amount (money, taken when told)",
		"only agents ask: kind, ", "(1/2)单位或老板叫什么？",
	} {
		if shown.code != 0 || !strings.Contains(shown.out, want) {
			t.Errorf("%q is not in:\n%s%s", want, shown.out, shown.err)
		}
	}
	if got := command(t, "", "", "chat", "-category", "labor"); got.code != 1 || !strings.Contains(got.err, "labour (工资工伤)") || !strings.Contains(got.err, "village") {
		t.Errorf("an unknown category: %+v", got)
	}
}
