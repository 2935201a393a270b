package metrics

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Requests counts requests by the route that took them, as it was declared: an address
// holds case numbers and what else people type. What no route took has the route "none".
func (m *Metrics) Requests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		answer := &watched{ResponseWriter: w, code: http.StatusOK}
		stream := strings.Contains(r.Header.Get("Accept"), "text/event-stream")
		if stream {
			m.streams.Inc()
			defer m.streams.Dec()
		}
		defer func() { // a handler that panics is counted, too
			route := r.Pattern
			if route == "" {
				route = "none"
			}
			if !stream { // it lasts as long as somebody looks
				m.requests.WithLabelValues(route, strconv.Itoa(answer.code/100)+"xx").Observe(time.Since(began).Seconds())
			}
		}()
		next.ServeHTTP(answer, r)
	})
}

// watched knows the code it was answered with.
type watched struct {
	http.ResponseWriter
	code int
	told bool
}

func (w *watched) WriteHeader(code int) {
	if !w.told && code >= 200 {
		w.code, w.told = code, true
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *watched) Write(b []byte) (int, error) {
	w.told = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets streams flush and set deadlines: http.ResponseController goes through it,
// and through what else wraps the writer, which a Flush of this type's own could not.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
