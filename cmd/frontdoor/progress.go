package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress shows how far a long work is: a bar on a terminal, else a line now and
// then.
type progress struct {
	to    io.Writer
	live  bool
	what  string
	total int // 0: not known
	done  int
	began time.Time
	next  time.Time // when to show it again
}

// How often progress is shown: as a bar, and in lines.
const (
	barPause  = 100 * time.Millisecond
	linePause = 10 * time.Second
	barWidth  = 30
)

func (p *program) newProgress(what string, total int) *progress {
	now := time.Now()
	b := &progress{to: p.stderr, live: terminal(p.stderr), what: what, total: total, began: now, next: now.Add(linePause)}
	if b.live {
		b.next = now
	}
	return b
}

// terminal reports whether somebody looks at what is written.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// at notes how much is done.
func (b *progress) at(done int) {
	b.done = done
	now := time.Now()
	if now.Before(b.next) {
		return
	}
	b.next = now.Add(linePause)
	if b.live {
		b.next = now.Add(barPause)
	}
	b.show(now)
}

func (b *progress) show(now time.Time) {
	if b.live {
		fmt.Fprintf(b.to, "\r\x1b[K%s", b.line(now))
		return
	}
	fmt.Fprintln(b.to, b.line(now))
}

// line is how far it is, in words.
func (b *progress) line(now time.Time) string {
	if b.total <= 0 {
		return fmt.Sprintf("%s: %d", b.what, b.done)
	}
	part := min(1, float64(b.done)/float64(b.total))
	text := fmt.Sprintf("%s: %d of %d, %d %%", b.what, min(b.done, b.total), b.total, int(100*part))
	if b.live {
		full := int(part * barWidth)
		text = fmt.Sprintf("%s  [%s%s]", text, strings.Repeat("#", full), strings.Repeat("-", barWidth-full))
	}
	if spent := now.Sub(b.began); part > 0 && part < 1 && spent > time.Second {
		text += fmt.Sprintf("  about %v left", time.Duration(float64(spent)*(1-part)/part).Round(time.Second))
	}
	return text
}

// end shows the last state and leaves its line.
func (b *progress) end() {
	b.show(time.Now())
	if b.live {
		fmt.Fprintln(b.to)
	}
}
