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
	hosts map[string]int // how many pages follow from there
}

// pagesMost is how many pages of one visitor may follow at once, hostPagesMost how many
// from one host: a whole village may sit behind one.
const (
	pagesMost     = 12
	hostPagesMost = 500
)

// listen gives a bell, and what takes it down again; false when too many listen. The
// host "" is this machine itself, and is not counted.
func (b *bells) listen(a dialog.Address, host string) (bell <-chan struct{}, stop func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pages == nil {
		b.pages, b.hosts = map[dialog.Address]map[chan struct{}]struct{}{}, map[string]int{}
	}
	if len(b.pages[a]) >= pagesMost || host != "" && b.hosts[host] >= hostPagesMost {
		return nil, nil, false
	}
	if b.pages[a] == nil {
		b.pages[a] = map[chan struct{}]struct{}{}
	}
	one := make(chan struct{}, 1)
	b.pages[a][one] = struct{}{}
	b.hosts[host]++
	return one, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.pages[a], one)
		if len(b.pages[a]) == 0 {
			delete(b.pages, a)
		}
		if b.hosts[host]--; b.hosts[host] <= 0 {
			delete(b.hosts, host)
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
