package safety

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// compile reads one line of a cue file.
func (b *book) compile(line string) (pattern, error) {
	fields := strings.Fields(line)
	p := pattern{parts: make([]part, 0, len(fields))}
	for _, f := range fields {
		pt, err := b.part(f)
		if err != nil {
			return p, err
		}
		p.parts = append(p.parts, pt)
	}
	lead := 0
	for lead < len(p.parts) && p.parts[lead].begins {
		lead++
	}
	if lead == len(p.parts) || p.parts[lead].gap > 0 || p.parts[lead].optional || p.parts[lead].ends {
		return p, fmt.Errorf("a line must begin with words that are not optional: %q", line)
	}
	if p.parts[len(p.parts)-1].gap > 0 {
		return p, fmt.Errorf("a line must not end with a gap: %q", line)
	}
	within, common := int32(0), float32(math.Inf(1))
	for i := range p.parts {
		pt := &p.parts[i]
		if i > lead && pt.words && !pt.optional && !pt.ends && len(pt.numbers) == 0 && pt.common < common {
			p.need, common = need{pt.set, within}, pt.common
		}
		within += int32(pt.gap) + pt.longest
	}
	return p, nil
}

// part reads one part of a line; the same part is compiled once.
func (b *book) part(written string) (part, error) {
	if pt, ok := b.parts[written]; ok {
		return pt, nil
	}
	pt := part{}
	switch f := written; f {
	case "^":
		pt.begins = true
	case "..":
		pt.gap = 6
	case "...":
		pt.gap = 14
	case ",,":
		pt.gap, pt.across = 14, true
	default:
		f, pt.optional = strings.CutSuffix(f, "?")
		f, pt.kept = strings.CutPrefix(f, "+")
		nodes := make([]int32, 0, strings.Count(f, "|")+1)
		for alt := range strings.SplitSeq(f, "|") {
			if alt == "$" {
				pt.ends = true
				continue
			}
			var err error
			if nodes, err = b.addWording(&pt, nodes, alt); err != nil {
				return pt, err
			}
		}
		if pt.words = len(nodes) > 0; pt.words {
			slices.Sort(nodes)
			pt.set = b.vocabulary.set(slices.Compact(nodes))
		}
	}
	b.parts[written] = pt
	return pt, nil
}

// addWording appends where the wording ends in the vocabulary; a list of words is
// looked up once.
func (b *book) addWording(pt *part, nodes []int32, alt string) ([]int32, error) {
	if name, ok := strings.CutPrefix(alt, "<"); ok {
		name = strings.TrimSuffix(name, ">")
		list, ok := b.lists[name]
		if !ok {
			words, ok := b.classes[name]
			if !ok {
				return nil, fmt.Errorf("no word list is called <%s>", name)
			}
			for _, w := range words {
				var err error
				if list.nodes, err = b.addWording(&list.part, list.nodes, w); err != nil {
					return nil, err
				}
			}
			b.lists[name] = list
		}
		pt.numbers, pt.longest = append(pt.numbers, list.numbers...), max(pt.longest, list.longest)
		pt.common += list.common
		return append(nodes, list.nodes...), nil
	}
	if r, ok := strings.CutPrefix(alt, "#"); ok {
		lo, hi, _ := strings.Cut(r, "-")
		l, err1 := strconv.Atoi(lo)
		h, err2 := strconv.Atoi(hi)
		if err1 != nil || err2 != nil || l > h {
			return nil, fmt.Errorf("a range of numbers is written #6-17, not %q", alt)
		}
		pt.numbers, pt.longest = append(pt.numbers, [2]int32{int32(l), int32(h)}), max(pt.longest, 1)
		return nodes, nil
	}
	ids, err := b.intern(make([]int32, 0, 16), alt)
	if err != nil {
		return nil, err
	}
	pt.longest = max(pt.longest, int32(len(ids)))
	pt.common += float32(math.Exp2(-float64(len(alt)))) // a Chinese character has three bytes
	return append(nodes, b.vocabulary.node(ids)), nil
}

// wordList is a list of words.txt, compiled.
type wordList struct {
	part
	nodes []int32
}

// intern numbers the characters and words of one wording, in ids; "_" joins English words.
func (b *book) intern(ids []int32, alt string) ([]int32, error) {
	from := -1 // where a word began
	flush := func(to int) {
		if from >= 0 {
			ids = append(ids, b.number(alt[from:to]))
			from = -1
		}
	}
	for i, r := range alt {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if from >= 0 && r > '9' && alt[i-1] <= '9' && allDigits(alt[from:i]) {
				flush(i)
			}
			if from < 0 {
				from = i
			}
		case r == '_':
			flush(i)
		case unicode.Is(unicode.Han, r):
			flush(i)
			id, ok := b.hanID[r]
			if !ok {
				id = b.number(string(r))
				b.hanID[r] = id
			}
			ids = append(ids, id)
		default:
			return nil, fmt.Errorf("%q in %q: write lower case letters, digits, Chinese characters and _ only", r, alt)
		}
	}
	flush(len(alt))
	if len(ids) == 0 {
		return nil, fmt.Errorf("an empty wording")
	}
	return ids, nil
}

func (b *book) number(w string) int32 {
	id, ok := b.words[w]
	if !ok {
		id = int32(len(b.words) + 1)
		b.words[w] = id
	}
	return id
}
