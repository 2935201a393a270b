package safety

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	b := cueBook()
	for _, l := range strings.Split(os.Getenv("T"), "|") {
		r := read(b, l)
		g := newGuards(r)
		f := Look(l)
		fmt.Printf("%q => %v %v hint=%v raw=%q\n", l, f.Flags, f.Kinds, f.Hint, f.Raw)
		for i, x := range r.tokens {
			fmt.Printf(" %d:%s c%d id%d/%d n%d b%d\n", i, l[x.start:x.end], x.clause, x.id, r.live[i].id, g.negators[i], g.bridges[i])
		}
		b.cues.each(r.live, func(p *pattern, s span) {
			fmt.Println("  cue", p.line, p.kind, l[r.tokens[s.from].start:r.tokens[s.to-1].end], "verdict", g.verdict(sighting{p.kind, p.child, s}))
		})
		for n, ps := range b.sections {
			ps.each(r.tokens, func(p *pattern, s span) { fmt.Println("  ", n, p.line, l[r.tokens[s.from].start:r.tokens[s.to-1].end]) })
		}
	}
}
