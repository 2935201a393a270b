package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

func TestDeliversInOrderWithReceipts(t *testing.T) {
	x, y := &way{name: "x"}, &way{name: "y"}
	h := newHouse(t, back, x, y)
	var want []string
	for i := range 5 {
		for _, a := range []dialog.Address{"x:1", "x:2", "y:1"} {
			h.hear(a, fmt.Sprint("m", i))
		}
		want = append(want, fmt.Sprintf("m%d sent p-m%d", i, i))
	}
	h.run()
	for _, a := range []dialog.Address{"x:1", "x:2", "y:1"} {
		h.threadIs(a, want...)
	}
	h.hear("x:1", "later")
	h.threadIs("x:1", append(want, "later sent")...)
	for _, w := range []*way{x, y} {
		for _, a := range []string{"x:1", "x:2", "y:1"} {
			var texts []string
			for _, s := range w.got() {
				if text, ok := strings.CutPrefix(s, a+" "); ok {
					texts = append(texts, text)
				}
			}
			if !slices.IsSorted(slices.DeleteFunc(texts, func(s string) bool { return s == "later" })) {
				t.Errorf("%s got %q: out of order", a, texts)
			}
		}
	}
}

func TestWhatHangsBlocksNobodyElse(t *testing.T) {
	x, y := &way{name: "x"}, &way{name: "y"}
	release := make(chan struct{})
	x.do = func(ctx context.Context, m casebook.Outgoing, _ int) error {
		if m.To == "x:hangs" || m.Text == "all" {
			select {
			case <-release:
			case <-ctx.Done():
				return &bot.SendError{Again: true, Reason: "hung"}
			}
		}
		return nil
	}
	h := newHouse(t, back, x, y)
	h.run()
	h.hear("x:hangs", "one")
	h.hear("x:well", "two")
	h.threadIs("x:well", "two sent")
	for i := range 100 { // more than the lane is wide
		h.hear(dialog.Address(fmt.Sprint("x:", i)), "all")
	}
	h.hear("y:1", "three")
	h.threadIs("y:1", "three sent")
	h.threadIs("x:hangs", "one queued")
	close(release)
	h.until("all are out", func() bool { // one whose lease passed meanwhile goes out again
		h.pass(time.Second)
		return len(slices.Compact(slices.Sorted(slices.Values(x.got())))) == 102
	})
}

func TestTroubleIsWaitedOut(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		wait time.Duration
		why  string
	}{
		{"asked to wait", &bot.SendError{Again: true, After: 40 * time.Second, Reason: "wait"}, 40 * time.Second, "wait"},
		{"down", &bot.SendError{Again: true, Reason: "down"}, 375 * time.Millisecond, "down"},
		{"an error of no kind", errors.New("eof"), 375 * time.Millisecond, "an error while sending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := &way{name: "x"}
			x.do = func(_ context.Context, m casebook.Outgoing, try int) error {
				if try == 1 && m.Text == "hello" {
					return c.err
				}
				return nil
			}
			h := newHouse(t, back, x)
			h.hear("x:1", "hello")
			h.hear("x:1", "second")
			h.run()
			h.until("it was put off", func() bool { return strings.Contains(h.thread("x:1")[0], c.why) })
			h.threadIs("x:1", "hello queued", "second queued")
			h.pass(c.wait - 10*time.Millisecond)
			h.looks(3)
			if got := x.got(); len(got) > 0 {
				t.Fatalf("sent before the wait was over: %q", got)
			}
			h.pass(time.Second)
			h.threadIs("x:1", "hello sent", "second sent")
		})
	}
}

func TestGivesUpAfterADayVisibly(t *testing.T) {
	x := &way{name: "x"}
	x.do = func(context.Context, casebook.Outgoing, int) error {
		return &bot.SendError{Again: true, Reason: "down"}
	}
	h := newHouse(t, back, x)
	var settled atomic.Int64
	h.book.OnCommit(func(c casebook.Commit) booktest.Fault {
		settled.Add(int64(len(c.Settled)))
		return booktest.NoFault
	})
	h.hear("x:1", "hello")
	h.run()
	for tries := range int64(100) { // 100 times 15 s: 25 minutes
		h.until("it was put off", func() bool { return settled.Load() > tries })
		h.looks(1) // the commit that was counted is done
		h.pass(15 * time.Second)
	}
	h.threadIs("x:1", "hello queued")
	h.until("it was put off", func() bool { return settled.Load() > 100 })
	h.looks(1)
	h.pass(24 * time.Hour)
	h.threadIs("x:1", "hello failed")
	if line := h.thread("x:1")[0]; !strings.Contains(line, "gave up") || !strings.Contains(line, "down") {
		t.Errorf("the agent reads %q", line)
	}
}

