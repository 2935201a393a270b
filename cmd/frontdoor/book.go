package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// bookCommand looks at a whole book.
type bookCommand struct {
	Stats bookStatsCommand `cmd:"" help:"Count what the book holds and weigh it: bytes for each conversation and each case."`
}

// bookStatsCommand says what a book holds and what room it takes.
type bookStatsCommand struct {
	bookSettings
	Sample  int `default:"1" placeholder:"N" help:"On Redis weigh one key in N, to spare a busy server; everything is counted all the same."`
	Largest int `default:"5" placeholder:"N" help:"How many of the largest cases to name; ${default} when not set."`
}

func (*bookStatsCommand) Help() string {
	return `Reads only, and may run while the book is served:
  frontdoor book stats
  frontdoor book stats -book redis://10.0.0.5:6379 -sample 20

On Redis bytes are the server's memory (MEMORY USAGE) for each key; on SQLite the lengths of what is stored, with the rest of
the file told as such. Only numbers are shown, no words and no addresses.`
}

func (c *bookStatsCommand) Run(p *program) error {
	return c.withBook(p, func(b book) error {
		cases, err := c.cases(p, b)
		if err != nil {
			return err
		}
		t, err := tally(p.ctx, p, b, c.Sample, cases)
		if err != nil {
			return err
		}
		return t.print(p.stdout, c.bookName(), c.Largest)
	})
}

// cases folds every case, as the inbox does.
func (c *bookStatsCommand) cases(p *program, b book) (map[dialog.CaseID]*casebook.Case, error) {
	cases, read := map[dialog.CaseID]*casebook.Case{}, 0
	show := p.newProgress("Reading events", 0)
	defer show.end()
	for after := casebook.Cursor(""); ; {
		events, next, err := b.Since(p.ctx, after, 1000)
		if err != nil || len(events) == 0 {
			return cases, err
		}
		for _, e := range events {
			if cases[e.Case] == nil {
				cases[e.Case] = &casebook.Case{}
			}
			cases[e.Case].Apply(e)
		}
		read, after = read+len(events), next
		show.at(read)
	}
}

// heap is how much of one kind there is.
type heap struct{ kept, things, weighed, bytes int }

func (h *heap) add(w casebook.Weight) {
	h.kept++
	h.things += w.Things
	if w.Weighed {
		h.weighed++
		h.bytes += int(w.Bytes)
	}
}

// each is the mean of what was weighed; all the bytes of everything at that mean.
func (h *heap) each() int { return h.bytes / max(1, h.weighed) }
func (h *heap) all() int {
	return int(float64(h.bytes) * float64(h.kept) / float64(max(1, h.weighed)))
}

// tallied is a book counted and weighed.
type tallied struct {
	heaps   map[string]*heap
	cases   []caseWeight
	sampled bool
}

type caseWeight struct {
	id            dialog.CaseID
	state         string
	events, bytes int
}

// The lines of the table, in order.
const (
	lineTalks   = "conversations"
	lineBegun   = "cases begun, not handed over"
	lineOpen    = "cases open"
	lineClosed  = "cases closed"
	lineKeys    = "message keys and commits remembered"
	lineQueues  = "addresses with messages waiting"
	lineLetters = "letters waiting"
	lineShelf   = "shelf (agents, sessions, tokens …)"
	lineRest    = "the rest (order of events, indexes, free room)"
)

func lineOf(w casebook.Weight, cases map[dialog.CaseID]*casebook.Case) string {
	switch w.Kind {
	case casebook.WeighTalk:
		return lineTalks
	case casebook.WeighCase:
		switch c := cases[w.Case]; {
		case c == nil || c.Status == dialog.Collecting:
			return lineBegun
		case c.Status == dialog.Resolved:
			return lineClosed
		}
		return lineOpen
	case casebook.WeighKeys:
		return lineKeys
	case casebook.WeighQueue:
		return lineQueues
	case casebook.WeighLetter:
		return lineLetters
	case casebook.WeighShelf:
		return lineShelf
	}
	return lineRest
}

func tally(ctx context.Context, p *program, b book, oneIn int, cases map[dialog.CaseID]*casebook.Case) (*tallied, error) {
	t := &tallied{heaps: map[string]*heap{}}
	show, seen := p.newProgress("Weighing", 0), 0
	defer show.end()
	err := b.Weigh(ctx, oneIn, func(w casebook.Weight) {
		line := lineOf(w, cases)
		if t.heaps[line] == nil {
			t.heaps[line] = &heap{}
		}
		t.heaps[line].add(w)
		t.sampled = t.sampled || !w.Weighed
		if w.Kind == casebook.WeighCase && w.Weighed {
			t.cases = append(t.cases, caseWeight{w.Case, line, w.Things, int(w.Bytes)})
		}
		seen++
		show.at(seen)
	})
	slices.SortFunc(t.cases, func(a, b caseWeight) int {
		return cmp.Or(cmp.Compare(b.bytes, a.bytes), cmp.Compare(a.id, b.id))
	})
	return t, err
}

func (t *tallied) print(to io.Writer, name string, largest int) error {
	fmt.Fprintf(to, "The book %s holds\n", name)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "\tcount\tbytes\tbytes each\t\n")
	total := 0
	of := func(line string) *heap {
		if h := t.heaps[line]; h != nil {
			return h
		}
		return &heap{}
	}
	for _, line := range []string{lineTalks, lineBegun, lineOpen, lineClosed, lineKeys, lineQueues, lineLetters, lineShelf, lineRest} {
		h := of(line)
		total += h.all()
		switch {
		case h.kept > 0 && h.weighed == 0: // the sample passed all of them over
			fmt.Fprintf(w, "%s\t%d\t?\t?\t\n", line, h.kept)
		case line == lineRest:
			fmt.Fprintf(w, "%s\t\t%d\t\t\n", line, h.all())
		case line == lineKeys || line == lineLetters || line == lineShelf: // one weight may hold many of them
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t\n", line, h.things, h.all(), h.all()/max(1, h.things))
		default:
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t\n", line, h.kept, h.all(), h.each())
		}
	}
	fmt.Fprintf(w, "in all\t\t%d\t\t\n", total)
	if err := w.Flush(); err != nil {
		return err
	}
	events := of(lineBegun).things + of(lineOpen).things + of(lineClosed).things
	fmt.Fprintf(to, "%d events in the cases; %d messages waiting.\n", events, of(lineQueues).things)
	if n := of(lineTalks).kept; n > 0 {
		fmt.Fprintf(to, "All together divided by the conversations: %d bytes each.\n", total/n)
	}
	if t.sampled {
		fmt.Fprintln(to, "Not everything was weighed (-sample); bytes are reckoned from what was, and the largest cases are of those.")
	}
	for i, c := range t.cases[:min(max(0, largest), len(t.cases))] {
		if i == 0 {
			fmt.Fprintln(to, "The largest cases:")
		}
		fmt.Fprintf(to, "  %s  %s  %d events  %d bytes\n", c.id, c.state, c.events, c.bytes)
	}
	return nil
}
