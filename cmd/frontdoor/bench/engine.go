package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// engine is where the book of a run lies.
type engine struct {
	name string
	book string    // as FRONTDOOR_BOOK takes it
	own  *exec.Cmd // a redis-server started for this run; nil for none
}

// newEngine prepares a book: "sqlite" and "redis" are thrown away after the run, a
// URL names a server that is running already.
func newEngine(ctx context.Context, book, folder string) (*engine, error) {
	switch book {
	case "sqlite":
		return &engine{name: "SQLite (synchronous=FULL)", book: "sqlite:" + filepath.Join(folder, "book.db")}, nil
	case "redis":
		return startRedis(ctx, folder)
	}
	return &engine{name: "the book that was named", book: book}, nil
}

// startRedis starts a server that has everything on disk before it answers.
func startRedis(ctx context.Context, folder string) (*engine, error) {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, errors.New("there is no redis-server on this machine: install it (apt-get install redis-server), or name a running one with -book redis://host:port")
	}
	at, err := freeAddress()
	if err != nil {
		return nil, err
	}
	_, port, _ := strings.Cut(at, ":")
	cmd := exec.Command(path, "--bind", "127.0.0.1", "--port", port, "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always")
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting redis-server: %w", err)
	}
	e := &engine{name: "Redis (appendfsync always)", book: "redis://" + at, own: cmd}
	for end := time.Now().Add(10 * time.Second); ; {
		conn, err := net.DialTimeout("tcp", at, time.Second)
		if err == nil {
			return e, conn.Close()
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return nil, errors.Join(fmt.Errorf("redis-server does not answer: %w", err), e.close())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// freeAddress is one that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

func (e *engine) close() error {
	if e.own == nil {
		return nil
	}
	if err := e.own.Process.Kill(); err != nil {
		return fmt.Errorf("ending redis-server: %w", err)
	}
	e.own.Wait() //nolint:errcheck // killed
	return nil
}
