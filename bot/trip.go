package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// trip is one leased message on its way: from the lease to its receipt.
type trip struct {
	*Deliverer
	due  casebook.Due
	lane *lane
	ends time.Time // when the lease runs out, on the process' own clock

	left  bool      // it is counted among those on their way
	began time.Time // when the send began
}

func (t *trip) run(ctx context.Context) {
	m := t.due.Message
	if o, ok := t.done.get(m.ID); ok { // only its receipt is missing
		t.settle(ctx, o)
		return
	}
	if t.expired(ctx) {
		return
	}
	if t.lane.channel == nil {
		off := InWords("这个渠道没有开通，请管理员检查设置", "this channel is switched off; an admin should check the settings")
		t.failed(ctx, &SendError{Again: true, Reason: off})
		return
	}
	free, ok := t.place(ctx)
	if !ok {
		return
	}
	defer free()
	if !t.turn(ctx) {
		return
	}
	t.began = t.Now()
	provider, err := t.send(ctx)
	if err != nil {
		t.failed(ctx, err)
		return
	}
	if t.lane.went() {
		t.Log.Info("channel takes messages again", "channel", t.lane.name)
	}
	t.settle(ctx, outcome{receipt: casebook.Sent, provider: provider})
}

// place waits for a place among those being sent; false when there is none in
// time, and the message is given back. A safety card needs none.
func (t *trip) place(ctx context.Context) (free func(), ok bool) {
	if t.due.Message.Safety {
		return func() {}, true
	}
	timer := time.NewTimer(time.Until(t.ends) - t.Timeout)
	defer timer.Stop()
	select {
	case t.lane.side <- struct{}{}:
		return func() { <-t.lane.side }, true
	case <-timer.C:
		t.back(ctx, t.Now().Add(Backoff(t.due.Attempts, t.due.Message.ID)), "")
	case <-ctx.Done(): // not begun: the next process has it at once
		t.back(ctx, t.Now(), "")
	}
	return nil, false
}

// turn waits until the address and the channel may have a message; false when
// that is too late for the lease or the message, which is then seen to.
func (t *trip) turn(ctx context.Context) bool {
	wait, give := t.reserve(ctx)
	if wait <= 0 {
		return true
	}
	if time.Until(t.ends) < wait+t.Timeout {
		give()
		t.back(ctx, t.Now().Add(wait), "")
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		give()
		t.back(ctx, t.Now(), "")
		return false
	case <-timer.C:
	}
	return !t.expired(ctx)
}

// reserve books the moment of the send, with the others on the same book if there
// are any, and says how to take it back.
func (t *trip) reserve(ctx context.Context) (wait time.Duration, give func()) {
	if t.Pacer != nil {
		wait, err := t.lane.pace(ctx, t.Pacer, t.due.Message.To, time.Until(t.ends)-t.Timeout)
		if err == nil {
			return wait, func() {}
		}
		t.Log.Debug("the shared pace is not known; keeping our own", "channel", t.lane.name, "err", err)
	}
	return t.lane.reserve(t.due.Message.To, t.Now())
}

// send is bounded by its own time only: what was begun is finished.
func (t *trip) send(ctx context.Context) (provider string, err error) {
	defer func() { // one message must not end the program, at every start anew
		if r := recover(); r != nil {
			t.Log.Error("sending a message broke off", "message", t.due.Message.ID, "channel", t.lane.name, "fault", fmt.Sprintf("%T", r), "at", string(debug.Stack()))
			err = &SendError{Reason: InWords("程序出错，没有发出；请告诉管理员", "sending broke off in the program; please tell an admin")}
		}
	}()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.Timeout)
	defer cancel()
	m := t.due.Message
	if len(m.Media) > 0 && t.Attach != nil {
		if m, err = t.Attach(ctx, m, t.lane.channel.Limits().Files); err != nil {
			return "", err
		}
	}
	return t.lane.channel.Send(ctx, m)
}

// expired writes down that a message came too late to be sent.
func (t *trip) expired(ctx context.Context) bool {
	by := t.due.Message.UseBy
	if by.IsZero() || t.Now().Before(by) {
		return false
	}
	t.settle(ctx, outcome{receipt: casebook.Expired, reason: InWords("过了时效，没有再发", "its use-by passed before it could go out")})
	return true
}

