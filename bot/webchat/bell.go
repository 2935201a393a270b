package webchat

import (
	"sync"

	"frontdoor/dialog"
)

// bells tell the open pages of an address that there is something new. A page
// that has not heard the last ring yet needs no second one.
type bells struct {
	mu    sync.Mutex
	pages map[dialog.Address]map[chan struct{}]struct{}
}

// pagesMost is how many pages of one visitor may follow at once.
const pagesMost = 12

// listen gives a bell, and what takes it down again; false when too many listen.
func (b *bells) listen(a dialog.Address) (bell <-chan struct{}, stop func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pages == nil {
		b.pages = map[dialog.Address]map[chan struct{}]struct{}{}
	}
	if len(b.pages[a]) >= pagesMost {
		return nil, nil, false
	}
	if b.pages[a] == nil {
		b.pages[a] = map[chan struct{}]struct{}{}
	}
	one := make(chan struct{}, 1)
	b.pages[a][one] = struct{}{}
	return one, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.pages[a], one)
		if len(b.pages[a]) == 0 {
			delete(b.pages, a)
		}
	}, true
}

func (b *bells) ring(a dialog.Address) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for one := range b.pages[a] {
		select {
		case one <- struct{}{}:
		default:
		}
	}
}
