package inbox

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
)

// What a browser must fetch stays small: scripts as they are, the stylesheet packed.
func TestSize(t *testing.T) {
	scripts := 0
	for name, file := range loadStatic() {
		switch {
		case strings.HasSuffix(name, ".js"):
			scripts += len(file.body)
		case strings.HasSuffix(name, ".css"):
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			w.Write(file.body) //nolint:errcheck // a buffer takes all
			w.Close()          //nolint:errcheck // likewise
			t.Logf("%s: %d bytes packed", name, packed.Len())
			if packed.Len() > 20<<10 {
				t.Errorf("%s has %d bytes packed", name, packed.Len())
			}
		}
	}
	t.Logf("scripts: %d bytes", scripts)
	if scripts > 60<<10 || scripts == 0 {
		t.Errorf("the scripts have %d bytes", scripts)
	}
}

// The system's wish for light or dark is known before anything is drawn: nothing flashes.
func TestLightAndDark(t *testing.T) {
	t.Parallel()
	head, err := pageFiles.ReadFile("pages/head.html")
	if err != nil {
		t.Fatal(err)
	}
	wish, styles := bytes.Index(head, []byte(`<meta name="color-scheme" content="light dark">`)), bytes.Index(head, []byte(`rel="stylesheet"`))
	if wish < 0 || styles < wish || bytes.Contains(head, []byte("<script")) {
		t.Errorf("color-scheme stands at %d, the stylesheet at %d, or a script before them", wish, styles)
	}
	if !bytes.Contains(loadStatic()["inbox.css"].body, []byte("prefers-color-scheme:dark")) {
		t.Error("the stylesheet knows no dark")
	}
}