func TestRefusedAndGone(t *testing.T) {
	x := &way{name: "x"}
	var w0 any
	x.do = func(_ context.Context, m casebook.Outgoing, _ int) error {
		switch m.To {
		case "x:bad":
			return &bot.SendError{Reason: "refused"}
		case "x:gone":
			return &bot.SendError{Gone: true, Reason: "blocked"}
		case "x:panic":
			return w0.(error) // of nil
		case "x:late":
			return &bot.SendError{Late: true, Reason: "answered already"}
		}
		return nil
	}
	h := newHouse(t, back, x)
	h.hear("x:bad", "hello")
	h.hear("x:gone", "hello")
	h.hear("x:gone", "again")
	h.hear("x:late", "hello")
	h.hear("x:panic", "hello")
	h.hear("x:panic", "again")
	h.run()
	h.threadIs("x:panic", "hello failed 程序出错，没有发出；请告诉管理员 / sending broke off in the program; please tell an admin",
		"again failed 程序出错，没有发出；请告诉管理员 / sending broke off in the program; please tell an admin")
	h.threadIs("x:late", "hello expired answered already")
	h.threadIs("x:bad", "hello failed refused")
	h.threadIs("x:gone", "hello failed blocked", "again failed blocked")
	for a, want := range map[dialog.Address]bool{"x:bad": false, "x:gone": true} {
		talk, err := h.book.Read(t.Context(), a)
		if err != nil || talk.State.Blocked != want {
			t.Errorf("%s is blocked: %v (%v), want %v", a, talk.State.Blocked, err, want)
		}
	}
}

// TestOurOwnRulesHoldBack: what may not go now waits without keeping anything else
// waiting, and says why; what would then be too old is told at once.
func TestOurOwnRulesHoldBack(t *testing.T) {
	x := &way{name: "x"}
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	morning := start.Add(10 * time.Hour)
	h := newHouse(t, func(text string) []dialog.Reply {
		r := dialog.Reply{Text: text}
		if text == "short-lived" {
			r.UseBy = start.Add(time.Hour)
		}
		return []dialog.Reply{r}
	}, x)
	x.do = func(_ context.Context, m casebook.Outgoing, _ int) error {
		if m.Text != "goes" && h.now().Before(morning) {
			return &bot.SendError{Until: morning, Reason: bot.InWords("晚上", "night")}
		}
		return nil
	}
	for _, text := range []string{"held", "short-lived", "goes", "held too"} {
		h.hear("x:1", text)
	}
	h.run()
	h.threadIs("x:1", "held queued 晚上 / night", "short-lived expired 等到能发时已经过了时效，不发了：晚上 / not sent", "goes sent", "held too queued 晚上 / night")
	h.pass(9 * time.Hour)
	h.looks(3)
	if got := x.got(); len(got) != 1 {
		t.Fatalf("sent before its time: %q", got)
	}
	h.pass(time.Hour)
	h.threadIs("x:1", "held sent", "short-lived expired", "goes sent", "held too sent")
	if got := x.got(); !slices.Equal(got, []string{"x:1 goes", "x:1 held", "x:1 held too"}) {
		t.Errorf("sent %q", got)
	}
}

func TestUseByAndNotBefore(t *testing.T) {
	x := &way{name: "x"}
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	h := newHouse(t, func(text string) []dialog.Reply {
		r := dialog.Reply{Text: text}
		switch text {
		case "late":
			r.UseBy = start.Add(time.Minute)
		case "held":
			r.NotBefore = start.Add(10 * time.Second)
		}
		return []dialog.Reply{r}
	}, x)
	h.hear("x:1", "late")
	h.hear("x:2", "held")
	h.hear("x:2", "free")
	h.pass(time.Minute)
	h.run()
	h.threadIs("x:1", "late expired")
	h.threadIs("x:2", "held sent", "free sent")
	if slices.Contains(x.got(), "x:1 late") {
		t.Error("sent after its use-by")
	}

	x2 := &way{name: "x"}
	h = newHouse(t, func(text string) []dialog.Reply {
		r := dialog.Reply{Text: text}
		if text == "held" {
			r.NotBefore = start.Add(time.Hour)
		}
		return []dialog.Reply{r}
	}, x2)
	h.hear("x:1", "held")
	h.hear("x:1", "free")
	h.run()
	h.threadIs("x:1", "held queued", "free sent")
	h.pass(time.Hour)
	h.threadIs("x:1", "held sent", "free sent")
}

func TestSafetyPassesWhatIsPutOff(t *testing.T) {
	x := &way{name: "x"}
	x.do = func(_ context.Context, m casebook.Outgoing, _ int) error {
		if !m.Safety {
			return &bot.SendError{Again: true, Reason: "down"}
		}
		return nil
	}
	h := newHouse(t, func(text string) []dialog.Reply { return []dialog.Reply{{Text: text, Safety: text == "119"}} }, x)
	for _, a := range []dialog.Address{"x:1", "x:2", "x:3", "x:4"} { // enough to close the lane
		h.hear(a, "hello")
	}
	h.run()
	for _, a := range []dialog.Address{"x:1", "x:2", "x:3"} {
		h.until("it was put off", func() bool { return strings.Contains(h.thread(a)[0], "down") })
	}
	h.hear("x:1", "119")
	h.threadIs("x:1", "hello queued", "119 sent")
}

