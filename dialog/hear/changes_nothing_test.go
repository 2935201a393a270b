package hear

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"
)

// Who listens changes nothing: no function here writes into a matter, a question or the
// state it was given. What was read already is kept, and nothing else.
func TestChangesNothing(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				looked++
				for _, w := range writes(fn) {
					t.Errorf("%s: %s writes %s", fset.Position(w.Pos()), fn.Name.Name, types.ExprString(w))
				}
			}
		}
	}
	if looked < 200 {
		t.Fatalf("only %d functions were looked at", looked)
	}
}

// writes are the places behind a pointer to which a function assigns.
func writes(fn *ast.FuncDecl) []ast.Expr {
	given := map[string]bool{}
	for _, list := range []*ast.FieldList{fn.Recv, fn.Type.Params} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			if kind := types.ExprString(field.Type); strings.HasPrefix(kind, "*dialog.") || kind == "*Listener" {
				for _, name := range field.Names {
					given[name.Name] = true
				}
			}
		}
	}
	var found []ast.Expr
	look := func(to ast.Expr) {
		if kept := types.ExprString(to); kept == "t.read" || kept == "t.blank" {
			return
		}
		for e := to; ; {
			switch at := e.(type) {
			case *ast.SelectorExpr:
				e = at.X
			case *ast.IndexExpr:
				e = at.X
			case *ast.StarExpr:
				e = at.X
			case *ast.Ident:
				if given[at.Name] && e != to {
					found = append(found, to)
				}
				return
			default:
				return
			}
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, to := range n.Lhs {
				look(to)
			}
		case *ast.IncDecStmt:
			look(n.X)
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "delete" {
				look(n.Args[0])
			}
		}
		return true
	})
	return found
}
