package casebook

import (
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/classify/corpus"
	"frontdoor/dialog/script"
)

// turn is one turn as the clerk takes it: the state as it is stored, and what comes in.
type turn struct {
	stored []byte
	in     dialog.Input
}

// take reads the state, steps and writes the state.
func (u turn) take(tb testing.TB, sc *script.Script) ([]byte, dialog.Turn) {
	state, err := DecodeState(u.stored)
	if err != nil {
		tb.Fatal(err)
	}
	t := sc.Step(state, u.in)
	stored, err := EncodeState(t.State)
	if err != nil {
		tb.Fatal(err)
	}
	return stored, t
}

// story opens the talks in which a message answers an open question.
const story = "七星村村口的路灯上周三坏了,一直没有人来修"

// turnsOf gives, for Chinese messages of about 60 characters, the three turns they can make:
// told opens a talk and is kept until the teller pauses, read is the pause after it, answer
// says as much when the resident was asked for a phone. The last two are read in full.
func turnsOf(tb testing.TB, sc *script.Script) map[string][]turn {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, sc.Town.Zone)
	said := func(id, words string, at time.Time) dialog.Input {
		return dialog.Input{Kind: dialog.Said, From: "telegram:1001", At: at, ID: id, Text: words, Fresh: "JH-07-00001-9"}
	}
	empty := turn{[]byte(`{"v":1}`), said("m1", story, at)}
	stored, t := empty.take(tb, sc)
	asked, _ := turn{stored, dialog.Input{Kind: dialog.WakeUp, From: empty.in.From, At: t.Wake}}.take(tb, sc)
	turns := map[string][]turn{}
	for _, words := range messages(tb) {
		told := turn{empty.stored, said("m1", words, at)}
		turns["told"] = append(turns["told"], told)
		turns["answer"] = append(turns["answer"], turn{asked, said("m2", words, at.Add(time.Minute))})
		if stored, t := told.take(tb, sc); len(t.State.Burst) > 0 {
			turns["read"] = append(turns["read"], turn{stored, dialog.Input{Kind: dialog.WakeUp, From: told.in.From, At: t.Wake}})
		}
	}
	return turns
}

// messages are lines of the corpus, two or more of one kind of matter put together.
func messages(tb testing.TB) []string {
	files, err := fs.Glob(corpus.Files, "lines_*_zh.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	var all []string
	for _, name := range files {
		if strings.Contains(name, "none") {
			continue
		}
		text, err := fs.ReadFile(corpus.Files, name)
		if err != nil {
			tb.Fatal(err)
		}
		var parts []string
		for line := range strings.Lines(string(text)) {
			if _, words, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] != '#' {
				parts = append(parts, words)
			}
			whole := strings.Join(parts, ",")
			switch n := utf8.RuneCountInString(whole); {
			case n > 65:
				parts = nil
			case n >= 55:
				all, parts = append(all, whole), nil
			}
		}
	}
	return all
}

// BenchmarkTurn measures whole turns, each message once in turn: state read, step, state
// written. An op is 10,000 turns.
func BenchmarkTurn(b *testing.B) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	const many = 10_000
	for name, turns := range turnsOf(b, sc) {
		b.Run(name, func(b *testing.B) {
			took := make([]time.Duration, 0, many)
			sizes := make([]int, 0, many)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n := 0
			for b.Loop() {
				took, sizes = took[:0], sizes[:0]
				for range many {
					start := time.Now()
					stored, _ := turns[n%len(turns)].take(b, sc)
					took, sizes = append(took, time.Since(start)), append(sizes, len(stored))
					n++
				}
			}
			runtime.ReadMemStats(&after)
			slices.Sort(took)
			slices.Sort(sizes)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(took[many/2])/1e3, "µs-p50")
			b.ReportMetric(float64(took[many*99/100])/1e3, "µs-p99")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(n), "allocs/turn")
			b.ReportMetric(float64(sizes[many/2]), "B-state-p50")
			b.ReportMetric(float64(sizes[many*99/100]), "B-state-p99")
			b.ReportMetric(float64(len(turns)), "messages")
		})
	}
}
