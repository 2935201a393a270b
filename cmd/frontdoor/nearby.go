package main

import (
	"net"
	"net/http"
	"strings"
)

// nearby lets cookies be kept by whoever calls from this very machine without TLS,
// while the public URL is https: an operator at the server itself, a health probe, a
// test. Cookies that insist on TLS would be dropped there without a word, and nobody
// could sign in. A request that any proxy passed on keeps them as they are.
func nearby(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil && loopback(r.RemoteAddr) && loopback(r.Host) && !passedOn(r) {
			w = &nearbyWriter{ResponseWriter: w}
		}
		next.ServeHTTP(w, r)
	})
}

func loopback(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = strings.Trim(hostPort, "[]")
	}
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// passedOn says whether a proxy left its mark.
func passedOn(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return true
		}
	}
	return false
}

// nearbyWriter takes the insisting on TLS off the cookies as they leave.
type nearbyWriter struct {
	http.ResponseWriter
	begun bool
}

func (w *nearbyWriter) WriteHeader(status int) {
	if !w.begun {
		w.begun = true
		cookies := w.Header()["Set-Cookie"]
		for i, c := range cookies {
			cookies[i] = strings.Replace(c, "; Secure", "", 1)
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *nearbyWriter) Write(b []byte) (int, error) {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets event streams flush and set their deadlines.
func (w *nearbyWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
