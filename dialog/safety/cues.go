package safety

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"frontdoor/dialog/safety/ear"
)

//go:embed cues/*.txt
var cueFiles embed.FS

// book is everything the cue files say, compiled once and then only read.
type book struct {
	words      map[string]int32
	hanID      map[rune]int32
	han        []hanEntry // by rune, from firstHan on
	simplified map[rune]rune
	classes    map[string][]string
	living     idSet // words that name a person
	spelling   *spelling

	vocabulary *vocabulary
	patterns   []pattern
	headings   map[string]int16    // kinds of danger are all under ""
	led        [][]leader          // by word set: the patterns that begin with it
	numeric    []leader            // the patterns that begin with a number
	parts      map[string]part     // what was compiled before, as written
	lists      map[string]wordList // the same for the lists of words
}

// cueBook compiles the embedded files at first use. They are part of the
// program: a mistake in them is a mistake in the program, and the tests load them.
var cueBook = sync.OnceValue(func() *book {
	b, err := load(cueFiles)
	if err != nil {
		panic("dialog/safety: " + err.Error())
	}
	return b
})

// load reads the cue files below cues/; a mistake is told with file and line.
func load(files fs.FS) (*book, error) {
	b := &book{
		words: make(map[string]int32, 1<<13), hanID: make(map[rune]int32, 1<<12), simplified: map[rune]rune{},
		classes: map[string][]string{}, spelling: newSpelling(), vocabulary: newVocabulary(), patterns: make([]pattern, 0, 1<<12),
		headings: map[string]int16{"": 0}, parts: make(map[string]part, 1<<13), lists: map[string]wordList{},
	}
	names, err := fs.Glob(files, "cues/*.txt")
	if err != nil {
		return nil, fmt.Errorf("listing cue files: %w", err)
	}
	// word lists are used by the other files
	for _, name := range append([]string{"cues/words.txt"}, names...) {
		base := strings.TrimSuffix(path.Base(name), ".txt")
		if base == "README" || base == "words" && len(b.classes) > 0 {
			continue
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading cue file: %w", err)
		}
		if err := b.readFile(base, string(text)); err != nil {
			return nil, err
		}
	}
	for _, w := range b.classes["living"] {
		b.living.add(b.number(w))
	}
	b.spelling.learn(b.words)
	b.lead()
	b.learnHan()
	return b, nil
}

func (b *book) readFile(base, text string) error {
	section := ""
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "//")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]")
			continue
		}
		if err := b.readLine(base, section, line); err != nil {
			return fmt.Errorf("%s.txt line %d: %w", base, n+1, err)
		}
	}
	return nil
}

func (b *book) readLine(base, section, line string) error {
	switch base {
	case "traditional":
		pair := []rune(strings.ReplaceAll(line, " ", ""))
		if len(pair)%2 != 0 {
			return fmt.Errorf("characters must stand in pairs, traditional then simplified")
		}
		for i := 0; i < len(pair); i += 2 {
			b.simplified[pair[i]] = pair[i+1]
		}
		return nil
	case "words":
		name, list, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("a word list is written: name = a|b|c")
		}
		name = strings.TrimSpace(name)
		for _, w := range strings.Split(strings.ReplaceAll(list, " ", ""), "|") {
			if ref, ok := strings.CutPrefix(w, "<"); ok {
				b.classes[name] = append(b.classes[name], b.classes[strings.TrimSuffix(ref, ">")]...)
				continue
			}
			b.classes[name] = append(b.classes[name], w)
		}
		return nil
	case "spelling":
		return b.spelling.read(section, line)
	}
	// a short negation counts also where a longer one begins: each wording is a pattern
	if strings.HasSuffix(section, "negation") || section == "bridge" {
		if strings.Contains(line, "|") && !strings.Contains(line, " ") {
			for _, w := range strings.Split(line, "|") {
				if err := b.readLine(base, section, w); err != nil {
					return err
				}
			}
			return nil
		}
	}
	p, err := b.compile(line)
	if err != nil {
		return err
	}
	p.idiom = section == "idiom"
	p.tight = slices.Contains(tight, section)
	kind, child := strings.CutSuffix(section, " child") // "domestic child": against somebody under 18
	if _, p.place = mannerOf(Kind(kind)); p.place < len(kinds) {
		p.kind, p.child, section = Kind(kind), child, ""
	}
	b.add(p, section)
	return nil
}

// tight are the headings whose lines do not reach past the end of a phrase.
var tight = []string{"idiom", "past", "conditional", "fear", "report", "drill", "course", "present", "lasting"}

// add puts a pattern under its heading.
func (b *book) add(p pattern, heading string) {
	h, ok := b.headings[heading]
	if !ok {
		h = int16(len(b.headings))
		b.headings[heading] = h
	}
	p.heading = h
	b.patterns = append(b.patterns, p)
}

// leader is a pattern beside the word set by which it is sought: the rarest of those
// it cannot stand without. That set stands at most so many tokens after the first;
// 0 when the pattern needs nothing but its beginning.
type leader struct {
	pattern, set, within int32
	heading              int16
}

// lead sorts the patterns by what they begin with, and seals the vocabulary.
func (b *book) lead() {
	b.led = make([][]leader, b.vocabulary.sets)
	sought := make([]bool, b.vocabulary.sets)
	for n := range b.patterns {
		p := &b.patterns[n]
		l := leader{int32(n), p.need.set, p.need.within, p.heading}
		if l.within > 0 {
			sought[l.set] = true
		}
		first := p.first()
		if first.words {
			b.led[first.set] = append(b.led[first.set], l)
		}
		if len(first.numbers) > 0 {
			b.numeric = append(b.numeric, l)
		}
	}
	b.vocabulary.seal(len(b.words),
		func(set int32) bool { return len(b.led[set]) > 0 },
		func(set int32) bool { return sought[set] })
}

// wordID finds the numbers of a Latin word, forgiving one slip in words that matter.
// For the ear all figures are alike.
func (b *book) wordID(w []byte) (id int32, unit uint32) {
	id, ok := b.words[string(w)]
	if ok && !allDigits(w) {
		return id, ear.Unit(w)
	}
	if allDigits(w) {
		return id, ear.Unit("0")
	}
	if meant, ok := b.spelling.correct(w); ok {
		return b.words[meant], ear.Unit(meant)
	}
	return 0, ear.Unit(w)
}

// hanEntry is what is known of an everyday character, a traditional one read as simplified.
type hanEntry struct {
	id   int32
	unit uint32
}

// learnHan makes the table of everyday characters.
func (b *book) learnHan() {
	b.han = make([]hanEntry, lastHan-firstHan+1)
	var room [utf8.UTFMax]byte
	for i := range b.han {
		b.han[i].unit = ear.Unit(utf8.AppendRune(room[:0], rune(firstHan+i)))
	}
	for r, id := range b.hanID {
		if r >= firstHan && r <= lastHan {
			b.han[r-firstHan].id = id
		}
	}
	for old, plain := range b.simplified {
		if old >= firstHan && old <= lastHan {
			b.han[old-firstHan] = hanEntry{b.hanID[plain], ear.Unit(string(plain))}
		}
	}
}
