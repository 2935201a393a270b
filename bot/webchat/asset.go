package webchat

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

//go:embed page
var files embed.FS

// asset is a file of the page; its address holds a hash of it, so that browsers
// keep it for ever and never use an old one.
type asset struct {
	mime, url    string
	body, packed []byte // packed is nil where that saves nothing
}

// readAsset joins files of the page into one that is served under a name.
func readAsset(name, mime string, parts ...string) (*asset, error) {
	var all [][]byte
	for _, part := range parts {
		b, err := files.ReadFile("page/" + part)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", part, err)
		}
		all = append(all, b)
	}
	return newAsset(name, mime, bytes.Join(all, nil))
}

func newAsset(name, mime string, body []byte) (*asset, error) {
	switch {
	case strings.HasPrefix(mime, "text/javascript"):
		body = lean(body)
	case strings.HasPrefix(mime, "text/css"):
		body = bytes.ReplaceAll(body, []byte("\n"), nil)
	}
	h := sha256.Sum256(body)
	a := &asset{mime: mime, url: "/web/" + name + "?v=" + hex.EncodeToString(h[:6]), body: body}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", name, err)
	}
	z.Write(body) //nolint:errcheck // into memory
	z.Close()     //nolint:errcheck // into memory
	if packed.Len() < len(body)*9/10 {
		a.packed = packed.Bytes()
	}
	return a, nil
}

var (
	margin = regexp.MustCompile(`(?m)^\s+`)
	remark = regexp.MustCompile("(?m)^//.*\n| // [^'\"`\n]*$")
	braces = regexp.MustCompile(`\n(})|({)\n`)
	signs  = regexp.MustCompile(` (=>|&&|\|\||[=!]==|=|[<>?:]) `)
)

// lean is a script without its remarks, its margin, the line ends inside its braces and
// the blanks around its signs: those are for us, and a phone at the edge of the network
// waits for every byte. No words of the page hold a sign between blanks.
func lean(script []byte) []byte {
	script = remark.ReplaceAll(margin.ReplaceAll(script, nil), nil)
	return signs.ReplaceAll(braces.ReplaceAll(script, []byte("$1$2")), []byte("$1"))
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.mime)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Has("v") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := a.body
	if a.packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.packed
		}
	}
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // nobody to tell
	}
}
