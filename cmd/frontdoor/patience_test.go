package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// oneCaller is a listener to which one connection comes.
type oneCaller struct{ conns chan net.Conn }

func (l oneCaller) Accept() (net.Conn, error) {
	if c, ok := <-l.conns; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (l oneCaller) Close() error   { return nil }
func (l oneCaller) Addr() net.Addr { return &net.TCPAddr{} }

// called plays one caller of the server on a told clock, and gives how the handler ended.
func called(t *testing.T, handle func(http.ResponseWriter, *http.Request) error, call func(net.Conn)) (ended []error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	l := oneCaller{make(chan net.Conn, 1)}
	web := webServer(ctx, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { ended = append(ended, handle(w, r)) }), slog.New(slog.DiscardHandler))
	done := make(chan error, 1)
	go func() { done <- web.Serve(l) }()
	ours, theirs := net.Pipe()
	l.conns <- theirs
	call(ours)
	must(t, ours.Close())
	time.Sleep(time.Second) // told time: the server lets a refused caller read why
	stop()
	close(l.conns)
	<-done
	must(t, web.Close())
	return ended
}

// TestSlowCallers: a body that drips and an answer that nobody takes end; what is slow for
// good reasons, and a stream that lasts, do not.
func TestSlowCallers(t *testing.T) {
	read := func(_ http.ResponseWriter, r *http.Request) error { _, err := io.ReadAll(r.Body); return err }
	drip := func(length string, every time.Duration) func(net.Conn) {
		return func(c net.Conn) {
			go io.Copy(io.Discard, c) //nolint:errcheck // ends with the connection
			fmt.Fprintf(c, "POST /telegram HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n", length)
			for range 10 {
				time.Sleep(every)
				if _, err := io.WriteString(c, "1\r\na\r\n"); err != nil {
					return
				}
			}
		}
	}
	page := strings.Repeat("a", 1<<20)
	for _, c := range []struct {
		what   string
		handle func(http.ResponseWriter, *http.Request) error
		call   func(net.Conn)
		late   bool
	}{
		{"words a byte a time", read, drip("Content-Length: 60", 5*time.Second), true},
		{"words that take a while", read, drip("Content-Length: 60", 2*time.Second), false},
		{"words after which there is much to do", func(_ http.ResponseWriter, r *http.Request) error {
			_, err := io.ReadAll(r.Body)
			time.Sleep(10 * time.Minute)
			return errors.Join(err, r.Context().Err())
		}, func(c net.Conn) {
			io.WriteString(c, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na") //nolint:errcheck // seen by the handler
			time.Sleep(11 * time.Minute)
		}, false},
		{"a file that takes a while", read, drip("Content-Length: 100000\r\nX: too short", 10*time.Second), false},
		{"a file a byte a time", read, drip("Content-Length: 100000", time.Minute), true},
		{"nobody knows how long", read, drip("Transfer-Encoding: chunked", time.Minute), true},
		{"an answer nobody takes", func(w http.ResponseWriter, _ *http.Request) error { _, err := io.WriteString(w, page); return err },
			func(c net.Conn) { io.WriteString(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); time.Sleep(time.Hour) }, true}, //nolint:errcheck // seen by the handler
		{"an answer taken slowly", func(w http.ResponseWriter, _ *http.Request) error { _, err := io.WriteString(w, page); return err },
			func(c net.Conn) {
				io.WriteString(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n") //nolint:errcheck // seen by the handler
				for n := 0; n < len(page); n += 32 << 10 {
					time.Sleep(2 * time.Second)
					io.CopyN(io.Discard, c, 32<<10) //nolint:errcheck // likewise
				}
			}, false},
		{"a stream of an hour", func(w http.ResponseWriter, r *http.Request) error {
			out := http.NewResponseController(w)
			for range 240 {
				must(t, out.SetWriteDeadline(time.Now().Add(10*time.Second)))
				if _, err := io.WriteString(w, ": beat\n\n"); err != nil {
					return err
				}
				if err := errors.Join(out.Flush(), r.Context().Err()); err != nil {
					return err
				}
				time.Sleep(15 * time.Second)
			}
			return nil
		}, func(c net.Conn) {
			go io.Copy(io.Discard, c)                              //nolint:errcheck // ends with the connection
			io.WriteString(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n") //nolint:errcheck // seen by the handler
			time.Sleep(61 * time.Minute)
		}, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ended := called(t, c.handle, c.call)
				if len(ended) == 1 && errors.Is(ended[0], context.Canceled) {
					t.Error("it was given up")
				}
				var late net.Error
				if len(ended) != 1 || (errors.As(ended[0], &late) && late.Timeout()) != c.late {
					t.Errorf("the handler ended with %v; too late should be %v", ended, c.late)
				}
			})
		})
	}
}

// TestPatienceLeavesNothingBehind: who comes back on the same connection after a while is
// answered, also where the answer has no words.
func TestPatienceLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		called(t, func(w http.ResponseWriter, r *http.Request) error {
			w.WriteHeader(http.StatusNoContent)
			return nil
		}, func(c net.Conn) {
			in := bufio.NewReader(c)
			for range 3 {
				go io.WriteString(c, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na") //nolint:errcheck // seen by the answer
				answer, err := http.ReadResponse(in, nil)
				if err != nil || answer.StatusCode != http.StatusNoContent {
					t.Fatalf("%v, %v", answer, err)
				}
				time.Sleep(time.Minute)
			}
		})
	})
}

// TestHeadersAreBounded: a megabyte of cookies is refused before anything is done with it.
func TestHeadersAreBounded(t *testing.T) {
	for cookies, want := range map[int]int{8 << 10: 200, 200 << 10: 431} {
		synctest.Test(t, func(t *testing.T) {
			called(t, func(http.ResponseWriter, *http.Request) error { return nil }, func(c net.Conn) {
				go io.WriteString(c, "GET / HTTP/1.1\r\nHost: a\r\nCookie: "+strings.Repeat("a", cookies)+"\r\n\r\n") //nolint:errcheck // seen by the answer
				answer, err := http.ReadResponse(bufio.NewReader(c), nil)
				if err != nil || answer.StatusCode != want {
					t.Errorf("%d bytes: %v, %v; want %d", cookies, answer, err, want)
				}
			})
		})
	}
}
