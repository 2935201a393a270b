package booktest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Load is a crowd of residents who speak while a test breaks things. Each says
// numbered words, one after the other, and says a word again until it is taken, as
// providers do. What was taken must be in the book afterwards, once and in order.
type Load struct {
	t      testing.TB
	clerks []*casebook.Clerk
	stop   chan struct{}
	crowd  sync.WaitGroup

	mu      sync.Mutex
	taken   map[dialog.Address]int // words acknowledged
	total   int
	refused int
	slowest time.Duration // from the first try of a word until it was taken
}

// StartLoad has residents speak to the books, each by turns: the books are what
// several processes have open.
func StartLoad(t testing.TB, residents int, books ...casebook.Book) *Load {
	l := &Load{t: t, stop: make(chan struct{}), taken: map[dialog.Address]int{}}
	for _, b := range books {
		l.clerks = append(l.clerks, casebook.NewClerk(b, parrot{}, "JH", casebook.Options{}))
	}
	for r := range residents {
		a := dialog.Address(fmt.Sprint("telegram:", 1000+r))
		l.crowd.Go(func() {
			for n := 1; l.say(a, r, n); n++ {
			}
		})
	}
	return l
}

// Clerk is the clerk of a book's process.
func (l *Load) Clerk(process int) *casebook.Clerk { return l.clerks[process] }

// say says one word until it is taken; false when the load is stopped.
func (l *Load) say(a dialog.Address, r, n int) bool {
	began := time.Now()
	for try := 0; ; try++ {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		_, err := l.clerks[(r+n+try)%len(l.clerks)].Handle(ctx, dialog.Input{ID: fmt.Sprint(n), Kind: dialog.Said, From: a, Text: fmt.Sprint(n)})
		cancel()
		if err == nil {
			l.mu.Lock()
			l.taken[a]++
			l.total++
			l.slowest = max(l.slowest, time.Since(began))
			l.mu.Unlock()
		}
		select {
		case <-l.stop:
			return false
		default:
		}
		if err == nil {
			time.Sleep(15 * time.Millisecond) // people pause
			return true
		}
		l.mu.Lock()
		l.refused++
		l.mu.Unlock()
		time.Sleep(20 * time.Millisecond) // a provider tries again
	}
}

// Taken is how many words were acknowledged so far.
func (l *Load) Taken() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.total
}

// Until waits until so many words more are taken: the service works again.
func (l *Load) Until(more int) {
	l.t.Helper()
	want := l.Taken() + more
	for end := time.Now().Add(time.Minute); l.Taken() < want; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			l.t.Fatalf("after a minute %d words are taken, want %d: the service does not recover", l.Taken(), want)
		}
	}
}

// UntilAll waits until so many words more of every resident are taken.
func (l *Load) UntilAll(more int) {
	l.t.Helper()
	l.mu.Lock()
	want := maps.Clone(l.taken)
	l.mu.Unlock()
	waiting := func() (n int) {
		l.mu.Lock()
		defer l.mu.Unlock()
		for a, before := range want {
			if l.taken[a] < before+more {
				n++
			}
		}
		return n
	}
	for end := time.Now().Add(time.Minute); waiting() > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			l.t.Fatalf("after a minute %d residents still wait: the service does not recover", waiting())
		}
	}
}

// Stop ends the load and tells its figures.
func (l *Load) Stop() {
	close(l.stop)
	l.crowd.Wait()
	l.t.Logf("%d words taken, %d refused and said again, the slowest taken after %v", l.total, l.refused, l.slowest.Round(time.Millisecond))
}

// Check holds the book against what was acknowledged, and waits until every reply
// owed is sent. sent are the texts that went out, each "ADDRESS WORDS", in order;
// it may be nil where nobody delivers. It returns how often a reply went out twice.
func (l *Load) Check(book casebook.Book, sent func() []string) (twice int) {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	heard := map[dialog.Address]int{}
	seq := map[dialog.CaseID]int{}
	var replies []string
	for cursor := casebook.Cursor(""); ; {
		events, next, err := book.Since(ctx, cursor, 1000)
		if err != nil {
			if ctx.Err() != nil {
				l.t.Fatalf("read the feed: %v", err)
			}
			time.Sleep(50 * time.Millisecond) // it is still recovering
			continue
		}
		for _, e := range events {
			if e.Seq != seq[e.Case]+1 {
				l.t.Fatalf("case %s: event %d follows event %d", e.Case, e.Seq, seq[e.Case])
			}
			seq[e.Case]++
			switch {
			case e.Kind == dialog.ChangeSaid && e.By == dialog.ByResident:
				heard[e.Address]++
				if e.Text != fmt.Sprint(heard[e.Address]) {
					l.t.Fatalf("%s: word %s is number %d in the book", e.Address, e.Text, heard[e.Address])
				}
			case e.Kind == dialog.ChangeSaid && e.By == dialog.ByBot:
				replies = append(replies, string(e.Address)+" "+e.Text)
			}
		}
		cursor = next
		if len(events) == 0 {
			break
		}
	}
	for a, n := range l.taken {
		if heard[a] < n {
			l.t.Errorf("%s: %d words were acknowledged, %d are in the book", a, n, heard[a])
		}
	}
	if sent == nil {
		return 0
	}
	for {
		out := sent()
		missing := slices.DeleteFunc(slices.Clone(replies), func(r string) bool { return slices.Contains(out, r) })
		if len(missing) == 0 {
			break
		}
		if ctx.Err() != nil {
			l.t.Fatalf("%d replies never went out, the first: %s", len(missing), missing[0])
		}
		time.Sleep(50 * time.Millisecond)
	}
	return l.order(sent())
}

// order wants the replies to each address in order and counts those sent twice.
func (l *Load) order(sent []string) (twice int) {
	l.t.Helper()
	last := map[string]int{}
	seen := map[string]bool{}
	for _, line := range sent {
		if seen[line] {
			twice++
			continue
		}
		seen[line] = true
		to, words, _ := strings.Cut(line, " ")
		var n int
		if _, err := fmt.Sscanf(words, "你说:%d", &n); err != nil {
			continue
		}
		if n < last[to] {
			l.t.Errorf("%s got the reply to word %d after that to word %d", to, n, last[to])
		}
		last[to] = n
	}
	return twice
}
