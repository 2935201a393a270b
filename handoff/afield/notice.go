package afield

import (
	"context"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// noticeLife is how old news may be to be shown by an open page: what a line that was
// cut brings late stands in the list.
const noticeLife = 10 * time.Minute

// Notices are the news of some events for an agent who has the inbox open, as the page
// shows them while nobody looks at it: without a resident's words.
func (f *Field) Notices(ctx context.Context, login, lang string, events []casebook.Event) ([]handoff.Notice, error) {
	var all []handoff.Notice
	var w handoff.Worker
	for _, e := range events {
		if f.Now().Sub(e.At) > noticeLife {
			continue
		}
		c, ok := f.Board.Case(e.Case)
		if !ok {
			continue
		}
		for _, n := range f.allNews(e, c) {
			if n.to != "" && n.to != login && n.kind != newsUrgent {
				continue
			}
			if w.Login == "" { // only once there is something to tell
				var err error
				if w, err = f.Lines.Of(ctx, login); err != nil {
					return nil, err
				}
			}
			o, told, err := f.notice(ctx, w, lang, c, n, e)
			if err != nil {
				return nil, err
			}
			if told {
				all = append(all, o)
			}
		}
	}
	return all, nil
}

// notice is some news for an agent's page; false where it is not for this agent, or not
// wanted there.
func (f *Field) notice(ctx context.Context, w handoff.Worker, lang string, c casebook.Case, n news, e casebook.Event) (handoff.Notice, bool, error) {
	theirs := n.to == w.Login && (w.Agent.Sees(c) || n.kind == newsTaken)
	if !theirs && (n.to != "" && n.kind != newsUrgent || !hears(n, w, c)) {
		return handoff.Notice{}, false, nil
	}
	if !w.Wants(topics[n.kind], handoff.WayPage, f.Now(), f.Town) && (n.kind != newsUrgent || !theirs) {
		return handoff.Notice{}, false, nil
	}
	n, worth, err := f.known(ctx, n, e)
	if err != nil || !worth {
		return handoff.Notice{}, false, err
	}
	return handoff.Notice{Case: n.id, Text: f.newsBody(lang, handoff.Push, n, c), Urgent: n.kind == newsUrgent}, true, nil
}

// newsBody is what there is to tell, for a channel, without the number before it.
func (f *Field) newsBody(lang, channel string, n news, c casebook.Case) string {
	kind := n.kind
	if sealed(c) {
		kind = "sealed"
	}
	due := ""
	switch {
	case !n.due.IsZero():
		due = f.words.Say(lang, "due", "at", f.clock(n.due))
	case handoff.Owed(c):
		due = f.words.Say(lang, "due", "at", f.clock(c.Due))
	}
	key := "news_" + string(kind)
	if channel == dialog.SMS {
		key = "sms_" + string(kind)
	}
	return f.words.Say(lang, key, "category", f.category(lang, c), "due", due, "name", n.by, "case", string(n.id))
}
