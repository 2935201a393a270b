package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/redis/go-redis/v9"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/archive"
)

// The versions of how a book lies in Redis.
const (
	form      = 2 // no address lies as it is, but in a book in the clear
	formClear = 1
)

// Book is an open book in Redis.
type Book struct {
	name    string
	id      string
	client  redis.UniversalClient
	cluster *redis.ClusterClient // nil unless it is one
	scripts scripts
	groups  groups
	numbers *casebook.Numbers
	fresh   casebook.Fresh
	noWait  bool
	entire  bool          // see Options.Whole
	store   archive.Store // nil for none
	log     *slog.Logger
	told    sync.Map                      // files of the archive that could not be read, each told once
	asked   [casebook.Shards]atomic.Int32 // replicas to wait for
	ahead   atomic.Int64                  // the server's clock before ours, nanoseconds
	bell    casebook.Bell
	rung    chan struct{} // something was committed here that others want to know
	doubt   chan struct{} // a replica was missing
	erasing chan struct{} // something was erased here
	stop    context.CancelFunc
	duties  sync.WaitGroup
}

var (
	_ casebook.Book  = (*Book)(nil)
	_ casebook.Shelf = (*Book)(nil)
)

// Quiet keeps the client library from writing to stderr by itself: what matters is
// told by errors. It is one switch for the whole process, so the program calls it
// once at its start.
func Quiet() { redis.SetLogger(silence{}) }

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

// Options change how a book is opened.
type Options struct {
	// Whole makes an archived case that cannot be read an error for Case and Since,
	// not a note in its place: for whoever carries the book elsewhere.
	Whole bool
	// NoWait calls a commit safe without a replica, where there is one too.
	NoWait bool
	// Archive is where closed cases go and are read from; nil for none.
	Archive archive.Store
	// Master opens the vault in which words are sealed; nil for a book in the clear.
	Master casebook.Master
	// Log is told what cannot be read from the archive; nil for nobody.
	Log *slog.Logger
}

// Open opens the book that a URL names (see parseURL), and makes it if there is
// none. A server that cannot be reached, is too old, is a replica, or holds a book
// of a newer program is an error; nothing is changed then.
func Open(ctx context.Context, url string, o Options) (*Book, error) {
	t, err := parseURL(url)
	if err != nil {
		return nil, fmt.Errorf("open book: the URL cannot be used: %w", err)
	}
	b := &Book{name: t.name, scripts: newScripts(), noWait: o.NoWait, entire: o.Whole, store: o.Archive, log: o.Log, rung: make(chan struct{}, 1),
		doubt: make(chan struct{}, 1), erasing: make(chan struct{}, 1)}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	b.client, b.cluster = t.connect()
	if err := b.begin(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open book at %s: %w", strings.Join(t.options.Addrs, ","), err), b.client.Close())
	}
	duty, stop := context.WithCancel(context.WithoutCancel(ctx))
	b.stop = stop
	b.groups = groups{closing: duty.Done(), servers: map[string]chan *wish{}}
	b.numbers = casebook.NewNumbers(b.draw)
	vault, err := casebook.OpenVault(ctx, o.Master, b)
	if err != nil {
		stop()
		return nil, errors.Join(fmt.Errorf("open book at %s: %w", strings.Join(t.options.Addrs, ","), err), b.client.Close())
	}
	b.fresh.Vault = vault
	if err := b.hide(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open book at %s: %w", strings.Join(t.options.Addrs, ","), err), b.Close())
	}
	b.duties.Go(func() { b.watch(duty) })
	b.duties.Go(func() { b.forgets(duty) })
	b.duties.Go(func() { b.tellOthers(duty) })
	b.duties.Go(func() { b.hearOthers(duty) })
	return b, nil
}

func (b *Book) begin(ctx context.Context) error {
	if err := b.fit(ctx); err != nil {
		return err
	}
	about := b.shard(0).about()
	if err := b.client.HSetNX(ctx, about, "id", rand.Text()[:12]).Err(); err != nil {
		return err
	}
	if err := b.client.HSetNX(ctx, about, "form", formClear).Err(); err != nil {
		return err
	}
	said, err := b.client.HMGet(ctx, about, "id", "form").Result()
	if err != nil {
		return err
	}
	b.id, _ = said[0].(string)
	written, _ := said[1].(string)
	if n, err := strconv.Atoi(written); err != nil || n > form {
		return fmt.Errorf("the book was written by a newer program (form %s, this one knows %d)", written, form)
	}
	return b.lookAround(ctx)
}

// fit reports whether the server is one that a book can lie on.
func (b *Book) fit(ctx context.Context) error {
	info, err := b.client.InfoMap(ctx).Result()
	if err != nil {
		return err
	}
	version := info["Server"]["redis_version"]
	if major, err := strconv.Atoi(strings.SplitN(version, ".", 2)[0]); err == nil && major < 7 {
		return fmt.Errorf("the server is Redis %s; 7.0 or newer is needed", version)
	}
	switch clustered := info["Cluster"]["cluster_enabled"] == "1"; {
	case clustered && b.cluster == nil:
		return errors.New("the server is a node of a Cluster: write redis+cluster://host:port,host:port")
	case !clustered && b.cluster != nil && len(info["Cluster"]) > 0:
		return errors.New("the server is no node of a Cluster: write redis://host:port")
	}
	if b.cluster == nil && info["Replication"]["role"] == "slave" {
		return errors.New("the server is a replica, which takes no writes: name the primary, or the sentinels with redis+sentinel://")
	}
	return nil
}

// Close finishes what is under way and lets go of the connections.
func (b *Book) Close() error {
	b.stop()
	b.groups.wait()
	b.duties.Wait()
	if err := b.client.Close(); err != nil && !errors.Is(err, redis.ErrClosed) {
		return fmt.Errorf("close book: %w", err)
	}
	return nil
}
