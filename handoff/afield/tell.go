package afield

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

const (
	// newUseBy is when the news of a case that waits is no longer worth sending.
	newUseBy = 12 * time.Hour
	// wordAgain: a resident who goes on writing to an agent who does not look is told of
	// again after so long.
	wordAgain = 6 * time.Hour
	// pushUseBy is when a notification is no longer worth showing.
	pushUseBy = 4 * time.Hour
)

// tellAll tells what events are worth telling.
func (f *Field) tellAll(ctx context.Context, events []casebook.Event) error {
	type moment struct {
		id dialog.CaseID
		at int64
	}
	reopened := map[moment]bool{} // by the very words that came then: told once
	for _, e := range events {
		if e.Kind == dialog.ChangeReopened {
			reopened[moment{e.Case, e.At.UnixNano()}] = true
		}
	}
	for _, e := range events {
		if e.Kind == dialog.ChangeSaid && reopened[moment{e.Case, e.At.UnixNano()}] {
			continue
		}
		if err := f.event(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// event tells what one event is worth telling.
func (f *Field) event(ctx context.Context, e casebook.Event) error {
	if f.Now().Sub(e.At) > newsLife {
		return nil
	}
	c, ok := f.Board.Case(e.Case)
	if !ok {
		return nil
	}
	for _, n := range f.allNews(e, c) {
		n, worth, err := f.known(ctx, n, e)
		if err == nil && worth {
			err = f.tellOne(ctx, n, c, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// known completes some news with what only the book and the roster know; false for none
// after all.
func (f *Field) known(ctx context.Context, n news, e casebook.Event) (news, bool, error) {
	if n.kind == newsLost {
		if theirs, err := f.agentsWords(ctx, e); err != nil || !theirs {
			return n, false, err
		}
	}
	if n.by != "" {
		w, err := f.Lines.Of(ctx, n.by)
		if err != nil && !errors.Is(err, casebook.ErrNotFound) {
			return n, false, err
		}
		n.by = cmp.Or(w.Name, n.by)
	}
	return n, true, nil
}

// tellOne tells some news whom it is for.
func (f *Field) tellOne(ctx context.Context, n news, c casebook.Case, e casebook.Event) error {
	if n.to == "" || n.kind == newsUrgent {
		return f.everybody(ctx, n, c, e.At)
	}
	w, err := f.Lines.Of(ctx, n.to)
	if errors.Is(err, casebook.ErrNotFound) {
		return nil
	}
	if err != nil || !w.Agent.Sees(c) && n.kind != newsTaken {
		return err
	}
	return f.informSince(ctx, w, c, n, e.At, false)
}

// agentsWords says whether a receipt is of an agent's words, not of the bot's.
func (f *Field) agentsWords(ctx context.Context, receipt casebook.Event) (bool, error) {
	events, err := f.Book.Case(ctx, receipt.Case)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(events, func(e casebook.Event) bool {
		return e.Kind == dialog.ChangeSaid && e.By == dialog.ByAgent && e.Message == receipt.Message
	}), nil
}

// everybody tells all who serve the case. Danger is told to all on duty and to the
// owner, and never to nobody: where none of these can be reached, those off duty are told.
func (f *Field) everybody(ctx context.Context, n news, c casebook.Case, at time.Time) error {
	all, err := f.Lines.All(ctx)
	if err != nil {
		return err
	}
	told := false
	for _, w := range all {
		theirs := w.Login == n.to && w.Agent.Sees(c)
		if (hears(n, w, c) || theirs) && len(f.places(w, n, theirs)) > 0 {
			told = true
			if err := f.informSince(ctx, w, c, n, at, theirs); err != nil {
				return err
			}
		}
	}
	if told || n.kind != newsUrgent {
		return nil
	}
	for _, w := range all {
		if w.Agent.Sees(c) {
			if err := f.informSince(ctx, w, c, n, at, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// places are where an agent hears of some news now; evenOff: off duty as well.
func (f *Field) places(w handoff.Worker, n news, evenOff bool) []dialog.Address {
	var all []dialog.Address
	wants := func(way handoff.Way) bool { return evenOff || w.Wants(topics[n.kind], way, f.Now(), f.Town) }
	if chat := w.Line.Reach(); chat != "" && wants(handoff.WayChat) {
		all = append(all, chat)
	}
	if wants(handoff.WayPush) {
		for _, d := range w.Line.Devices {
			all = append(all, d.Address())
		}
	}
	return all
}

// informSince tells an agent what happened since they can be told.
func (f *Field) informSince(ctx context.Context, w handoff.Worker, c casebook.Case, n news, at time.Time, evenOff bool) error {
	if at.Before(w.Line.Since.Add(-time.Second)) {
		return nil
	}
	if n.kind == newsWord { // what one resident writes is told once, until the agent looks or answers
		p, _, err := f.pocket(ctx, w.Login)
		if err != nil {
			return err
		}
		if p.Read[n.id] >= n.seq {
			return nil
		}
		n.key = fmt.Sprintf("%s:word:%d:%d:%d", n.id, c.WaitingSince.UnixMilli(), at.Sub(c.WaitingSince)/wordAgain, p.Read[n.id])
	}
	return f.informAll(ctx, w, c, n, evenOff)
}

// informAll tells an agent one thing at every place where they hear of it now.
func (f *Field) informAll(ctx context.Context, w handoff.Worker, c casebook.Case, n news, evenOff bool) error {
	for _, to := range f.places(w, n, evenOff) {
		if err := f.inform(ctx, w, to, c, n); err != nil {
			return err
		}
	}
	return nil
}

// inform tells an agent one thing at one place, once.
func (f *Field) inform(ctx context.Context, w handoff.Worker, to dialog.Address, c casebook.Case, n news) error {
	lang := cmp.Or(w.Line.Lang, "zh")
	o := f.newsText(lang, to, n, c)
	o.Safety = n.kind == newsUrgent
	if n.kind == newsNew || n.kind == newsPressing || n.kind == newsBack {
		o.UseBy = f.Now().Add(newUseBy)
	}
	switch to.Channel() {
	case dialog.SMS:
		if err := f.keep(ctx, w.Login, func(p *pocket) { p.Last = n.id }); err != nil {
			return err
		}
	case handoff.Push:
		o.Choices, o.UseBy = nil, f.Now().Add(pushUseBy)
	}
	return f.tell(ctx, to, lang, "afield:news:"+n.key, o)
}

// newsText is what an agent reads: number, kind, category and deadline.
func (f *Field) newsText(lang string, to dialog.Address, n news, c casebook.Case) casebook.Outgoing {
	o := headed(n.id, casebook.Outgoing{Text: f.newsBody(lang, to.Channel(), n, c)})
	if sealed(c) {
		return o
	}
	switch n.kind {
	case newsTaken, newsPassed, newsMention, newsLate, newsCluster, newsWarned, newsCheckIn, newsTable, newsMissed:
		o.Choices = f.buttons(lang, n.id, "show")
	case newsWord, newsNote, newsNeed, newsReopened, newsDone, newsLost, newsDeclined:
		o.Choices = f.buttons(lang, n.id, "show", "close")
	default:
		o.Choices = f.buttons(lang, n.id, "claim", "show")
	}
	return o
}
