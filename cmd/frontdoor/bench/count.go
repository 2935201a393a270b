package bench

import (
	"fmt"
	"slices"
)

// count is the book held against what was answered with 200 and what was sent.
type count struct {
	accepted int // messages answered with 200
	lost     int // of them not in the book
	doubled  int // in the book more than once, or never answered with 200
	mixed    int // residents whose words are in another order than they were answered
	replies  int // the bot's words in the book
	unsent   int // of them not sent
	resent   int // sent more than once, or never in the book
	disorder int // residents who were told things in another order than the book has
	strange  int // sent to nobody
}

// compare counts. With sent false what was sent is not looked at.
func compare(feed []event, residents []*resident, sent bool) count {
	said, told, caseOf := map[string][]string{}, map[string][]string{}, map[string]string{}
	for _, e := range feed {
		switch {
		case e.Kind != "said":
		case e.By == "resident":
			said[e.Case] = append(said[e.Case], e.Text)
			if _, ok := caseOf[e.Text]; !ok {
				caseOf[e.Text] = e.Case
			}
		case e.By == "bot":
			told[e.Case] = append(told[e.Case], e.Text)
		}
	}
	var c count
	for _, r := range residents {
		id := caseOf[r.story()]
		var want []string
		for _, l := range r.said {
			want = append(want, l.text)
		}
		c.accepted += len(want)
		missing, extra := differ(want, said[id])
		c.lost, c.doubled = c.lost+missing, c.doubled+extra
		if missing+extra == 0 && !slices.Equal(want, said[id]) {
			c.mixed++
		}
		delete(said, id)
		c.replies += len(told[id])
		if !sent {
			continue
		}
		heard := r.all()
		missing, extra = differ(told[id], heard)
		c.unsent, c.resent = c.unsent+missing, c.resent+extra
		if missing+extra == 0 && !slices.Equal(told[id], heard) {
			c.disorder++
		}
	}
	for _, texts := range said { // cases of nobody: a message stored beside its conversation
		c.doubled += len(texts)
	}
	return c
}

// differ counts what is missing of the wanted, and what there is beyond it.
func differ(want, have []string) (missing, extra int) {
	left := map[string]int{}
	for _, s := range want {
		left[s]++
	}
	for _, s := range have {
		left[s]--
	}
	for _, n := range left {
		missing, extra = missing+max(n, 0), extra+max(-n, 0)
	}
	return missing, extra
}

// bad reports whether a promise was broken.
func (c count) bad() bool {
	return c.accepted == 0 || c.lost+c.doubled+c.mixed+c.unsent+c.resent+c.disorder+c.strange > 0
}

func (c count) String() string {
	return fmt.Sprintf("book    %d messages accepted: %d lost, %d twice, %d out of order\n"+
		"        %d replies owed: %d not sent, %d sent twice, %d residents told out of order, %d to nobody",
		c.accepted, c.lost, c.doubled, c.mixed, c.replies, c.unsent, c.resent, c.disorder, c.strange)
}
