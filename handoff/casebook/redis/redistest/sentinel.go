package redistest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Master is the name under which the sentinels watch.
const Master = "door"

// Watched is a primary with one replica and three sentinels.
type Watched struct {
	Primary, Replica *Server
	Sentinels        []*Server
}

// StartWatched starts them and waits until the sentinels know each other.
func StartWatched(t testing.TB) *Watched {
	t.Helper()
	w := &Watched{Primary: Start(t)}
	w.Replica = Start(t, "--replicaof", "127.0.0.1", port(w.Primary.Addr))
	UntilReplicated(t, w.Primary, 1)
	for range 3 {
		w.Sentinels = append(w.Sentinels, startSentinel(t, w.Primary))
	}
	for _, s := range w.Sentinels {
		Until(t, "the sentinels know each other and the replica", func(ctx context.Context) error {
			said := fmt.Sprint(s.Do("SENTINEL", "MASTER", Master))
			if !strings.Contains(said, "num-other-sentinels 2") && !strings.Contains(said, "num-other-sentinels:2") {
				return errors.New(said)
			}
			if !strings.Contains(said, "num-slaves 1") && !strings.Contains(said, "num-slaves:1") {
				return errors.New(said)
			}
			return nil
		})
	}
	return w
}

// URL is where a book on it lies.
func (w *Watched) URL() string {
	var addrs []string
	for _, s := range w.Sentinels {
		addrs = append(addrs, s.Addr)
	}
	return "redis+sentinel://" + strings.Join(addrs, ",") + "/" + Master
}

func startSentinel(t testing.TB, primary *Server) *Server {
	t.Helper()
	addr := freeAddr(t)
	file := filepath.Join(t.TempDir(), "sentinel.conf")
	text := fmt.Sprintf("bind 127.0.0.1\nport %s\nsentinel monitor %s 127.0.0.1 %s 2\nsentinel down-after-milliseconds %[2]s 1000\n"+
		"sentinel failover-timeout %[2]s 4000\n", port(addr), Master, port(primary.Addr))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, Addr: addr, args: []string{file, "--sentinel"}}
	s.Restart()
	t.Cleanup(s.Kill)
	return s
}
