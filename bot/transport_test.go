package bot

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
)

// TestConnectionsAreKept: as many messages at once as a lane has places for, again
// and again, need no more connections than places.
func TestConnectionsAreKept(t *testing.T) {
	var made atomic.Int64
	all := make(chan struct{}, laneWidth)
	gate := sync.NewCond(&sync.Mutex{})
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		gate.L.Lock()
		defer gate.L.Unlock()
		all <- struct{}{}
		if len(all) == laneWidth { // every place has its own request under way
			for range laneWidth {
				<-all
			}
			gate.Broadcast()
			return
		}
		gate.Wait()
	}))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			made.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	transport := NewTransport()
	defer transport.CloseIdleConnections()
	for range 3 {
		var sends sync.WaitGroup
		for range laneWidth {
			sends.Go(func() {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, http.NoBody)
				if err != nil {
					t.Error(err)
					return
				}
				answer, err := transport.RoundTrip(r)
				if err != nil {
					t.Error(err)
					return
				}
				io.Copy(io.Discard, answer.Body) //nolint:errcheck // only emptied
				answer.Body.Close()              //nolint:errcheck // only read from
			})
		}
		sends.Wait()
	}
	if n := made.Load(); n != laneWidth {
		t.Errorf("%d connections for %d places", n, laneWidth)
	}
}
