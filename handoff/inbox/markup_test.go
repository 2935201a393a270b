package inbox

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var (
	paragraph = regexp.MustCompile(`(?s)<p[ >].*?</p>`)
	block     = regexp.MustCompile(`<(form|div|ul|ol|dl|details|blockquote|section|fieldset|figure|table|h[1-6])[ >]`)
)

// A browser ends a paragraph where a form or another block begins in it: the rest would stand
// outside, and the page would not know its own pieces again.
func TestNoBlockInAParagraph(t *testing.T) {
	t.Parallel()
	seen := 0
	err := fs.WalkDir(pageFiles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(pageFiles, path)
		for _, p := range paragraph.FindAllString(string(body), -1) {
			seen++
			if inside := block.FindString(p); inside != "" {
				t.Errorf("%s: %s… stands in %s…", path, inside, p[:strings.IndexByte(p, '>')+1])
			}
		}
		return err
	})
	if err != nil || seen < 50 {
		t.Errorf("%d paragraphs were looked at: %v", seen, err)
	}
}
