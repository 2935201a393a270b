package main

import (
	"bufio"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis/redistest"
)

// idleTalk is a talk that was handed over and waits: five messages of the resident.
// closedTalk is one that an agent has carried to its end, the score included.
const (
	idleTalk = `{"text":"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给"}
{"text":"王芳 13900000122"}
{"text":"不是1900是2900"}
{"choice":"yes"}
{"text":"请快一点,谢谢"}`
	closedTalk = idleTalk + `
{"wait":"40m"}
{"agent_do":"claim"}
{"agent":"王女士您好,我是代办员,今天下午去找张三,回来告诉您。"}
{"text":"好的谢谢"}
{"agent":"张三答应明天付2900元,您不用跑。"}
{"wait":"20h"}
{"agent_do":"close","text":"张三已付2900元"}
{"choice":"1"}`
)

// BenchmarkMemory is what one conversation takes of a Redis server's memory, by kind of
// talk: as the server tells it of each key, and as its used_memory grew. Keys are what
// is remembered for seven days, so that nothing is taken in twice.
func BenchmarkMemory(b *testing.B) {
	for _, c := range []struct {
		name, lines string
		status      dialog.Status
	}{{"idle", idleTalk, dialog.Unclaimed}, {"closed", closedTalk, dialog.Resolved}} {
		b.Run(c.name, func(b *testing.B) {
			server := redistest.Start(b, "--appendonly", "no")
			kept, err := bookSettings{Book: "redis://" + server.Addr, RedisWait: "on", keySettings: keySettings{Key: inTheClear}}.openBook(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			defer kept.Close()
			sc, err := script.New(nil, nil, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			talks := 0
			tell := func() {
				talks++
				talk := rehearsal.New(b.Context(), kept, sc, time.Now(), dialog.Address(fmt.Sprint("telegram:", 1000000+talks)))
				for lines := bufio.NewScanner(strings.NewReader(c.lines)); lines.Scan(); {
					if _, err := talk.Line(lines.Bytes()); err != nil {
						b.Fatal(err)
					}
				}
			}
			tell() // scripts, connections and streams are there
			if t, err := kept.Read(b.Context(), "telegram:1000001"); err != nil || len(t.State.Matters) != 1 || t.State.Matters[0].Status != c.status {
				b.Fatalf("the talk is not %s: %+v, %v", c.status, t.State.Matters, err)
			}
			before := usedMemory(b, server)
			first := talks
			for range 300 {
				tell()
			}
			for b.Loop() {
				tell()
			}
			used := usedMemory(b, server) - before
			weights := map[casebook.WeightKind]int64{}
			var all int64
			if err := kept.Weigh(b.Context(), 1, func(w casebook.Weight) { weights[w.Kind] += w.Bytes; all += w.Bytes }); err != nil {
				b.Fatal(err)
			}
			each := func(n int64) float64 { return float64(n) / float64(talks) }
			b.ReportMetric(each(all), "B/talk")
			b.ReportMetric(each(all-weights[casebook.WeighKeys]), "B/talk-after-7-days")
			b.ReportMetric(each(weights[casebook.WeighTalk]), "B/state")
			b.ReportMetric(each(weights[casebook.WeighCase]), "B/events")
			b.ReportMetric(each(weights[casebook.WeighKeys]), "B/keys")
			b.ReportMetric(each(weights[casebook.WeighRest]), "B/order")
			b.ReportMetric(float64(used)/float64(talks-first), "B/used_memory")
		})
	}
}

var usedLine = regexp.MustCompile(`used_memory:(\d+)`)

func usedMemory(tb testing.TB, s *redistest.Server) int {
	tb.Helper()
	found := usedLine.FindStringSubmatch(fmt.Sprint(s.Do("INFO", "memory")))
	if found == nil {
		tb.Fatal("the server does not tell its memory")
	}
	n, _ := strconv.Atoi(found[1])
	return n
}

// BenchmarkMove is a book of 3,000 events carried from a file into Redis, looked
// through before and compared afterwards.
func BenchmarkMove(b *testing.B) {
	file, server := filepath.Join(b.TempDir(), "book.db"), redistest.Start(b)
	const talks, events = 100, 30
	fillBook(b, file, talks, events)
	from := openHere(b, "sqlite:"+file)
	quiet, n := func(int) {}, 0
	for b.Loop() {
		n++
		to := openHere(b, fmt.Sprintf("redis://%s?book=move%d", server.Addr, n), inTheClear)
		_, err := casebook.Inspect(b.Context(), from, to, quiet)
		if err == nil {
			err = casebook.Copy(b.Context(), from, to, quiet)
		}
		troubles, err2 := casebook.Compare(b.Context(), from, to, kindMove, quiet)
		if err := errors.Join(err, err2); err != nil || len(troubles) > 0 {
			b.Fatal(troubles, err)
		}
	}
	b.ReportMetric(float64(n*talks*events)/b.Elapsed().Seconds(), "events/s")
}
