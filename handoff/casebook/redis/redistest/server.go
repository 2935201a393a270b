package redistest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// patience is how long a server may take to come up, on a machine that does other
// things as well.
const patience = 30 * time.Second

// Server is one redis-server process; it can be killed and started again on the
// same port with the same files.
type Server struct {
	t    testing.TB
	Addr string
	args []string
	cmd  *exec.Cmd
	out  *output
}

// Start starts a server with an append-only file that is synced always, and these
// settings on top ("--save", "").
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	s := &Server{t: t, Addr: freeAddr(t)}
	s.args = append([]string{"--bind", "127.0.0.1", "--port", port(s.Addr), "--dir", t.TempDir(), "--daemonize", "no",
		"--appendonly", "yes", "--appendfsync", "always", "--save", "", "--loglevel", "warning", "--repl-diskless-sync-delay", "0"}, settings...)
	s.Restart()
	t.Cleanup(s.Kill)
	return s
}

// Restart starts a server that was stopped or killed, and waits until it answers.
func (s *Server) Restart() {
	s.t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		s.t.Fatalf("this test needs redis-server (make tools installs it): %v", err)
	}
	s.out = &output{}
	s.cmd = exec.Command(path, s.args...)
	s.cmd.Stdout, s.cmd.Stderr = s.out, s.out
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	c := s.Client()
	defer c.Close()
	Until(s.t, "redis-server answers at "+s.Addr, func(ctx context.Context) error {
		if err := c.Ping(ctx).Err(); err != nil {
			return fmt.Errorf("%w; it said: %s", err, s.out)
		}
		return nil
	})
}

// Kill is kill -9.
func (s *Server) Kill() {
	if s.cmd.ProcessState == nil {
		s.cmd.Process.Kill() //nolint:errcheck // it may have ended by itself
		s.cmd.Wait()         //nolint:errcheck // killed
	}
}

// Freeze stops the process without ending it, as a machine that hangs; Thaw lets it
// go on.
func (s *Server) Freeze() { s.signal(syscall.SIGSTOP) }

// Thaw ends a Freeze.
func (s *Server) Thaw() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(sig syscall.Signal) {
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Errorf("signal redis-server: %v", err)
	}
}

// Client is a plain client of this server; the caller closes it.
func (s *Server) Client() *redis.Client {
	return redis.NewClient(&redis.Options{Addr: s.Addr, DialTimeout: time.Second, MaxRetries: -1, DisableIdentity: true})
}

// Do sends one command and wants it to go well.
func (s *Server) Do(args ...any) any {
	s.t.Helper()
	c := s.Client()
	defer c.Close()
	v, err := c.Do(context.Background(), args...).Result()
	if err != nil {
		s.t.Fatalf("%v: %v", args, err)
	}
	return v
}

// Until waits for something to come true.
func Until(t testing.TB, what string, try func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		err := try(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain until %s: %v", what, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// freeAddr is a loopback address that nobody uses now, and whose port has room for
// a Cluster's bus (ten thousand above).
func freeAddr(t testing.TB) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().(*net.TCPAddr)
		l.Close()
		if addr.Port < 55000 {
			if bus, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", addr.Port+10000)); err == nil {
				bus.Close()
				return addr.String()
			}
		}
	}
	t.Fatal("there is no free port")
	return ""
}

func port(addr string) string { return addr[strings.LastIndex(addr, ":")+1:] }

// output takes what a process prints; it is read while the process writes. The
// buffer has a name because its ReadFrom, used by exec, would go past the lock.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}
