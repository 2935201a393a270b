package redis

import (
	"context"
	"crypto/sha1" //nolint:gosec // Lua's only checksum; it meets no enemy here
	"errors"
	"fmt"
	"strings"

	"golang.org/x/sync/errgroup"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/archive"
)

var _ casebook.Archiver = (*Book)(nil)

// errNoArchive: the book has archived cases and was opened without an archive.
var errNoArchive = errors.New("FRONTDOOR_ARCHIVE does not say where they lie")

// Archive moves the events of a case to the archive: first the file is there and read
// back, then a stub takes their place, if no event came meanwhile. Killed between the
// two, the case is where it was, and a file lies in the archive that nobody reads.
func (b *Book) Archive(ctx context.Context, id dialog.CaseID, seq int) error {
	if b.store == nil {
		return fmt.Errorf("archive case %s: %w", id, errNoArchive)
	}
	s, log, err := b.find(ctx, id)
	if err != nil {
		return err
	}
	head, moved := readStub(log[0])
	if moved && !head.followed {
		return nil
	}
	if len(log) != seq {
		return fmt.Errorf("archive case %s: it has %d events, not %d: %w", id, len(log), seq, casebook.ErrStale)
	}
	if err := b.archive(ctx, s, id, log); err != nil {
		return fmt.Errorf("archive case %s: %w", id, err)
	}
	return nil
}

func (b *Book) archive(ctx context.Context, s shard, id dialog.CaseID, log []string) error {
	docs, err := b.whole(ctx, id, log)
	if err != nil {
		return err
	}
	events, err := b.decode(ctx, id, 1, docs) // what cannot be read stays where it is
	if err != nil {
		return err
	}
	if err := b.ownArchive(ctx); err != nil {
		return err
	}
	name, err := b.put(ctx, id, docs)
	if err != nil {
		return err
	}
	head := stub{count: len(docs), last: events[len(events)-1].At, name: name}
	for _, e := range events {
		if e.Address != "" {
			head.address = e.Address
		}
	}
	done, err := b.swap(ctx, s, id, log, []string{head.String()})
	if err == nil && !done {
		err = casebook.ErrStale
	}
	return err
}

// put writes the file of a case and reads it back.
func (b *Book) put(ctx context.Context, id dialog.CaseID, docs []string) (name string, err error) {
	events := make([]casebook.EventDocument, len(docs))
	for i, doc := range docs {
		open, private, _ := strings.Cut(doc, "\n")
		events[i] = casebook.EventDocument{Open: []byte(open), Private: []byte(private)}
	}
	name, data, err := archive.Pack(id, events)
	if err != nil {
		return "", err
	}
	if err := b.store.Put(ctx, name, data); err != nil {
		return "", err
	}
	_, err = b.unpack(ctx, id, name)
	return name, err
}

// unpack reads the events of a case from the archive, as a log keeps them.
func (b *Book) unpack(ctx context.Context, id dialog.CaseID, name string) ([]string, error) {
	if b.store == nil {
		return nil, errNoArchive
	}
	data, err := b.store.Get(ctx, name)
	if err != nil {
		return nil, err
	}
	events, err := archive.Unpack(name, id, data)
	if err != nil {
		return nil, err
	}
	docs := make([]string, len(events))
	for i, e := range events {
		docs[i] = string(join(e))
	}
	return docs, nil
}

// whole gives the log of a case with the events of the archive in their places.
func (b *Book) whole(ctx context.Context, id dialog.CaseID, log []string) ([]string, error) {
	head, ok := readStub(log[0])
	if !ok {
		return log, nil
	}
	docs, err := b.unpack(ctx, id, head.name)
	if err == nil && len(docs) != head.count {
		err = fmt.Errorf("%s %w: it holds %d events, not %d", head.name, archive.ErrDamaged, len(docs), head.count)
	}
	if err != nil {
		return nil, err
	}
	return append(docs, head.after(log)...), nil
}

