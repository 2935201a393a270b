package telegram

import (
	"context"
	"log/slog"
	"time"
)

// errands are small courtesies towards Telegram that nothing depends on: to
// answer a tap, to show "typing…", to leave a group. They never keep a webhook
// waiting. When too many are under way they are dropped, but for those that somebody
// looks at until they are done (see queue).
type errands struct {
	places chan struct{}
	queued chan struct{} // those that wait for a place
	log    *slog.Logger
}

const (
	errandsMost = 32
	queuedMost  = 1000
	errandTime  = 5 * time.Second
)

func newErrands(log *slog.Logger) *errands {
	return &errands{places: make(chan struct{}, errandsMost), queued: make(chan struct{}, queuedMost), log: log}
}

// run does one errand in the background.
func (e *errands) run(what string, do func(context.Context) error) {
	select {
	case e.places <- struct{}{}:
	default:
		e.log.Debug("telegram is slow; left out", "errand", what)
		return
	}
	go e.do(what, do)
}

// queue does one errand in the background, when there is a place for it.
func (e *errands) queue(what string, do func(context.Context) error) {
	select {
	case e.places <- struct{}{}:
		go e.do(what, do)
		return
	default:
	}
	select {
	case e.queued <- struct{}{}:
	default:
		e.log.Warn("telegram is slow; left out", "errand", what)
		return
	}
	go func() {
		e.places <- struct{}{}
		<-e.queued
		e.do(what, do)
	}()
}

// do does an errand that has a place, and gives the place back.
func (e *errands) do(what string, do func(context.Context) error) {
	defer func() { <-e.places }()
	ctx, cancel := context.WithTimeout(context.Background(), errandTime)
	defer cancel()
	if err := do(ctx); err != nil {
		e.log.Debug("errand to telegram went wrong", "errand", what, "err", err)
	}
}

// wait waits for those under way: it takes every place once. A webhook may still
// come in meanwhile, which a WaitGroup would not allow.
func (e *errands) wait() {
	for range errandsMost {
		e.places <- struct{}{}
	}
	for range errandsMost {
		<-e.places
	}
}