// A receipt that the book does not take must not send the message once more: not
// within the lease, not after it, not when it was stored and reported as failed.
func TestLostReceiptSendsNothingTwice(t *testing.T) {
	isReceipt := func(c casebook.Commit) bool { return len(c.Settled) > 0 }
	for _, c := range []struct {
		name  string
		fault booktest.Fault
		times int
	}{
		{"not stored for a moment", booktest.BeforeCommit, 5},
		{"not stored for longer than the lease", booktest.BeforeCommit, 40},
		{"stored and reported as failed", booktest.AfterCommit, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := &way{name: "x"}
			h := newHouse(t, back, x)
			h.d.Hold, h.d.Timeout = 700*time.Millisecond, 100*time.Millisecond
			left, mu := c.times, sync.Mutex{}
			h.book.OnCommit(func(commit casebook.Commit) booktest.Fault {
				mu.Lock()
				defer mu.Unlock()
				if isReceipt(commit) && left > 0 {
					left--
					h.pass(time.Second) // for the book, the lease runs out while the receipt is tried
					return c.fault
				}
				return booktest.NoFault
			})
			h.hear("x:1", "hello")
			h.run()
			h.threadIs("x:1", "hello sent p-hello")
			h.hear("x:1", "next")
			h.pass(time.Minute)
			h.threadIs("x:1", "hello sent", "next sent")
			if got := x.got(); len(got) != 2 {
				t.Errorf("sent %q", got)
			}
		})
	}
}

func TestEndFinishesWhatItBegan(t *testing.T) {
	x := &way{name: "x"}
	begun, release := make(chan struct{}), make(chan struct{})
	x.do = func(ctx context.Context, _ casebook.Outgoing, _ int) error {
		close(begun)
		<-release
		return ctx.Err()
	}
	h := newHouse(t, back, x)
	h.hear("x:1", "hello")
	end, wait := h.run()
	<-begun
	end()
	close(release)
	wait()
	h.threadIs("x:1", "hello sent p-hello")
}

// A clock that jumps forward by a day while a message is being sent makes its lease run out:
// it is sent once all the same. One that goes back sends nothing again either.
func TestClockJumpsWhileSending(t *testing.T) {
	for _, jump := range []time.Duration{24 * time.Hour, -time.Hour} {
		x := &way{name: "x"}
		begun, release := make(chan struct{}, 9), make(chan struct{})
		x.do = func(context.Context, casebook.Outgoing, int) error {
			begun <- struct{}{}
			<-release
			return nil
		}
		h := newHouse(t, back, x)
		h.d.Hold, h.d.Timeout = time.Second, 500*time.Millisecond
		h.hear("x:1", "hello")
		h.run()
		<-begun
		h.pass(jump)
		h.looks(5)
		close(release)
		h.threadIs("x:1", "hello sent p-hello")
		h.pass(2 * time.Second) // a lease that was given out meanwhile runs out
		h.hear("x:1", "next")
		h.threadIs("x:1", "hello sent", "next sent")
		if got := x.got(); len(got) != 2 {
			t.Errorf("over a jump of %s: sent %q", jump, got)
		}
	}
}

// What a killed process had leased comes back by time passing.
func TestTakesOverFromTheDead(t *testing.T) {
	x := &way{name: "x"}
	h := newHouse(t, back, x)
	h.hear("x:1", "hello")
	if dues, err := h.book.Lease(t.Context(), casebook.DueMessage, h.now(), 12*time.Second, 10); err != nil || len(dues) != 1 {
		t.Fatalf("leased %d (%v)", len(dues), err)
	}
	h.run()
	h.looks(3)
	if got := x.got(); len(got) > 0 {
		t.Fatalf("sent what another holds: %q", got)
	}
	h.pass(13 * time.Second)
	h.threadIs("x:1", "hello sent")
}

func TestSwitchedOffChannelIsTold(t *testing.T) {
	h := newHouse(t, back)
	h.hear("x:1", "hello")
	h.run()
	h.until("the agent is told", func() bool { return strings.Contains(h.thread("x:1")[0], "switched off") })
	h.threadIs("x:1", "hello queued")
}

// BenchmarkDeliver is one owed message from the lease to its stored receipt, many
// addresses at once, over a channel that takes it at once.
func BenchmarkDeliver(b *testing.B) {
	x := &way{name: "x"}
	h := newHouse(b, back, x)
	for i := range b.N {
		h.hear(dialog.Address(fmt.Sprint("x:", i%500)), "hello")
	}
	b.ResetTimer()
	h.run()
	h.until("all are out", func() bool { h.pass(time.Millisecond); return len(x.got()) >= b.N })
}
