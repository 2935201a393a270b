package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"frontdoor/cmd/frontdoor/backup"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
	"frontdoor/handoff/casebook/sqlite"
)

// backupCommand copies a book that is being served.
type backupCommand struct {
	Make backupMakeCommand `cmd:"" default:"withargs" help:"Write a backup (what frontdoor backup alone does)."`
	Key  backupKeyCommand  `cmd:"" help:"Make a key that opens backups, and print to whom they are written."`
}

// backupMakeCommand writes a backup.
type backupMakeCommand struct {
	bookSettings
	Media string   `env:"FRONTDOOR_MEDIA" placeholder:"FOLDER|URL" help:"Where files of residents lie; a folder is copied, too, a bucket is not. The folder media beside a book that is a file when not set."`
	To    []string `env:"FRONTDOOR_BACKUP_TO" required:"" placeholder:"age1…" help:"Who can open the backup: what frontdoor backup key printed, or an age or SSH public key; several with commas."`
	Out   string   `required:"" placeholder:"FILE" help:"Where to; - for standard output. A file that is there is never overwritten."`
}

func (*backupMakeCommand) Help() string {
	return `May run while the book is served:
  frontdoor backup key -out backup-key.txt     once; keep the file elsewhere: it alone opens backups
  frontdoor backup -to age1… -out /backup/$(date +%F).backup
  frontdoor restore -from 2026-11-30.backup -backup-key backup-key.txt -book sqlite:new.db

All of the book is in it, and the files of residents where they lie in a folder; of a bucket the backup holds nothing: let the
bucket keep versions of its own. So it is with what was archived to a folder (FRONTDOOR_ARCHIVE): the cases are in the backup,
their files in that folder are not needed. A book that is a file is copied as it was at one moment. In Redis, which shows no
single moment of all its shards, each conversation is copied as it was at a moment of its own while the command ran; every
message acknowledged before it began is in it.
Words are carried sealed as they lie in the book: whoever serves what was restored needs the town's master key, too
(FRONTDOOR_KEY; of a book that is a file, the file FILE.key beside it). Keep a copy of it, in another place than the backups.`
}

func (c *backupMakeCommand) Run(p *program) (err error) {
	recipients, err := recipientsOf(c.To)
	if err != nil {
		return err
	}
	from, err := c.openStill(p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	files, told := c.files()
	to, done, err := writeNew(c.Out, p.stdout)
	if err != nil {
		return err
	}
	show := p.newProgress("Writing", 0)
	tally, err := backup.Write(p.ctx, to, backup.About{Made: time.Now().UTC(), Program: version()}, from, files, recipients, show.at)
	show.end()
	if err = done(err); err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	fmt.Fprintf(p.stderr, "%d things of the book and %d files of residents (%d bytes) are in the backup.%s\n", tally.Parcels, tally.Files, tally.Bytes, told)
	return nil
}

// packer is a book to be copied.
type packer interface {
	casebook.Packer
	io.Closer
}

// openStill opens a book that others may be serving. A file is read as it is at this moment.
func (s bookSettings) openStill(p *program) (packer, error) {
	if file := s.bookFile(); file != "" {
		return sqlite.OpenStill(p.ctx, file)
	}
	s.sealedAsIs = true
	return s.openBookWith(p.ctx, redis.Options{Whole: true})
}

// files is the folder with files of residents; nil, and why, for none.
func (c *backupMakeCommand) files() (fs.FS, string) {
	set := serveSettings{bookSettings: c.bookSettings, Media: c.Media}
	folder := set.mediaFolder()
	if strings.Contains(folder, "://") {
		return nil, " Files of residents lie in a bucket and are not in the backup."
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Sprintf(" There is no folder %s with files of residents.", folder)
	}
	return os.DirFS(folder), ""
}

// recipientsOf reads who can open a backup.
func recipientsOf(all []string) (to []age.Recipient, err error) {
	for _, s := range all {
		r, err := age.ParseRecipients(strings.NewReader(strings.TrimSpace(s)))
		if err != nil {
			return nil, fmt.Errorf("%q is nobody to write to: make a key with frontdoor backup key (%w)", s, err)
		}
		to = append(to, r...)
	}
	return to, nil
}

// writeNew begins a file that gets its name when all of it is on the disk. done ends it,
// and takes it away after an error.
func writeNew(name string, stdout io.Writer) (to io.Writer, done func(error) error, err error) {
	if name == "-" {
		return stdout, func(err error) error { return err }, nil
	}
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, errors.Join(fmt.Errorf("%s is there already, and is not overwritten", name), err)
	}
	begun := name + ".begun"
	f, err := os.OpenFile(begun, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("making the file: %w", err)
	}
	return f, func(err error) error {
		if err == nil {
			err = f.Sync()
		}
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(begun, name)
		}
		if err != nil {
			return errors.Join(err, os.Remove(begun))
		}
		folder, err := os.Open(filepath.Dir(name))
		if err != nil {
			return err
		}
		return errors.Join(folder.Sync(), folder.Close())
	}, nil
}

// backupKeyCommand makes a key for backups.
type backupKeyCommand struct {
	Out string `required:"" placeholder:"FILE" help:"Where the key goes. Keep it elsewhere than this machine: it alone opens backups."`
}

func (c *backupKeyCommand) Run(p *program) error {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return fmt.Errorf("making a key: %w", err)
	}
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and a key is not overwritten: name another file by -out", c.Out)
	}
	if err != nil {
		return fmt.Errorf("making the file: %w", err)
	}
	_, err = fmt.Fprintf(f, "# opens backups of frontdoor that were written to:\n# %s\n%s\n", key.Recipient(), key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	fmt.Fprintln(p.stdout, key.Recipient())
	return nil
}
