package safety

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

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
	led        [][]int32           // by word set: the patterns that begin with it
	numeric    []int32             // the patterns that begin with a number
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
	b.vocabulary.seal(len(b.words))
	b.led = append(b.led, make([][]int32, int(b.vocabulary.sets)-len(b.led))...)
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
	if _, place := mannerOf(Kind(kind)); place < len(kinds) {
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
	n := int32(len(b.patterns))
	b.patterns = append(b.patterns, p)
	first := p.first()
	if first.words {
		for int(first.set) >= len(b.led) {
			b.led = append(b.led, nil)
		}
		b.led[first.set] = append(b.led[first.set], n)
	}
	if len(first.numbers) > 0 {
		b.numeric = append(b.numeric, n)
	}
}

// wordID finds the numbers of a Latin word, forgiving one slip in words that matter.
// For the ear all figures are alike.
func (b *book) wordID(w string) (id int32, unit uint32) {
	id, ok := b.words[w]
	if !ok {
		w = b.spelling.correct(w)
		id = b.words[w]
	}
	if allDigits(w) {
		w = "0"
	}
	return id, ear.Unit(w)
}

// hanEntry is what is known of an everyday character, a traditional one read as simplified.
type hanEntry struct {
	id   int32
	unit uint32 // 0 when it is that of the character itself
}

// learnHan makes the table of everyday characters.
func (b *book) learnHan() {
	b.han = make([]hanEntry, lastHan-firstHan+1)
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
