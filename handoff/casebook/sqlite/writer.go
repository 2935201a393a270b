package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"frontdoor/handoff/casebook"
)

// errClosed is what a book says that was closed.
var errClosed = errors.New("the book is closed")

// groupSize is how many writes share one transaction at most.
const groupSize = 128

// lookPause is how often the file is asked whether another process wrote.
const lookPause = 200 * time.Millisecond

// writer owns the only connection that writes, and the goroutine that uses it.
type writer struct {
	db      *sql.DB
	conn    *sql.Conn
	stmts   map[string]*sql.Stmt
	work    chan *write
	closing chan struct{}
	once    sync.Once
	done    chan struct{} // closed when run has let go of the file
	gone    error         // how that went
	ring    func()
	latest  int64 // latest time of any commit
	pruned  int64 // latest when old commits were last cut off
	version int64 // data_version when last looked at
	changed bool  // the write under way has changed something
	heart   heart
	fresh   *casebook.Fresh
}

// write is one thing to write: do runs inside the group's transaction and either
// returns nil or has its changes taken back.
type write struct {
	do    func(*writer) error
	ring  bool // it brings what followers wait for
	err   error
	ready chan struct{}
}

func newWriter(ctx context.Context, db *sql.DB, conn *sql.Conn, fresh *casebook.Fresh, ring func()) (*writer, error) {
	w := &writer{db: db, conn: conn, fresh: fresh, ring: ring, stmts: map[string]*sql.Stmt{}, work: make(chan *write),
		closing: make(chan struct{}), done: make(chan struct{})}
	err := conn.QueryRowContext(ctx, "SELECT at FROM commits ORDER BY n DESC LIMIT 1").Scan(&w.latest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	_, err = w.others()
	return w, err
}

// submit hands a write to the goroutine and waits until it is on disk. When ctx
// ends meanwhile nothing is known about it.
func (w *writer) submit(ctx context.Context, ring bool, do func(*writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	o := &write{do: do, ring: ring, ready: make(chan struct{})}
	select {
	case w.work <- o:
	case <-w.closing:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-o.ready:
		return o.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *writer) run() {
	look := time.NewTicker(lookPause)
	defer look.Stop()
	for {
		select {
		case first := <-w.work:
			w.group(w.gather(first))
		case <-look.C:
			if changed, err := w.others(); changed || err != nil {
				w.ring()
			}
		case <-w.closing:
			w.gone = w.release()
			close(w.done)
			return
		}
	}
}

// gather takes what waits. It waits for nobody, but lets those run first who may be
// about to hand something in: they were told of the group before just now, and a
// group of a few costs the disk as much as one of many.
func (w *writer) gather(first *write) []*write {
	group := []*write{first}
	for asked := 0; len(group) < groupSize && asked < 3; {
		select {
		case o := <-w.work:
			group, asked = append(group, o), 0
		default:
			asked++
			runtime.Gosched()
		}
	}
	return group
}

// group writes a group in one transaction and tells each how it went. If the
// transaction itself fails, it fails for all.
func (w *writer) group(group []*write) {
	err := w.together(group, w.plain)
	if errors.Is(err, errHalf) {
		err = w.together(group, w.one)
	}
	ring := false
	for _, o := range group {
		if err != nil {
			o.err = err
		}
		ring = ring || o.ring && o.err == nil
		close(o.ready)
	}
	if ring {
		w.ring()
	}
}

// together writes a group, each by the same way.
func (w *writer) together(group []*write, way func(*write) error) error {
	return w.transaction(func() error {
		for _, o := range group {
			if err := way(o); err != nil {
				return err
			}
		}
		return w.prune()
	})
}

func (w *writer) transaction(do func() error) (err error) {
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return errors.Join(fmt.Errorf("begin: %w", err), w.rollback())
	}
	defer func() {
		if err != nil {
			w.heart.forget()
			err = errors.Join(err, w.rollback())
		}
	}()
	if changed, err := w.others(); err != nil {
		return fmt.Errorf("look for others: %w", err)
	} else if changed {
		defer w.ring()
	}
	if err := do(); err != nil {
		return err
	}
	if err := w.exec("COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// rollback takes back whatever is open. On a full or broken disk SQLite has often done so
// by itself; and should a rollback ever fail, the next transaction begins with another.
func (w *writer) rollback() error {
	err := w.exec("ROLLBACK")
	if err != nil && strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return err
}

// errHalf is told when a write failed after it had changed something.
var errHalf = errors.New("a write broke in the middle")

// plain runs a write as it is: one that is refused has changed nothing, so that there
// is nothing to take back. If one breaks later all the same
// (a full disk), the group is written again, each in its savepoint.
func (w *writer) plain(o *write) error {
	w.changed = false
	if o.err = o.do(w); o.err != nil && w.changed {
		return errHalf
	}
	return nil
}

// one runs a write in its savepoint. Its own failure goes into o.err; an error
// is returned only when the transaction is no longer sound.
func (w *writer) one(o *write) error {
	if err := w.exec("SAVEPOINT one"); err != nil {
		return err
	}
	if o.err = o.do(w); o.err != nil {
		w.heart.forget()
		if err := w.exec("ROLLBACK TO one"); err != nil {
			return errors.Join(o.err, err)
		}
	}
	return w.exec("RELEASE one")
}

// others reports whether another process has written since the last look; what is
// known by heart is then forgotten.
func (w *writer) others() (bool, error) {
	var v int64
	if err := w.row("PRAGMA data_version").Scan(&v); err != nil {
		return false, err
	}
	changed := v != w.version
	w.version = v
	if changed {
		w.heart.forget()
	}
	return changed, nil
}

// stmt prepares each statement once. The caller's context does not reach the
// connection: one who leaves must not break the transaction of all.
func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if s, ok := w.stmts[query]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), query)
	if err == nil {
		w.stmts[query] = s
	}
	return s, err
}

func (w *writer) exec(query string, args ...any) error {
	_, err := w.result(query, args...)
	return err
}

// insert gives the number of the new row.
func (w *writer) insert(query string, args ...any) (int64, error) {
	r, err := w.result(query, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// hit reports whether a change found a row.
func (w *writer) hit(query string, args ...any) (bool, error) {
	r, err := w.result(query, args...)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func (w *writer) result(query string, args ...any) (sql.Result, error) {
	s, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	w.changed = true
	return s.ExecContext(context.Background(), args...)
}

// row is a query for one row, with the error of preparing it kept for Scan.
type row struct {
	*sql.Row
	err error
}

func (r row) Scan(to ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.Row.Scan(to...)
}

func (w *writer) row(query string, args ...any) row {
	s, err := w.stmt(query)
	if err != nil {
		return row{err: err}
	}
	return row{Row: s.QueryRowContext(context.Background(), args...)}
}

// release lets go of the file; the last process to do so folds the log into it.
func (w *writer) release() error {
	var errs []error
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.conn.Close(), w.db.Close())...)
}

func (w *writer) close() error {
	w.once.Do(func() { close(w.closing) })
	<-w.done
	return w.gone
}
