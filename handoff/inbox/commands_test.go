package inbox

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every key that the list of shortcuts shows does something, every key that does something
// is in the list, and every form a command opens is on a page.
func TestShortcutsAreTrue(t *testing.T) {
	script := string(loadStatic()["keys.js"].body)
	_, does, _ := strings.Cut(script, "const does = {")
	does, _, _ = strings.Cut(does, "}[key]")
	var done []string
	for _, m := range regexp.MustCompile(`(?m)(?:^|[{,]) *"?([a-zA-Z/?])"?: \(\) =>`).FindAllStringSubmatch(does, -1) {
		done = append(done, m[1])
	}
	var listed []string
	w := newWorld(t)
	w.as("wu").get("/inbox").shows(200)
	for _, k := range (&listView{page: page{in: &inbox{words: words{}}}}).Keys() {
		switch {
		case len(k.Press) == 2 && k.Press[0] == "Shift":
			listed = append(listed, k.Press[1])
		case k.Press[0] == "Ctrl":
		default:
			for _, key := range k.Press {
				if len(key) == 1 && !slices.Contains(listed, key) {
					listed = append(listed, key)
				}
			}
		}
	}
	slices.Sort(done)
	slices.Sort(listed)
	if !slices.Equal(done, listed) {
		t.Errorf("done by keys: %v\nlisted:       %v", done, listed)
	}
	files, err := pageFiles.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	var pages strings.Builder
	for _, f := range files {
		body, err := pageFiles.ReadFile("pages/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		pages.Write(body)
	}
	for _, c := range commandsOfPage {
		if c.show != "" && !strings.Contains(pages.String(), `id="`+c.show+`"`) {
			t.Errorf("no page has the form %s", c.show)
		}
		if c.press != "" && !slices.Contains(done, c.press) {
			t.Errorf("%s presses %q, which does nothing", c.word, c.press)
		}
	}
}

// All that the page can do is found in both languages.
func TestCommands(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	w.as("wu").get("/inbox/cases/"+string(id)).shows(200, `id="commands"`, `data-also="Merge"`, "合并", `data-also="Unclaimed"`, `data-href="/inbox?queue=unclaimed"`, `data-also="Keep saved replies"`)
}
