package bot

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// BodyMost is the most a provider may post to us, in bytes. Updates and message
// forms are a few kilobytes.
const BodyMost = 1 << 20

// passMost is how much of a body that is too large is read and forgotten.
const passMost = 32 << 20

// HandlePost mounts what a provider posts to. Every other method is answered 405.
func HandlePost(mux *http.ServeMux, path string, h http.HandlerFunc) {
	Handle(mux, path, map[string]http.HandlerFunc{http.MethodPost: h})
}

// Handle mounts what a provider calls, by method; every other is answered 405. The
// methods are mounted one by one, for a pattern without a method would collide with a
// page at "GET /".
func Handle(mux *http.ServeMux, path string, by map[string]http.HandlerFunc) {
	served := slices.Sorted(maps.Keys(by))
	refuse := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", strings.Join(served, ", "))
		http.Error(w, "only "+strings.Join(served, " and ")+" is served here", http.StatusMethodNotAllowed)
	}
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} { // GET covers HEAD
		h, ok := by[method]
		if !ok {
			h = refuse
		}
		mux.HandleFunc(method+" "+path, h)
	}
}

// ReadPost reads the body; false means that it has answered already: 413 for a
// body above BodyMost, 400 for one that broke off.
func ReadPost(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	body, err := io.ReadAll(io.LimitReader(r.Body, BodyMost+1))
	switch {
	case len(body) > BodyMost:
		// The rest is let go by, for a while: whoever is cut off while sending it is not
		// told why.
		io.CopyN(io.Discard, r.Body, passMost) //nolint:errcheck // nothing depends on it
		w.Header().Set("Connection", "close")
		http.Error(w, "body is larger than 1 MiB", http.StatusRequestEntityTooLarge)
		return nil, false
	case err != nil:
		http.Error(w, "body broke off", http.StatusBadRequest)
		return nil, false
	}
	return body, true
}
