package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
)

// TestKilledAtAnyMoment: under a load of residents the server is killed (kill -9)
// again and again. Whatever was answered with 200 is in the book, in order, once;
// and every reply that the book owes goes out. The last server meets a broken machine as
// well.
//
// FRONTDOOR_TEST_ROUNDS says how many rounds: 8 here, 50 in `make soak`.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	rounds := 8
	if n, err := strconv.Atoi(os.Getenv("FRONTDOOR_TEST_ROUNDS")); err == nil && n > 0 {
		rounds = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, seed))
	h := newHouse(t, "webhook")
	acknowledged := map[int64][]string{} // by chat, in the order of the answers
	var open []pending                   // said, and not answered with 200 before the kill
	for round := range rounds {
		h.start()
		stop := make(chan struct{})
		moment := dice.IntN(64) // killed when so many messages were answered with 200
		now := make(chan struct{})
		answered := 0
		var residents sync.WaitGroup
		var mu sync.Mutex
		say := func(p pending) bool {
			for h.update(bottest.TextUpdate(p.chat*100+p.n, p.n, p.chat, p.text())) != 200 {
				select { // Telegram says it again until it is told 200
				case <-stop:
					mu.Lock()
					open = append(open, p)
					mu.Unlock()
					return false
				case <-time.After(10 * time.Millisecond):
				}
			}
			mu.Lock()
			defer mu.Unlock()
			acknowledged[p.chat] = append(acknowledged[p.chat], p.text())
			if answered++; answered == moment+1 {
				close(now)
			}
			return true
		}
		again := open
		open = nil
		for _, p := range again {
			residents.Go(func() { say(p) })
		}
		for r := range 8 {
			chat := int64(1000 + 10*round + r)
			residents.Go(func() {
				for n := int64(1); n <= 12 && say(pending{chat, n}); n++ {
				}
			})
		}
		select {
		case <-now:
		case <-time.After(time.Minute):
			t.Fatalf("round %d: %d messages were not answered with 200 in a minute\nthe server said:\n%s", round, moment+1, h.out)
		}
		time.Sleep(time.Duration(dice.IntN(1000)) * time.Microsecond) // anywhere between two answers
		h.kill()
		close(stop)
		residents.Wait()
	}
	h.start()
	maps.Copy(acknowledged, breakMachine(t, h))
	checkWords(t, h.feed(), acknowledged)
	h.untilNothingIsOwed(45 * time.Second)
	h.stop()
}

// pending is the n-th message of a chat.
type pending struct{ chat, n int64 }

func (p pending) text() string {
	return fmt.Sprintf("第%d件:%d号门口的路灯不亮", p.n, p.chat)
}

// checkWords holds the feed against what was acknowledged: per chat the same words
// in the same order, each once, and nothing twice.
func checkWords(t *testing.T, feed []event, acknowledged map[int64][]string) {
	t.Helper()
	stored := map[string]int{}
	var order []string
	seq := map[string]int{}
	for _, e := range feed {
		if e.Seq != seq[e.Case]+1 {
			t.Fatalf("event %d of %s follows event %d", e.Seq, e.Case, seq[e.Case])
		}
		seq[e.Case] = e.Seq
		if e.By == "resident" && e.Kind == "said" {
			stored[e.Text]++
			order = append(order, e.Text)
		}
	}
	words := 0
	for chat, texts := range acknowledged {
		last := -1
		for _, text := range texts {
			words++
			if n := stored[text]; n != 1 {
				t.Errorf("chat %d: %q was answered with 200 and is in the book %d times", chat, text, n)
				continue
			}
			at := indexOf(order, text)
			if at < last {
				t.Errorf("chat %d: %q is out of order", chat, text)
			}
			last = at
		}
	}
	for text, n := range stored {
		if n != 1 {
			t.Errorf("%q is in the book %d times", text, n)
		}
	}
	if words == 0 {
		t.Error("nothing was acknowledged in any round: the load did not run")
	}
	t.Logf("%d messages acknowledged, %d in the book", words, len(order))
}

func indexOf(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

// owed are the cases with a message to a resident that has no receipt.
func owed(h *house) []string {
	h.t.Helper()
	cases := map[string]bool{}
	for _, e := range h.feed() {
		cases[e.Case] = true
	}
	return owedIn(h, slices.Collect(maps.Keys(cases)))
}

func owedIn(h *house, cases []string) (waiting []string) {
	h.t.Helper()
	for _, id := range cases {
		if slices.ContainsFunc(h.must("lin", "GET", "/cases/"+id, nil)["thread"].([]any), func(line any) bool {
			return line.(map[string]any)["state"] == "queued"
		}) {
			waiting = append(waiting, id)
		}
	}
	return waiting
}

// untilNothingIsOwed waits until every reply is out. Cases that owed nothing are not asked
// again and again, but all of them once more at the end.
func (h *house) untilNothingIsOwed(d time.Duration) {
	h.t.Helper()
	waiting := owed(h)
	h.until(d, "every owed reply is out", func() bool {
		if waiting = owedIn(h, waiting); len(waiting) == 0 {
			waiting = owed(h)
		}
		return len(waiting) == 0
	})
}
