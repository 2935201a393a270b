package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdoor/bot/media"
	"frontdoor/cmd/frontdoor/textfile"
	"frontdoor/dialog"
	"frontdoor/dialog/answers"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/archive"
	"frontdoor/handoff/casebook/redis"
	"frontdoor/handoff/casebook/sqlite"
)

// book is an engine: both halves of what is kept, and what carries and weighs them.
type book interface {
	casebook.Book
	casebook.Shelf
	casebook.Carrier
	casebook.Scale
	casebook.Queues
	Vault() *casebook.Vault
}

// openBook opens the engine that the URL names.
func (s bookSettings) openBook(ctx context.Context) (book, error) {
	return s.openBookWith(ctx, redis.Options{})
}

// openWritten opens a book that there is already: serving and adding an agent begin one;
// whoever else names a file that is not there has mistaken the name.
func (s bookSettings) openWritten(ctx context.Context) (book, error) {
	if file := s.bookFile(); file != "" {
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("there is no book yet: the file %s does not exist; -book or FRONTDOOR_BOOK names the book, frontdoor agent add and frontdoor serve make one", file)
		}
	}
	return s.openBook(ctx)
}

// openBookWith opens the engine; the options count where it is Redis. A book that a move was broken off into is refused: half of it would be missing, and
// nobody would be told.
func (s bookSettings) openBookWith(ctx context.Context, o redis.Options) (book, error) {
	b, err := s.openAny(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := s.mayRead(ctx, b); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the book %s: %w", s.bookName(), err), b.Close())
	}
	if _, err := b.Get(ctx, kindMove, moveKey); !errors.Is(err, casebook.ErrNotFound) {
		if err == nil {
			err = fmt.Errorf("a book is being moved or restored into it, or that was broken off: finish it with frontdoor move -from … -to %[1]s, or frontdoor restore -from … -book %[1]s", s.bookName())
		}
		return nil, errors.Join(fmt.Errorf("opening the book %s: %w", s.bookName(), err), b.Close())
	}
	return b, nil
}

// openAny opens the engine that the URL names, in whatever state the book is.
func (s bookSettings) openAny(ctx context.Context, o redis.Options) (book, error) {
	kind, rest, ok := strings.Cut(s.Book, ":")
	var b book
	master, err := s.master()
	if err != nil {
		return nil, err
	}
	switch {
	case ok && kind == "sqlite" && rest != "":
		b, err = sqlite.Open(ctx, rest, sqlite.Sealed(s.witness(master)))
	case ok && kind == "sqlite":
		return nil, fmt.Errorf("the book %q names no file: write it like sqlite:frontdoor.db", s.Book)
	case ok && slices.Contains(redis.Schemes(), kind):
		o.NoWait, o.Master = s.RedisWait == "off", s.witness(master)
		if s.Archive != "" {
			if o.Archive, err = archive.Open(s.Archive); err != nil {
				return nil, fmt.Errorf("FRONTDOOR_ARCHIVE cannot be used: %w", err)
			}
		}
		b, err = redis.Open(ctx, s.Book, o)
	default:
		return nil, fmt.Errorf("%q is not a book this program can open: write it like sqlite:frontdoor.db or redis://127.0.0.1:6379", s.bookName())
	}
	if err != nil {
		err = fmt.Errorf("opening the book %s: %w", s.bookName(), err)
		if cause := causeOf(err); cause != "" {
			err = fmt.Errorf("%s: %w", cause, err)
		}
		return nil, err
	}
	return b, nil
}

// bookName is the book as it may be shown: without a password.
func (s bookSettings) bookName() string {
	head, rest, ok := strings.Cut(s.Book, "://")
	if at := strings.LastIndex(rest, "@"); ok && at >= 0 {
		return head + "://…@" + rest[at+1:]
	}
	return s.Book
}

// clockOf is the clock that all who work on a book share: the book's own if it has
// one, for the clocks of several machines differ.
func clockOf(b book) func() time.Time {
	if c, ok := b.(interface{ Now() time.Time }); ok {
		return c.Now
	}
	return time.Now
}

