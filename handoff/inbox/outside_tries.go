package inbox

import (
	"errors"
	"io"
	"mime/multipart"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// ErrFileForm is what Options.Arrive says of a file that is not taken.
var ErrFileForm = errors.New("no such file is taken")

type fileHeader = multipart.FileHeader

// readUpload reads a file that came with a form, whole; an error where it is too large.
func readUpload(f *fileHeader, most int64) ([]byte, error) {
	if f.Size > most {
		return nil, ErrFileForm
	}
	file, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	return io.ReadAll(io.LimitReader(file, most))
}

// How often one host may ask for links of outside parties, and how many are remembered.
const (
	outsideEvery = time.Second
	outsideBurst = 60
	outsideHosts = 4096
)

// hosts bounds how often each of many hosts may ask. The zero hosts is ready.
type hosts struct {
	mu    sync.Mutex
	limit map[string]*rate.Limiter
}

func (h *hosts) may(host string, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	l, ok := h.limit[host]
	if !ok {
		if len(h.limit) >= outsideHosts || h.limit == nil { // a flood: all begin anew
			h.limit = map[string]*rate.Limiter{}
		}
		l = rate.NewLimiter(rate.Every(outsideEvery), outsideBurst)
		h.limit[host] = l
	}
	return l.AllowN(now, 1)
}
