package redis

import (
	"context"
	"fmt"
	"path"
	"strings"
	"sync"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook/archive"
)

// memory is a store that two openings of a book share, that costs no disk, and in
// which a test can break things. Before and after a Put it can be told to fail, as if
// the process had been killed there.
type memory struct {
	mu            sync.Mutex
	files         map[string][]byte
	before, after error
	meanwhile     func() // happens during the next Put
}

func newMemory() *memory { return &memory{files: map[string][]byte{}} }

func (m *memory) Put(_ context.Context, name string, data []byte) error {
	if happen := m.meanwhile; happen != nil {
		m.meanwhile = nil
		happen()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.before != nil {
		return m.before
	}
	m.files[name] = append([]byte{}, data...)
	return m.after
}

func (m *memory) Get(_ context.Context, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.files[name]
	if !ok {
		return nil, fmt.Errorf("%s %w", name, archive.ErrMissing)
	}
	return data, nil
}

func (m *memory) Check(context.Context) error { return nil }

// cases are the files that hold cases.
func (m *memory) cases() (names []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.files {
		if path.Ext(name) == ".gz" {
			names = append(names, name)
		}
	}
	return names
}

func (m *memory) Remove(_ context.Context, id dialog.CaseID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.files {
		if strings.Contains(name, "/"+string(id)+".") {
			delete(m.files, name)
		}
	}
	return nil
}
