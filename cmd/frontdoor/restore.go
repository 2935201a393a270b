package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"frontdoor/cmd/frontdoor/backup"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
)

// restoreCommand makes a book of a backup.
type restoreCommand struct {
	From string   `required:"" placeholder:"FILE" help:"The backup."`
	Keys []string `name:"backup-key" required:"" placeholder:"FILE" help:"A file with the key that opens it (frontdoor backup key)."`
	bookSettings
	Media  string `env:"FRONTDOOR_MEDIA" placeholder:"FOLDER" help:"Where files of residents go; the folder media beside a book that is a file when not set. A file that is there stays as it is."`
	Erased string `name:"erased-in" placeholder:"URL" help:"The book in use until now: who was erased there since the backup is erased in the restored one, too."`
}

func (*restoreCommand) Help() string {
	return `Into a book that nothing was ever stored in, of either engine:
  frontdoor restore -from 2026-11-30.backup -backup-key backup-key.txt -book sqlite:restored.db
  frontdoor restore -from 2026-11-30.backup -backup-key backup-key.txt -book redis://10.0.0.5:6379 -media /srv/media

The backup is read to its end first, so that half of one restores nothing. Then the book is held against it, event by event.
Broken off, the same command goes on; until it has ended well the new book cannot be served. What residents and agents wrote
after the backup is not in it, and what was waiting to be sent then is sent again. Search is made anew by serve.
A backup older than an erasure has what was erased, and the keys to it. serve keeps a list of what was erased (FRONTDOOR_ERASED,
BOOK.erased beside a book that is a file; several servers' lists may be put into one): what stands in it is destroyed here,
before anybody can serve it. Where the list is lost, name the book in use until now by -erased-in, if that one is left.
Words come back sealed: give the new book the master key of the old one before it is served (FRONTDOOR_KEY, or the old
FILE.key as the new book's).`
}

