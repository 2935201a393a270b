package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// How slow whoever calls may be. Phones on the edge of the network are slow; who means
// harm holds a connection for as long as is allowed, with a byte now and then.
const (
	headTime = 10 * time.Second
	// wordsTime is for a body of words, partsTime for one that may have files.
	wordsTime = 30 * time.Second
	partsTime = 3 * time.Minute
	wordsMost = 64 << 10
	// An answer is given up when it does not leave at slowest bytes a second, with a while
	// at the beginning of each part of it.
	takeTime = 30 * time.Second
	slowest  = 8 << 10
	// headMost is what the line and the headers of a request may have, in bytes; the code of
	// the server adds 4 kB.
	headMost = 60 << 10
)

// webServer serves until it is shut down, with patience for slow callers but not without
// end. Event streams end with ctx.
func webServer(ctx context.Context, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           patient(nearby(endStreams(ctx, h))),
		ReadHeaderTimeout: headTime,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    headMost,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// patient bounds how long a body may take to come and an answer to leave. Event streams
// set when each of their events must have left, and keep that. Once a body has come there is
// no hurry: net/http waits for the next request without end of its own.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := &patientWriter{ResponseWriter: w, out: http.NewResponseController(w)}
		if r.ContentLength != 0 {
			p.out.SetReadDeadline(time.Now().Add(bodyTime(r))) //nolint:errcheck // a writer without deadlines is one of a test
		}
		p.allow(0)
		next.ServeHTTP(p, r)
		p.allow(0) // what is still buffered leaves after this, and the next answer begins on the same connection
	})
}

// bodyTime is how long the body of a request may take. One that does not say how long it is
// has the length -1.
func bodyTime(r *http.Request) time.Duration {
	if r.ContentLength > wordsMost || r.ContentLength < 0 {
		return partsTime
	}
	return wordsTime
}

// patientWriter gives each part of an answer its time.
type patientWriter struct {
	http.ResponseWriter
	out *http.ResponseController
	own bool // who answers sets the times
}

func (w *patientWriter) allow(bytes int) {
	w.out.SetWriteDeadline(time.Now().Add(takeTime + time.Duration(bytes/slowest)*time.Second)) //nolint:errcheck // as above
}

func (w *patientWriter) Write(b []byte) (int, error) {
	if !w.own {
		w.allow(len(b))
	}
	return w.ResponseWriter.Write(b)
}

// SetWriteDeadline is called through http.ResponseController.
func (w *patientWriter) SetWriteDeadline(at time.Time) error {
	w.own = true
	return w.out.SetWriteDeadline(at)
}

// Unwrap lets event streams flush.
func (w *patientWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
