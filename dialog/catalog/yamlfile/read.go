package yamlfile

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxBytes bounds what is read at all: a town's file is some tens of kilobytes.
const maxBytes = 4 << 20

// Read fills file, a pointer to a struct of Words, structs and slices of these, from
// the text. Fields are named by their yaml tag. Every mistake of form is added to
// the mistakes; what could be read is filled in all the same. True when the form is
// right but for fields with unknown names: then it is worth looking at what the rest
// means, so that a clerk learns all mistakes at once.
func Read(text []byte, file any, m *Mistakes) (readable bool) {
	m.broken, m.text = false, text
	read(text, file, m)
	return !m.broken
}

func read(text []byte, file any, m *Mistakes) {
	if len(text) > maxBytes {
		m.broke(1, "", "the file is longer than 4 MB")
		return
	}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		var told yaml.Error
		if errors.As(err, &told) && told.GetToken() != nil {
			line := told.GetToken().Position.Line
			m.broke(line, "", "%s%s", told.GetMessage(), cmp.Or(slip(text, line), misplaced))
			return
		}
		m.broke(1, "", "this is not YAML: %s", firstLine(err.Error()))
		return
	}
	var bodies []ast.Node
	for _, doc := range tree.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.NullType {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) == 0 {
		m.broke(1, "", "the file is empty, or holds comments alone")
		return
	}
	if len(bodies) != 1 {
		m.broke(1, "", "the file must hold one document, not %d", len(bodies))
		return
	}
	fill(bodies[0], reflect.ValueOf(file).Elem(), "the file", m)
}

var (
	wordType = reflect.TypeFor[Word]()
	lineType = reflect.TypeFor[Line]()
)

func fill(node ast.Node, to reflect.Value, field string, m *Mistakes) {
	switch {
	case node.Type() == ast.NullType:
		if to.Type() == wordType {
			m.Add(lineOf(node), "", "%s is empty", field)
		}
	case node.Type() == ast.AnchorType || node.Type() == ast.AliasType || node.Type() == ast.TagType:
		m.broke(lineOf(node), "", "%s: anchors, aliases and tags are not used in this file", field)
	case to.Type() == wordType:
		scalar, ok := node.(ast.ScalarNode)
		if !ok {
			m.broke(lineOf(node), "", "%s must be a single value", field)
			return
		}
		to.Set(reflect.ValueOf(Word{Text: strings.TrimSpace(written(scalar)), Line: lineOf(node)}))
	case to.Kind() == reflect.Slice:
		list, ok := node.(*ast.SequenceNode)
		if !ok {
			m.broke(lineOf(node), "", "%s must be a list%s", field, slip(m.text, lineOf(node)))
			return
		}
		items := reflect.MakeSlice(to.Type(), len(list.Values), len(list.Values))
		for i, item := range list.Values {
			fill(item, items.Index(i), "an entry of "+field, m)
		}
		to.Set(items)
	default:
		entries, ok := node.(ast.MapNode)
		if !ok {
			m.broke(lineOf(node), "", "%s must have fields (name: value)%s", field, slip(m.text, lineOf(node)))
			return
		}
		fillStruct(entries, to, lineOf(node), m)
	}
}

func fillStruct(entries ast.MapNode, to reflect.Value, line int, m *Mistakes) {
	names, at := fieldsOf(to.Type())
	if f := to.FieldByName("Line"); f.IsValid() && f.Type() == lineType {
		f.SetInt(int64(line))
	}
	for iter := entries.MapRange(); iter.Next(); {
		key := iter.Key().GetToken().Value
		i, ok := at[key]
		if !ok {
			m.Add(lineOf(iter.Key()), "", "unknown field %q; known here: %s%s", key, strings.Join(names, ", "), slip(m.text, lineOf(iter.Key())))
			continue
		}
		fill(iter.Value(), to.Field(i), key, m)
	}
}

// fieldsOf names the fields of a struct in order, and where each lies.
func fieldsOf(t reflect.Type) (names []string, at map[string]int) {
	at = map[string]int{}
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" {
			names = append(names, tag)
			at[tag] = i
		}
	}
	return slices.Clip(names), at
}

func lineOf(node ast.Node) int {
	if entries, ok := node.(ast.MapNode); ok {
		if iter := entries.MapRange(); iter.Next() {
			node = iter.Key()
		}
	}
	if t := node.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

// written is a single value as the clerk wrote it: 0579 stays 0579.
func written(node ast.ScalarNode) string {
	if block, ok := node.(*ast.LiteralNode); ok {
		return block.Value.Value
	}
	return node.GetToken().Value
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
