package pattern

import (
	"regexp"
	"regexp/syntax"
)

// Pattern is a regular expression that knows what it needs. Its methods are those of
// regexp.Regexp and give the same.
type Pattern struct {
	re     *regexp.Regexp
	needs  []need
	opens  Chars // where it matches only at the beginning: what every match begins with
	atOnce bool  // opens is known
}

// MustCompile is regexp.MustCompile.
func MustCompile(expr string) *Pattern {
	p := &Pattern{re: regexp.MustCompile(expr)}
	if parsed, err := syntax.Parse(expr, syntax.Perl); err == nil {
		p.needs = needsOf(parsed)
		p.opens, p.atOnce = opening(parsed)
	}
	return p
}

// may says whether the expression can match at all: all its needs are met.
func (p *Pattern) may(text string) bool {
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

func (p *Pattern) MatchString(s string) bool { return p.may(s) && p.re.MatchString(s) }

func (p *Pattern) FindString(s string) string {
	if !p.may(s) {
		return ""
	}
	return p.re.FindString(s)
}

func (p *Pattern) FindStringIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindStringIndex(s)
}

func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.may(s) {
		return nil
	}
	return p.re.FindStringSubmatch(s)
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindStringSubmatchIndex(s)
}

func (p *Pattern) FindAllString(s string, n int) []string {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllString(s, n)
}

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if !p.may(s) {
		return nil
	}
	return p.re.FindAllStringSubmatch(s, n)
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if !p.MatchString(s) { // regexp copies what it leaves as it is
		return s
	}
	return p.re.ReplaceAllString(s, with)
}
