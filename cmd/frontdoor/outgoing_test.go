package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// callsOut are the files in which something is made that calls others, and who says whom it
// calls. Whatever is called where somebody else than the operator says it (a browser, an
// admin, a program, a provider's redirect) goes by hook.NewClient, which looks at the address
// when the connection is made.
var callsOut = map[string]string{
	"handoff/hook/dial.go":         "anybody: it is the guard itself (webhooks, push services, where Twilio sends on to)",
	"bot/transport.go":             "the operator: a provider's own API",
	"bot/sms/twilio_media.go":      "the operator, and by redirects Twilio: where that is not its API, the guard",
	"handoff/signin/provider.go":   "the operator: the issuer, and what its own description names",
	"bot/media/bucket.go":          "the operator: the bucket",
	"cmd/frontdoor/bench_inbox.go": "nobody: a server of its own, on the loopback",
	"cmd/frontdoor/bench":          "nobody: servers of its own, on the loopback",
}

// TestAllThatCallsOut: whoever adds a client says whom it calls.
func TestAllThatCallsOut(t *testing.T) {
	marks := map[string]string{"http": "Client Transport DefaultClient DefaultTransport Get Head Post PostForm", "net": "Dial DialTimeout DialTCP DialUDP Dialer",
		"tls": "Dial DialWithDialer Dialer", "awshttp": "NewBuildableClient", "smtp": "Dial SendMail"}
	found := map[string]bool{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := filepath.Rel(root, path)
		room := filepath.Base(filepath.Dir(path))
		if err != nil || strings.HasSuffix(room, "test") { // doubles of providers
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(text, []byte(`http"`)) && !bytes.Contains(text, []byte(`"net"`)) && !bytes.Contains(text, []byte(`"crypto/tls"`)) && !bytes.Contains(text, []byte(`smtp"`)) {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		// What is named as the type of a field or an argument makes nothing.
		types := map[ast.Node]bool{}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				types[n.Type] = true
			case *ast.StarExpr:
				types[n.X] = true
			case *ast.SelectorExpr:
				if from, ok := n.X.(*ast.Ident); ok && !types[n] && strings.Contains(" "+marks[from.Name]+" ", " "+n.Sel.Name+" ") {
					found[file] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	known := func(file string) string {
		if _, ok := callsOut[file]; ok {
			return file
		}
		return filepath.Dir(file)
	}
	used := map[string]bool{}
	for file := range found {
		if used[known(file)] = true; callsOut[known(file)] == "" {
			t.Errorf("%s calls out, and nobody says whom", file)
		}
	}
	for file := range callsOut {
		if !used[file] {
			t.Errorf("%s calls nobody any more", file)
		}
	}
}
