package wording

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoad(t *testing.T) {
	for _, row := range []struct{ zh, en, wrong string }{
		{"# 注\nhello = 您好\uff0c{name}\n", "hello = Hello, {name}", ""},
		{"a = 一\\n二", "a = one\\ntwo", ""},
		{"a = 一\nb 二", "a = one", "words/zh.txt:2"},
		{"a = 一\na = 二", "a = one", "words/zh.txt:2"},
		{"a = 一\nb = 二", "a = one", `words/en.txt lacks "b"`},
		{"a = 一", "a = one\nb = two", `words/zh.txt lacks "b"`},
		{"a = 一\nb = 好,二", "a = one\nb = two", `words/zh.txt:2: the mark in "好,"`},
		{"a = 好(二)", "a = one", `words/zh.txt:1`},
		{"a = 例如 zh, en，08:30", "a = 是,for example", ""},
	} {
		words, err := Load(fstest.MapFS{"words/zh.txt": {Data: []byte(row.zh)}, "words/en.txt": {Data: []byte(row.en)}})
		if (err == nil) != (row.wrong == "") || err != nil && !strings.Contains(err.Error(), row.wrong) {
			t.Errorf("%q, %q: %v, want %q", row.zh, row.en, err, row.wrong)
		}
		if err == nil && len(words["zh"]) != len(words["en"]) {
			t.Errorf("%q: %v", row.zh, words)
		}
	}
}
