package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/handoff/casebook"
)

// erasedList is the file that names what was erased: a line for each key that was destroyed, in
// the order it was. It has no word and no address in it, and restore reads it.
type erasedList struct {
	file string
	mu   sync.Mutex
}

// erasedKey is a line; its names are kept for years.
type erasedKey struct {
	Kind  string          `json:"kind"`
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
}

// erasedFile is where the list lies: where FRONTDOOR_ERASED says, beside a book that is a file
// otherwise; "" for nowhere.
func (s bookSettings) erasedFile() string {
	if s.ErasedList == "" && s.bookFile() != "" {
		return s.bookFile() + ".erased"
	}
	return s.ErasedList
}

// witnessed is a keeper of the master key that writes the list.
type witnessed struct {
	casebook.Master
	*erasedList
}

// witness has a keeper write down what is erased, where there is a list.
func (s bookSettings) witness(master casebook.Master) casebook.Master {
	if master == nil || s.erasedFile() == "" {
		return master
	}
	return witnessed{master, &erasedList{file: s.erasedFile()}}
}

// rememberErased begins the list of a book that has none yet with what was erased before.
func (s bookSettings) rememberErased(ctx context.Context, b book) error {
	file := s.erasedFile()
	if file == "" || b.Vault() == nil {
		return nil
	}
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begun := &erasedList{file: file + ".begun"}
	err := os.WriteFile(begun.file, nil, 0o600)
	if err == nil {
		err = casebook.Remember(ctx, b, begun)
	}
	if err == nil {
		err = os.Rename(begun.file, file)
	}
	if err != nil {
		return fmt.Errorf("beginning the list of what was erased, %s: %w", file, err)
	}
	return nil
}

// Gone adds a line, and returns when it is on the disk.
func (l *erasedList) Gone(_ context.Context, key casebook.Record) (err error) {
	line, err := json.Marshal(erasedKey{key.Kind, key.Key, key.Value})
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	f, err := os.OpenFile(l.file, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	// What an earlier try left of a line, on a full disk, ends here.
	if _, err := f.Write(append(append([]byte("\n"), line...), '\n')); err != nil {
		return err
	}
	return f.Sync()
}

// List gives what is listed of a kind. A line that was broken off is passed over: its key was
// not destroyed, for that comes after the line.
func (l *erasedList) List(_ context.Context, kind string) (all []casebook.Record, err error) {
	text, err := os.ReadFile(l.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		var k erasedKey
		if json.Unmarshal(lines.Bytes(), &k) != nil || k.Kind != kind || k.Key == "" {
			continue
		}
		all = append(all, casebook.Record{Kind: k.Kind, Key: k.Key, Value: k.Value})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(l.file), err)
	}
	return all, nil
}
