package metrics

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// wrapped is a writer that another hand has put around the server's, as serve does.
type wrapped struct{ inner http.ResponseWriter }

func (w wrapped) Header() http.Header         { return w.inner.Header() }
func (w wrapped) Write(b []byte) (int, error) { return w.inner.Write(b) }
func (w wrapped) WriteHeader(code int)        { w.inner.WriteHeader(code) }
func (w wrapped) Unwrap() http.ResponseWriter { return w.inner }

// TestStreamsFlush: what a stream says leaves at once, however many hands lie between it
// and the server.
func TestStreamsFlush(t *testing.T) {
	m := New(time.Now)
	answer := httptest.NewRecorder()
	m.Requests(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("event: news\n\n")) //nolint:errcheck // a recorder
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
		if !answer.Flushed {
			t.Error("what was said stays behind")
		}
	})).ServeHTTP(wrapped{answer}, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/stream", nil))
}
