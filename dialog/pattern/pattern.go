package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// Pattern is a regular expression that knows what it needs. Its methods are those of
// regexp.Regexp and give the same.
//
// There are hundreds, and most commands ask none of them: what one needs is read off when
// it is asked first, and it is made ready when a text first has what it needs.
type Pattern struct {
	expr   string
	read   sync.Once
	needs  []need
	opens  Chars // where it matches only at the beginning: what every match begins with
	atOnce bool  // opens is known
	ready  sync.Once
	made   *regexp.Regexp
}

// MustCompile is regexp.MustCompile, but that an expression which is none is found out
// when it is first asked; a test asks every one of the house.
func MustCompile(expr string) *Pattern { return &Pattern{expr: expr} }

func (p *Pattern) readNeeds() {
	if parsed, err := syntax.Parse(p.expr, syntax.Perl); err == nil {
		p.needs = needsOf(parsed)
		p.opens, p.atOnce = opening(parsed)
	}
}

// re is the expression itself.
func (p *Pattern) re() *regexp.Regexp {
	p.ready.Do(func() { p.made = regexp.MustCompile(p.expr) })
	return p.made
}

// may says whether the expression can match at all: all its needs are met.
func (p *Pattern) may(text string) bool {
	p.read.Do(p.readNeeds)
	if p.atOnce {
		if text == "" {
			return false
		}
		if r, _ := Decode(text, 0); !p.opens.Has(r) {
			return false
		}
	}
	for i := range p.needs {
		if !p.needs[i].in(text) {
			return false
		}
	}
	return true
}

func (p *Pattern) MatchString(s string) bool { return p.may(s) && p.re().MatchString(s) }

func (p *Pattern) FindString(s string) string {
	if !p.may(s) {
		return ""
	}
	return p.re().FindString(s)
}

func (p *Pattern) FindStringIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.re().FindStringIndex(s)
}

func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.may(s) {
		return nil
	}
	return p.re().FindStringSubmatch(s)
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.re().FindStringSubmatchIndex(s)
}

func (p *Pattern) FindAllString(s string, n int) []string {
	if !p.may(s) {
		return nil
	}
	return p.re().FindAllString(s, n)
}

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.re().FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if !p.may(s) {
		return nil
	}
	return p.re().FindAllStringSubmatch(s, n)
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if !p.MatchString(s) { // regexp copies what it leaves as it is
		return s
	}
	return p.re().ReplaceAllString(s, with)
}