// temporaryBook is a book that is gone when it is closed.
func temporaryBook(ctx context.Context, options ...sqlite.Option) (b *sqlite.Book, folder string, closing func(), err error) {
	folder, err = os.MkdirTemp("", "frontdoor-")
	if err != nil {
		return nil, "", nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	b, err = sqlite.Open(ctx, filepath.Join(folder, "book.db"), options...)
	if err != nil {
		os.RemoveAll(folder)
		return nil, "", nil, fmt.Errorf("opening a temporary book: %w", err)
	}
	return b, folder, func() { b.Close(); os.RemoveAll(folder) }, nil
}

// mediaFolder is where files of residents lie when not set: beside a book that is a
// file, else here.
func (s *serveSettings) mediaFolder() string {
	if s.Media != "" {
		return s.Media
	}
	return filepath.Join(filepath.Dir(s.bookFile()), "media")
}

// openMedia opens where files of residents lie, sealed by the vault of their book; nil seals
// none.
func (s *serveSettings) openMedia(v *casebook.Vault) (*media.Store, error) {
	files, err := media.Open(s.mediaFolder(), media.Keys{ID: s.MediaKey, Secret: s.MediaSecret})
	if err != nil {
		return nil, err
	}
	return files.Sealed(v), nil
}

// bookFile is the file of a SQLite book; "" for a book that is none.
func (s bookSettings) bookFile() string {
	file, _ := strings.CutPrefix(s.Book, "sqlite:")
	if file == s.Book {
		return ""
	}
	return file
}

// load reads the catalogue and the town: the built-in ones or the files named.
func (s townSettings) load() (*catalog.Catalog, *town.Town, error) {
	cat, err := readOr(s.Catalog, "the catalogue", catalog.Parse, catalog.Default)
	if err != nil {
		return nil, nil, err
	}
	place, err := readTown(s.Places)
	if err != nil {
		return nil, nil, err
	}
	known := func(key string) bool { _, ok := cat.Category(key); return ok }
	if err := place.RetentionKnows(known); err != nil {
		return nil, nil, err
	}
	return cat, place, nil
}

// readOr reads a text file of the town's, or what is built in where none is named.
func readOr[T any](file, what string, parse func(string, []byte) (T, error), standard func() (T, error)) (T, error) {
	if file == "" {
		return standard()
	}
	text, err := textfile.Read(file)
	if err != nil {
		var none T
		return none, fmt.Errorf("reading %s: %w", what, err)
	}
	return parse(file, text)
}

// model reads the classifier: the built-in one or the file named.
func (s townSettings) model() (*classify.Model, error) {
	if s.Model == "" {
		return classify.Load()
	}
	content, err := os.ReadFile(s.Model)
	if err != nil {
		return nil, fmt.Errorf("reading the classifier: %w", err)
	}
	return decodeModel(s.Model, content)
}

// decodeModel reads a model file and says what to do about a wrong one.
func decodeModel(file string, content []byte) (*classify.Model, error) {
	m, err := classify.Decode(content)
	if err != nil {
		return nil, fmt.Errorf("%s is no classifier of this version: make one with frontdoor classify train -out %s (%w)", file, file, err)
	}
	return m, nil
}

// phrases reads the sentences: the built-in ones, with those of the town's folder in
// their place. All mistakes in its files are told at once.
func (s townSettings) phrases() (*phrases.Phrases, error) {
	sentences, err := phrases.Default()
	if err != nil || s.Phrases == "" {
		return sentences, err
	}
	found := 0
	var wrong []error
	for _, lang := range dialog.Languages() {
		file := filepath.Join(s.Phrases, lang+".txt")
		text, err := textfile.Read(file)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the town's sentences: %w", err)
		}
		found++
		own, err := sentences.With(lang, file, string(text))
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		sentences = own
	}
	if found == 0 {
		return nil, fmt.Errorf("the folder of the town's sentences, %s, holds neither zh.txt nor en.txt", s.Phrases)
	}
	return sentences, errors.Join(wrong...)
}

// sentences is the conversation for its sentences only: with the built-in classifier.
func (s townSettings) sentences() (*script.Script, error) {
	cat, place, err := s.load()
	if err != nil {
		return nil, err
	}
	sentences, err := s.phrases()
	if err != nil {
		return nil, err
	}
	sc, err := script.New(cat, place, sentences, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the sentences: %w", err)
	}
	return sc, nil
}

// script is the conversation for a catalogue and a town. Sentences that are too long for
// an SMS with the town's names in them are mistakes like others.
func (s townSettings) script(cat *catalog.Catalog, place *town.Town) (*script.Script, error) {
	model, err := s.model()
	if err != nil {
		return nil, err
	}
	sentences, err := s.phrases()
	if err != nil {
		return nil, err
	}
	sc, err := script.New(cat, place, sentences, model)
	if err != nil {
		return nil, fmt.Errorf("making the conversation: %w", err)
	}
	if s.Answers != "" {
		if sc.Answers, err = readOr(s.Answers, "the answers", answers.Parse, nil); err != nil {
			return nil, err
		}
	}
	return sc, sc.Fit()
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
