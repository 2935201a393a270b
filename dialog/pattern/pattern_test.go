package pattern

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNoNeedHidesAMatch asks every expression of the house both ways on lines of the
// corpora and the transcripts: where a need is not met, the expression itself finds
// nothing either.
func TestNoNeedHidesAMatch(t *testing.T) {
	expressions := ofTheHouse(t)
	if len(expressions) < 60 {
		t.Fatalf("only %d expressions found", len(expressions))
	}
	texts := linesOf(t, "../classify/corpus/*.tsv", "../safety/corpus/*.tsv", "../testdata/*.txt")
	if len(texts) < 60 {
		t.Fatalf("only %d lines found", len(texts))
	}
	spared, matched := 0, 0
	for _, expr := range expressions {
		p := MustCompile(expr)
		for _, text := range texts {
			if p.may(text) {
				continue
			}
			spared++
			if at := p.re().FindString(text); at != "" || p.re().MatchString(text) {
				t.Errorf("%s\nneeds %v, and matches %q in %q", expr, p.needs, at, text)
			}
		}
		for _, text := range texts[:60] {
			if p.re().MatchString(text) {
				matched++
			}
		}
	}
	if spared < len(expressions)*len(texts)/2 || matched == 0 {
		t.Errorf("%d of %d questions spared, %d matches: the needs are worth nothing, or nothing was asked", spared, len(expressions)*len(texts), matched)
	}
}

func FuzzNeeds(f *testing.F) {
	for _, expr := range ofTheHouse(f) {
		f.Add(expr, "老板叫周大海,Call me back")
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		re, err := regexp.Compile(expr)
		if err != nil || len(expr) > 200 || len(text) > 200 {
			return
		}
		if p := MustCompile(expr); re.MatchString(text) != p.MatchString(text) {
			t.Fatalf("%q on %q: %v, want %v", expr, text, p.MatchString(text), re.MatchString(text))
		}
	})
}

func TestNeeds(t *testing.T) {
	for _, c := range []struct {
		expr, text string
		may        bool
	}{
		{`老板(?:欠|拖)`, "老板人好", false},
		{`老板(?:欠|拖)`, "老板没拖", true},
		{`(?:欠)?老板`, "老板", true},
		{`(?i)\bmy boss`, "MY BOSS", true},
		{`(?i)ask`, "AſK", true}, // the long s and the sign of Kelvin are letters too
		{`[^我]{0,3}(?:被|让人)`, "他打我", false},
		{`[^我]{0,3}(?:被|让人)`, "让他人", false},
		{`a*|b`, "c", true},
		{`(?:[0-9]{2,}元)+`, "12元", true},
		{`(?:[0-9]{2,}元)+`, "十二元", false},
		{`\x{fffd}`, "\xff", true},
		{``, "", true},
		{`^(?:不对|哦)?是`, "人是好人", false}, // it opens with none of these
		{`^(?:不对|哦)?是`, "哦是的", true},
		{`^(?:不对|哦)?是`, "", false},
		{`(?i)^(?:ask|oops)`, "ſK", false},
		{`(?i)^(?:ok|so)`, "ſo", true},
		{`^[一二三四]{0,2}|^好`, "我", true}, // it may be empty
		{`^老|板`, "老板", true},
		{`^老|板`, "我的板", true},
	} {
		p := MustCompile(c.expr)
		if got := p.may(c.text); got != c.may {
			t.Errorf("%s may match %q: %v, want %v", c.expr, c.text, got, c.may)
		}
		if p.re().MatchString(c.text) != p.MatchString(c.text) {
			t.Errorf("%s on %q: %v", c.expr, c.text, p.MatchString(c.text))
		}
	}
}

// TestMethodsGiveTheSame compares with regexp on a text that matches and one that does not.
func TestMethodsGiveTheSame(t *testing.T) {
	p := MustCompile(`(老)(板)`)
	for _, s := range []string{"老板和老板娘", "房东", ""} {
		same(t, "FindString", p.FindString(s), p.re().FindString(s))
		same(t, "FindStringIndex", p.FindStringIndex(s), p.re().FindStringIndex(s))
		same(t, "FindStringSubmatch", p.FindStringSubmatch(s), p.re().FindStringSubmatch(s))
		same(t, "FindStringSubmatchIndex", p.FindStringSubmatchIndex(s), p.re().FindStringSubmatchIndex(s))
		same(t, "FindAllString", p.FindAllString(s, -1), p.re().FindAllString(s, -1))
		same(t, "FindAllStringIndex", p.FindAllStringIndex(s, 1), p.re().FindAllStringIndex(s, 1))
		same(t, "FindAllStringSubmatch", p.FindAllStringSubmatch(s, -1), p.re().FindAllStringSubmatch(s, -1))
		same(t, "ReplaceAllString", p.ReplaceAllString(s, "$2"), p.re().ReplaceAllString(s, "$2"))
	}
}

// ofTheHouse reads the expressions given to MustCompile out of the sources beside this room.
func ofTheHouse(t testing.TB) []string {
	t.Helper()
	var found []string
	for _, glob := range []string{"../*.go", "../understand/*.go"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && isMustCompile(call) {
					if expr, ok := written(call.Args[0]); ok {
						found = append(found, expr)
					}
				}
				return true
			})
		}
	}
	return found
}

func isMustCompile(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "MustCompile" {
		return false
	}
	room, ok := f.X.(*ast.Ident)
	return ok && room.Name == "pattern"
}

// written is the text of a string in the source: literals, names of them, and sums.
func written(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, ok := written(e.X)
		b, also := written(e.Y)
		return a + b, ok && also
	case *ast.Ident:
		if e.Obj == nil {
			return "", false
		}
		spec, ok := e.Obj.Decl.(*ast.ValueSpec)
		if !ok {
			return "", false
		}
		for i, name := range spec.Names {
			if name.Name == e.Name && i < len(spec.Values) {
				return written(spec.Values[i])
			}
		}
	}
	return "", false
}

// linesOf are some lines of the files, and for each the second half of it.
func linesOf(t testing.TB, globs ...string) []string {
	t.Helper()
	var lines []string
	n := 0
	for _, glob := range globs {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(text)) {
				if n++; n%every == 0 {
					line = strings.TrimSpace(line)
					half := len(line) / 2
					for half < len(line) && !utf8.RuneStart(line[half]) {
						half++
					}
					lines = append(lines, line, line[half:])
				}
			}
		}
	}
	return lines
}
