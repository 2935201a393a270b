package telegram

import (
	"context"
	"log/slog"
	"time"
)

// errands are small courtesies towards Telegram that nothing depends on: to
// answer a tap, to show "typing…", to leave a group. They never keep a webhook
// waiting, and are dropped when too many are under way.
type errands struct {
	places chan struct{}
	log    *slog.Logger
}

const (
	errandsMost = 32
	errandTime  = 5 * time.Second
)

func newErrands(log *slog.Logger) *errands {
	return &errands{places: make(chan struct{}, errandsMost), log: log}
}

// run does one errand in the background.
func (e *errands) run(what string, do func(context.Context) error) {
	select {
	case e.places <- struct{}{}:
	default:
		e.log.Debug("telegram is slow; left out", "errand", what)
		return
	}
	go func() {
		defer func() { <-e.places }()
		ctx, cancel := context.WithTimeout(context.Background(), errandTime)
		defer cancel()
		if err := do(ctx); err != nil {
			e.log.Debug("errand to telegram went wrong", "errand", what, "err", err)
		}
	}()
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
