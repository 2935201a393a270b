package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/masterkey"
	"frontdoor/handoff/casebook/redis"
)

// keySettings say who keeps the key that opens all keys of a book.
type keySettings struct {
	Key string `name:"key" env:"FRONTDOOR_KEY" placeholder:"file:FILE|command:PROGRAM|off" help:"The master key under which words in the book are sealed: file:FILE, or command:PROGRAM ARGUMENTS that wraps and unwraps a key; off leaves them readable to whoever has the book. Not set: the file BOOK.key beside a book that is a file, made once. On Redis it must be set, to the same key on every server."`

	sealedAsIs bool // for who carries a book elsewhere and reads no word of it
}

// inTheClear is what FRONTDOOR_KEY says where words are not to be sealed.
const inTheClear = "off"

// needKey is told where nobody decided whether the words of a book on Redis are sealed.
const needKey = "FRONTDOOR_KEY is not set, and a book on Redis needs it on every server, the same one: make a key once (openssl rand -base64 32 > master.key), copy it to each, and set FRONTDOOR_KEY=file:master.key; FRONTDOOR_KEY=off leaves all words readable to whoever reaches the Redis server"

// master is who keeps the master key; nil for a book in the clear.
//
// A book in one file has its key beside it from the first day, without anybody having
// thought of it. A key made by itself on one of several machines would be lost with that
// machine, and the others could not open the book: so on Redis the town says where the key
// lies, or that it wants none. Without a word of it nothing is opened: residents' words lay
// open in a store that others may read, and nobody would have meant it.
func (s bookSettings) master() (casebook.Master, error) {
	kind, rest, ok := strings.Cut(s.Key, ":")
	switch {
	case s.sealedAsIs:
		return nil, nil
	case s.Key == "" && s.bookFile() != "":
		return masterkey.File(s.bookFile() + ".key"), nil
	case s.Key == "" && slices.Contains(redis.Schemes(), scheme(s.Book)):
		return nil, errors.New(needKey)
	case s.Key == "", s.Key == inTheClear:
		return nil, nil
	case ok && kind == "file" && rest != "":
		return masterkey.File(rest), nil
	case ok && kind == "command" && len(strings.Fields(rest)) > 0:
		return masterkey.Command(strings.Fields(rest)), nil
	}
	// What was written is not shown: it may be the key itself.
	return nil, errors.New("FRONTDOOR_KEY names no keeper of the key: write it like file:/etc/frontdoor/master.key or command:/usr/local/bin/kms-wrap, or off for words in the clear; a key itself belongs into a file")
}

// scheme is what a book's URL begins with.
func scheme(book string) string {
	kind, _, _ := strings.Cut(book, ":")
	return kind
}

// mayRead refuses a book whose words are sealed and that was opened without its key.
func (s bookSettings) mayRead(ctx context.Context, b book) error {
	if master, err := s.master(); s.sealedAsIs || master != nil || err != nil {
		return err
	}
	sealed, err := casebook.Sealed(ctx, b)
	if err == nil && sealed {
		err = fmt.Errorf("%w: FRONTDOOR_KEY must name their master key", casebook.ErrSealed)
	}
	return err
}

// sealing says under what the words of a book lie.
func (s bookSettings) sealing() finding {
	switch file, ours := strings.CutPrefix(s.Key, "file:"); {
	case s.Key == "" && s.bookFile() != "":
		return fine("Words in the book are sealed; the master key is the file %s.key: keep a copy, elsewhere than the copies of the book. Without it nobody can read them.", s.bookFile())
	case s.Key == inTheClear:
		return bad("Words in the book are NOT sealed, for FRONTDOOR_KEY is off: whoever reads the book's file or its Redis server reads them all. Set FRONTDOOR_KEY=file:FILE, on every server the same file.")
	case ours:
		return fine("Words in the book are sealed; the master key is the file %s: keep a copy, elsewhere than the copies of the book.", file)
	}
	return fine("Words in the book are sealed; a program keeps the master key.")
}

// keysCommand looks after the keys of a book.
type keysCommand struct {
	Rotate keysRotateCommand `cmd:"" help:"Draw a new master key and wrap every key of the book anew."`
}

type keysRotateCommand struct{ bookSettings }

func (*keysRotateCommand) Help() string {
	return `May run while the book is served by this machine. A file gets a new key and loses the old one when nothing is wrapped by it
any more; broken off, say it again. Copy the file to the other servers afterwards: one that has the old file cannot start.
A program (command:) is asked to wrap anew: it chooses by which key. Words already written stay as they are; their keys are
wrapped anew, so that the old master key opens nothing in the book as it is now. Older backups still open with the old one.`
}

func (c *keysRotateCommand) Run(p *program) (err error) {
	master, err := c.master()
	if err != nil {
		return err
	}
	if master == nil {
		return errors.New("nothing is sealed in this book: FRONTDOOR_KEY is off")
	}
	b, err := c.openWritten(p.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	file, ours := master.(masterkey.File)
	if ours {
		if err := file.Add(); err != nil {
			return err
		}
	}
	n, err := b.Vault().Rotate(p.ctx)
	if err != nil {
		return fmt.Errorf("rotate the keys: %w\nNothing is lost; the same command goes on from here", err)
	}
	if ours {
		if err := file.DropOld(); err != nil {
			return err
		}
	}
	fmt.Fprintf(p.stdout, "%d keys were wrapped anew; the old master key opens nothing in this book any more.\n", n)
	if ours {
		fmt.Fprintln(p.stdout, "Backups made before open by the old key alone: keep its copy as long as them. Make a backup and a copy of the new key now.")
	}
	return nil
}