func (c *restoreCommand) Run(p *program) (err error) {
	keys, err := identitiesOf(c.Keys)
	if err != nil {
		return err
	}
	if c.ErasedList != "" {
		if _, err := os.Stat(c.ErasedList); err != nil {
			return fmt.Errorf("the list of what was erased: %w\nNothing was restored. Without -erased-list and FRONTDOOR_ERASED it is, with all that was erased since", err)
		}
	}
	set := serveSettings{bookSettings: c.bookSettings, Media: c.Media}
	folder := set.mediaFolder()
	from, err := backup.Open(p.ctx, func() (io.ReadCloser, error) { return os.Open(c.From) }, keys, time.Now())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if from.Tally.Files > 0 && strings.Contains(folder, "://") {
		return fmt.Errorf("the backup has %d files of residents, which are restored to a folder: name one by -media", from.Tally.Files)
	}
	if err := c.notInUse(p); err != nil {
		return err
	}
	if file := c.bookFile(); file != "" {
		if err := needFolder(filepath.Dir(file)); err != nil {
			return err
		}
	}
	c.sealedAsIs = true
	to, err := c.openAny(p.ctx, redis.Options{})
	if err != nil {
		return fmt.Errorf("-book: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if err := c.restore(p, from, to); err != nil {
		return err
	}
	n, err := from.Restore(p.ctx, folder)
	if err != nil {
		return fmt.Errorf("%w\nThe book is restored; the files of residents are not all there. The same command goes on", err)
	}
	erased, in, err := c.eraseAgain(p, to, &set)
	if err != nil {
		return fmt.Errorf("%w\nThe book is restored, but not all is erased in it again. The same command goes on", err)
	}
	if err := c.finish(p, from, to); err != nil {
		return err
	}
	switch {
	case len(in) > 0:
		fmt.Fprintf(p.stdout, "%d cases that were erased, as %s says, are erased here, too.\n", erased, strings.Join(in, " and "))
	default:
		fmt.Fprintf(p.stderr, "What was erased after the backup was made is in this book again: there is no list of it (%s). Restore with -erased-list or -erased-in, into another empty book, if anybody was.\n",
			cmp.Or(c.erasedFile(), "FRONTDOOR_ERASED is not set"))
	}
	fmt.Fprintf(p.stdout, "Restored %d things of the backup of %s; the book is the same, event by event. %d files of residents were put into %s (%d were there).\n"+
		"Serve it: FRONTDOOR_BOOK=%s frontdoor serve\n", from.Tally.Parcels, from.About.Made.Format(time.DateTime), n, folder, from.Tally.Files-n, c.bookName())
	return nil
}

// restore carries the parcels and compares.
func (c *restoreCommand) restore(p *program, from *backup.Backup, to book) error {
	mark, err := (&moveCommand{To: c.Book}).begin(p.ctx, from, to)
	if err != nil {
		return err
	}
	look := p.newProgress("Looking through the backup", from.Tally.Parcels)
	total, err := casebook.Inspect(p.ctx, from, to, look.at)
	look.end()
	if err != nil {
		return fmt.Errorf("nothing was restored: %w", err)
	}
	if mark.Version == 0 {
		if _, err = to.Put(p.ctx, mark); err != nil {
			return fmt.Errorf("noting in the new book that it is being restored: %w", err)
		}
	} else {
		fmt.Fprintln(p.stderr, "Going on with what was broken off.")
	}
	copying := p.newProgress("Restoring", total)
	err = casebook.Copy(p.ctx, from, to, copying.at)
	copying.end()
	if err != nil {
		return fmt.Errorf("restoring: %w\nThe same command goes on from here", err)
	}
	comparing := p.newProgress("Comparing", 2*total)
	troubles, err := casebook.Compare(p.ctx, from, to, kindMove, comparing.at)
	comparing.end()
	if err == nil && len(troubles) > 0 {
		err = fmt.Errorf("the book is not what the backup says:\n  %s\nRestore into a book that is empty", strings.Join(troubles, "\n  "))
	}
	return err
}

// eraseAgain destroys what the list says, or the book in use until now, and says how many cases
// that were, and which of the two there were.
func (c *restoreCommand) eraseAgain(p *program, to book, set *serveSettings) (n int, in []string, err error) {
	cases := map[dialog.CaseID]bool{}
	destroy := func(from casebook.Gones, name string) error {
		in = append(in, name)
		found, _, err := casebook.Destroyed(p.ctx, from, to)
		maps.Copy(cases, found)
		return err
	}
	if file := c.erasedFile(); file != "" {
		if _, err := os.Stat(file); err == nil {
			if err := destroy(&erasedList{file: file}, file); err != nil {
				return 0, in, err
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return 0, in, fmt.Errorf("-erased-list: %w", err)
		}
	}
	if c.Erased != "" {
		before := c.bookSettings
		before.Book, before.ErasedList = c.Erased, ""
		from, err := before.openWritten(p.ctx)
		if err != nil {
			return 0, in, fmt.Errorf("-erased-in: %w", err)
		}
		if err := errors.Join(destroy(from, before.bookName()), from.Close()); err != nil {
			return 0, in, err
		}
	}
	files, err := set.openMedia(nil)
	if err != nil {
		return 0, in, err
	}
	eraser, ok := to.(casebook.Eraser)
	for id, held := range cases {
		if ok { // what was never sealed
			if err := eraser.EraseCase(p.ctx, id, held, time.Now()); err != nil {
				return 0, in, err
			}
		}
		if err := files.Erase(p.ctx, id); err != nil {
			return 0, in, err
		}
	}
	return len(cases), in, nil
}

// finish says in the book that it is whole.
func (c *restoreCommand) finish(p *program, from *backup.Backup, to book) error {
	mark, err := to.Get(p.ctx, kindMove, moveKey)
	if err == nil {
		err = to.Remove(p.ctx, mark.Kind, mark.Key, mark.Version)
	}
	if err != nil {
		return fmt.Errorf("noting in the new book that it is restored: %w", err)
	}
	return nil
}

// identitiesOf reads files of keys.
func identitiesOf(files []string) (keys []age.Identity, err error) {
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("reading the key: %w", err)
		}
		k, err := age.ParseIdentities(f)
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("%s is no key for backups (give the file that frontdoor backup key made): %w", name, err)
		}
		keys = append(keys, k...)
	}
	return keys, nil
}