// events reads the events of a case from its log and, where they lie there, from the
// archive. An archive that does not give them is told in their place (see doc.go).
func (b *Book) events(ctx context.Context, id dialog.CaseID, log []string) ([]casebook.Event, error) {
	docs, why := b.whole(ctx, id, log)
	if why == nil {
		return b.decode(ctx, id, 1, docs)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if b.entire {
		return nil, fmt.Errorf("case %s is archived and cannot be read: %w", id, why)
	}
	head, _ := readStub(log[0])
	if _, told := b.told.LoadOrStore(head.name, true); !told {
		b.log.Error("an archived case cannot be read", "case", id, "err", why)
	}
	after, err := b.decode(ctx, id, head.count+1, head.after(log))
	return append(head.unreadable(id, why), after...), err
}

// where a case lies.
type where struct {
	shard
	id dialog.CaseID
}

// archiveReaders is how many files of the archive are read at the same time.
const archiveReaders = 8

// archivedEvents reads cases that are not wholly in Redis, all their events.
func (b *Book) archivedEvents(ctx context.Context, cases map[where]bool) (map[where][]casebook.Event, error) {
	found := make(map[where]*[]casebook.Event, len(cases))
	var work errgroup.Group
	work.SetLimit(archiveReaders)
	for at := range cases {
		events := new([]casebook.Event)
		found[at] = events
		work.Go(func() error {
			log, err := b.client.LRange(ctx, at.log(at.id), 0, -1).Result()
			if err == nil && len(log) > 0 {
				*events, err = b.events(ctx, at.id, log)
			}
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	all := make(map[where][]casebook.Event, len(found))
	for at, events := range found {
		all[at] = *events
	}
	return all, nil
}

// restores is how often a commit brings its cases back before it gives up: they would
// have to be archived again each time, in the moment between.
const restores = 16

// restore brings the archived ones of some cases back, for they get events. One that
// the archive does not give takes its events behind the stub: a file that is gone, or
// a folder that is away, keeps nobody from being heard.
func (b *Book) restore(ctx context.Context, s shard, events []casebook.Event) error {
	done := map[dialog.CaseID]bool{}
	for _, e := range events {
		if done[e.Case] {
			continue
		}
		done[e.Case] = true
		log, err := b.client.LRange(ctx, s.log(e.Case), 0, -1).Result()
		if err != nil {
			return err
		}
		if len(log) != 1 {
			continue // it never was archived, or another process was faster
		}
		head, ok := readStub(log[0])
		if !ok || head.followed {
			continue
		}
		docs, why := b.whole(ctx, e.Case, log)
		if why != nil {
			if err := ctx.Err(); err != nil {
				return err
			}
			b.log.Error("an archived case cannot be brought back; its new events stand alone", "case", e.Case, "err", why)
			docs = head.let()
		}
		if _, err := b.swap(ctx, s, e.Case, log, docs); err != nil {
			return err
		}
	}
	return nil
}

// swap puts other entries into the log of a case if it still holds those read
// before; false if not.
func (b *Book) swap(ctx context.Context, s shard, id dialog.CaseID, read, becomes []string) (bool, error) {
	sum := sha1.New()
	for _, entry := range read {
		fmt.Fprintf(sum, "%d %s", len(entry), entry)
	}
	args := []any{fmt.Sprintf("%x", sum.Sum(nil))}
	for _, entry := range becomes {
		args = append(args, entry)
	}
	done, err := b.one(ctx, s, b.scripts.swap, []string{s.log(id)}, args...)
	return done != nil, err
}

// mark of a book in its archive: the file that only this book's archive has.
func (b *Book) archiveMark() string { return "book-" + b.id }

// ownArchive makes sure that the archive is the one in which this book's cases lie:
// not an empty folder in the place of one that is not mounted, and not another one for
// each process.
func (b *Book) ownArchive(ctx context.Context) error {
	used, err := b.usesArchive(ctx)
	if err != nil || used {
		return err
	}
	if err := b.store.Put(ctx, b.archiveMark(), []byte("The archive of a book of frontdoor. Keep this file.\n")); err != nil {
		return err
	}
	return b.client.HSet(ctx, b.shard(0).about(), "archive", 1).Err()
}

// usesArchive reports whether cases were archived before; an error if that was in
// another archive than this one, or in one that nobody named.
func (b *Book) usesArchive(ctx context.Context) (bool, error) {
	used, err := b.client.HExists(ctx, b.shard(0).about(), "archive").Result()
	if err != nil || !used {
		return false, err
	}
	if b.store == nil {
		return true, fmt.Errorf("cases of this book are archived, and %w", errNoArchive)
	}
	_, err = b.store.Get(ctx, b.archiveMark())
	if errors.Is(err, archive.ErrMissing) {
		return true, fmt.Errorf("the archive is not the one in which cases of this book lie (%w); is its folder mounted, and the same for every process?", err)
	}
	return true, err
}

// CheckArchive says why cases cannot be archived or read back; nil if all is well, or
// if the book has none and none is wanted.
func (b *Book) CheckArchive(ctx context.Context) error {
	if _, err := b.usesArchive(ctx); err != nil || b.store == nil {
		return err
	}
	return b.store.Check(ctx)
}
