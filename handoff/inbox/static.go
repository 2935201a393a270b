package inbox

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"regexp"
	"time"
)

//go:embed static/*
var staticFiles embed.FS

// static are the stylesheet, the modules and the icons, with a mark of what is in
// each: a browser keeps a marked file for good, and asks whether another has changed.
type static map[string]staticFile

type staticFile struct {
	body []byte
	mark string
}

// remark is a line of a script that only people read: it is not sent, and line numbers stay.
var remark = regexp.MustCompile(`(?m)^ *//.*$`)

func loadStatic() static {
	s := static{}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic(err) // the files are built in
	}
	for _, e := range entries {
		body, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		if path.Ext(e.Name()) == ".js" {
			body = remark.ReplaceAll(body, nil)
		}
		sum := sha256.Sum256(body)
		s[e.Name()] = staticFile{body, hex.EncodeToString(sum[:6])}
	}
	return s
}

func (s static) address(name string) string {
	return "/inbox/static/" + name + "?v=" + s[name].mark
}

func (s static) serve(w http.ResponseWriter, r *http.Request) {
	file, ok := s[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("file"))))
	w.Header().Set("ETag", `"`+file.mark+`"`)
	w.Header().Set("Cache-Control", "no-cache") // modules name each other without a mark
	if r.URL.Query().Get("v") == file.mark {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(file.body))
}
