package api

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
)

// Whatever is sent as a body is read or is a client's mistake.
func FuzzReadBody(f *testing.F) {
	for _, body := range []string{"", "{}", "null", `{"text":"好","outcome":"solved","key":"k","force":false}`, `{"text":"\ud800"}`, "\xff", "[[[[", `{"text":{}}`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var form closeForm
		err := readBody(httptest.NewRequest("POST", "/", strings.NewReader(body)), &form)
		var p *problem
		if err != nil && (!errors.As(err, &p) || p.status != 400 || p.What == "" || p.Do == "") {
			t.Errorf("%q: %v", body, err)
		}
	})
}

// TestBrokenQuery: what cannot be read of a query is not left out silently.
func TestBrokenQuery(t *testing.T) {
	for query, wrong := range map[string]bool{"status=unclaimed": false, "limit=1&status=%zz": true, "limit=1;status=unclaimed": true} {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.RawQuery = query
		if q := readQuery(r, "limit", "status"); (q.err != nil) != wrong {
			t.Errorf("%s: %v", query, q.err)
		}
	}
}