// failed decides about a failed send and writes it down.
func (t *trip) failed(ctx context.Context, err error) {
	m := t.due.Message
	v := judge(err, t.due, t.Now())
	var e *SendError
	if errors.As(err, &e) && !e.Until.IsZero() {
		t.held(ctx, e)
		return
	}
	if errors.As(err, &e) && e.Late {
		t.settle(ctx, outcome{receipt: casebook.Expired, reason: e.Reason})
		return
	}
	if errors.As(err, &e) && !e.Again {
		t.lane.went() // the provider works: it said no to this message
	} else if t.lane.channel != nil {
		var after time.Duration
		if e != nil {
			after = e.After
		}
		if closed := t.lane.trouble(m.To, after, t.Now(), v.reason); closed > 0 {
			t.Log.Warn("channel takes no messages; trying on", "channel", t.lane.name, "again_in", closed, "reason", v.reason)
		}
	}
	if !v.again.IsZero() {
		t.Log.Debug("message put off", "message", m.ID, "channel", t.lane.name, "attempt", t.due.Attempts+1, "err", err)
		t.back(ctx, v.again, v.reason)
		return
	}
	t.Log.Warn("message not delivered", "message", m.ID, "case", m.Case, "channel", t.lane.name, "reason", v.reason)
	if v.gone && !t.tellGone(ctx) {
		// Tried again in a while: it will be refused again, and told then.
		t.back(ctx, t.Now().Add(Backoff(t.due.Attempts, m.ID)), v.reason)
		return
	}
	o := outcome{receipt: casebook.Failed, reason: v.reason}
	if errors.As(err, &e) && e.Shut && m.By == dialog.ByAgent && m.Case != "" {
		o.shut = t.began
	}
	t.settle(ctx, o)
}

// held keeps a message back that our own rules do not let go now. One that would be too
// old by then is given up at once: its case says so while somebody can still act.
func (t *trip) held(ctx context.Context, e *SendError) {
	m := t.due.Message
	if !m.UseBy.IsZero() && !e.Until.Before(m.UseBy) {
		t.Log.Warn("message held back for longer than it is worth sending", "message", m.ID, "case", m.Case, "channel", t.lane.name, "reason", e.Reason)
		t.settle(ctx, outcome{receipt: casebook.Expired,
			reason: Behind("等到能发时已经过了时效，不发了：", "not sent, for by the time it may go it would be too old: ", e.Reason)})
		return
	}
	t.returns()
	err := t.insist(ctx, func(ctx context.Context) error { return t.Settler.Hold(ctx, t.due, e.Until, e.Reason) })
	if err != nil {
		t.Log.Debug("message was not held; its lease runs out and it is looked at again", "message", m.ID, "err", err)
	}
}

// tellGone lets the conversation know that the resident cannot be reached. It
// comes before the receipt, for after the receipt nothing would bring it back.
func (t *trip) tellGone(ctx context.Context) bool {
	if t.Receive == nil {
		return true
	}
	m := t.due.Message
	in := dialog.Input{ID: "gone:" + m.ID, Kind: dialog.Blocked, From: m.To, At: t.Now(), Case: m.Case}
	if err := t.insist(ctx, func(ctx context.Context) error { return t.Receive(ctx, in) }); err != nil {
		t.Log.Error("that a resident cannot be reached was not stored", "message", m.ID, "err", err)
		return false
	}
	return true
}

// settle writes down the outcome, again and again while the lease lasts. It is
// remembered as well, so that a message that comes back is not sent once more: the
// book may not take the receipt, or take it when the lease has just run out.
func (t *trip) settle(ctx context.Context, o outcome) {
	defer t.again()
	t.done.put(t.due.Message.ID, o, time.Time{})
	t.returns()
	err := t.insist(ctx, func(ctx context.Context) error {
		return t.Settler.Receipt(ctx, t.due, o.receipt, o.provider, o.reason)
	})
	if err != nil {
		t.Log.Error("receipt was not stored; kept until the book takes it", "message", t.due.Message.ID, "receipt", o.receipt, "err", err)
		return
	}
	if !o.shut.IsZero() {
		t.tellShut(ctx, o.shut)
	}
	t.done.put(t.due.Message.ID, o, time.Now().Add(2*t.Hold))
}

// tellShut lets the conversation keep an agent's words that the channel refused until the
// resident writes again. It comes after the receipt, which it takes back then.
func (t *trip) tellShut(ctx context.Context, sent time.Time) {
	if t.Receive == nil {
		return
	}
	m := t.due.Message
	in := dialog.Input{ID: "shut:" + m.ID, Kind: dialog.Shut, From: m.To, At: sent, Case: m.Case, Ref: m.Line(), Text: m.Text, Media: m.Media,
		Asks: m.Asks, Until: m.UseBy}
	if err := t.insist(ctx, func(ctx context.Context) error { return t.Receive(ctx, in) }); err != nil {
		t.Log.Error("words that wait for the resident were not kept; their case says that they failed", "message", m.ID, "err", err)
	}
}

// back gives the message back to the book until then. Once is enough: if the
// book does not take it, the lease runs out by itself.
func (t *trip) back(ctx context.Context, again time.Time, reason string) {
	t.returns()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := t.Settler.PutOff(ctx, t.due, again, reason); err != nil {
		t.Log.Debug("message was not put off; its lease runs out", "message", t.due.Message.ID, "err", err)
	}
}

// insist does something with the book until it succeeds or the lease is over,
// also while the program is ending.
func (t *trip) insist(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), t.ends)
	defer cancel()
	for wait := 25 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		err := do(ctx)
		if err == nil {
			return nil
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return fmt.Errorf("until the lease ended: %w", err)
		case <-timer.C:
		}
	}
}
