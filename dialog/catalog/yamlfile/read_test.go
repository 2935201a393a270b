package yamlfile

import (
	"slices"
	"strings"
	"testing"
)

type shelf struct {
	Line  Line
	Name  Word   `yaml:"name"`
	Books []book `yaml:"books"`
	Tags  []Word `yaml:"tags"`
	Open  Word   `yaml:"open"`
	Count Word   `yaml:"count"`
}

type book struct {
	Line  Line
	Title Word `yaml:"title"`
}

func TestRead(t *testing.T) {
	text := "# a comment\nname: 'it''s 0579'\ntags: [a, 007, true, 08:30]\nbooks:\n  - title: one\n\n  - {title: two}\nopen: true\ncount: 12\n"
	var got shelf
	m := &Mistakes{File: "s.yaml"}
	Read([]byte(text), &got, m)
	if err := m.Err(); err != nil {
		t.Fatal(err)
	}
	if got.Name != (Word{"it's 0579", 2}) || !slices.Equal(Texts(got.Tags), []string{"a", "007", "true", "08:30"}) {
		t.Errorf("words: %+v", got)
	}
	if len(got.Books) != 2 || got.Books[0].Line != 5 || got.Books[1].Line != 7 || got.Books[1].Title.Text != "two" {
		t.Errorf("books: %+v", got.Books)
	}
	if n := got.Count.Int(m, "", "count"); !got.Open.Bool(m, "", "open") || n == nil || *n != 12 || m.Err() != nil {
		t.Errorf("open %v, count %v, %v", got.Open, n, m.Err())
	}
}

func TestReadMistakes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "s.yaml:1: the file is empty, or holds comments alone"},
		{"# only a comment\n", "s.yaml:1: the file is empty, or holds comments alone"},
		{"name: a\n---\nname: b\n", "s.yaml:1: the file must hold one document, not 2"},
		{"just words", "s.yaml:1: the file must have fields (name: value)"},
		{"name: a\nnmae: b\nbooks:\n  - titel: x\n", "s.yaml:2: unknown field \"nmae\"; known here: name, books, tags, open, count\ns.yaml:4: unknown field \"titel\"; known here: title"},
		{"name: [a]\n", "s.yaml:1: name must be a single value"},
		{"books: none\n", "s.yaml:1: books must be a list"},
		{"books: [none]\n", "s.yaml:1: an entry of books must have fields (name: value)"},
		{"tags: [a, ~]\n", "s.yaml:1: an entry of tags is empty"},
		{"name: !x a\n", "s.yaml:1: name: anchors, aliases and tags are not used in this file"},
		{strings.Repeat("# long\n", maxBytes/6), "s.yaml:1: the file is longer than 4 MB"},
	} {
		m := &Mistakes{File: "s.yaml"}
		Read([]byte(c.text), &shelf{}, m)
		if err := m.Err(); err == nil || err.Error() != c.want {
			t.Errorf("%.40q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

// What keyboards and editors do to a line is told in words that say what to do.
func TestSlips(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"name: a\nbooks:\n\t- title: x\n", "s.yaml:3: found character '\t' that cannot start any token; a tab stands before the words: put blanks there"},
		{"name: a\n\u3000count: 1\n", "s.yaml:2: unknown field \"\\u3000count\"; known here: name, books, tags, open, count; a full-width blank stands before the words: put plain blanks there"},
		{"name: a\ncount\uff1a1\nopen: true\n", "s.yaml:2: non-map value is specified; the colon after the name is full-width: put a plain one with a blank after it"},
		{"books:\n  - title\uff1ax\n", "s.yaml:2: an entry of books must have fields (name: value); the colon after the name is full-width: put a plain one with a blank after it"},
		{"name: a\ncount:12\n", "s.yaml:2: non-map value is specified; a blank is missing after the colon"},
		{"tags: \uff3ba\uff3d\n", "s.yaml:1: tags must be a list; the quotes or brackets are full-width: put plain ones"},
		{"name: 'it's'\n", "s.yaml:1: value is not allowed in this context. map key-value is pre-defined" + misplaced},
		{"books:\n- title: a\n - title: b\n", "s.yaml:3: value is not allowed in this context" + misplaced},
	} {
		m := &Mistakes{File: "s.yaml"}
		Read([]byte(c.text), &shelf{}, m)
		if err := m.Err(); err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestSameReasonOnce(t *testing.T) {
	m := &Mistakes{File: "s.yaml"}
	m.Add(9, "b", "too long")
	m.Add(3, "", "too short")
	m.Add(9, "c", "too long")
	if got, want := m.Err().Error(), "s.yaml:3: too short\ns.yaml:9: b: too long"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
