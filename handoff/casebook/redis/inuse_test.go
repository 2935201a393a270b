package redis

import (
	"context"
	"fmt"
	"testing"

	"frontdoor/handoff/casebook/redis/redistest"
)

func TestInUse(t *testing.T) {
	for name, start := range map[string]func() string{
		"one server": func() string { return "redis://" + redistest.Start(t).Addr },
		"a cluster":  func() string { return redistest.StartCluster(t, false).URL() },
	} {
		t.Run(name, func(t *testing.T) {
			url := start()
			want := func(when string, want bool) {
				t.Helper()
				redistest.Until(t, when, func(ctx context.Context) error { // a server hears of an end a little later
					if got, err := InUse(ctx, url); err != nil || got != want {
						return fmt.Errorf("in use %v, %w", got, err)
					}
					return nil
				})
			}
			want("nobody has it open", false)
			b := openTest(t, url)
			openTest(t, url+"?book=another")
			want("it is open", true)
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			want("it is closed again", false)
		})
	}
}
