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

// Whatever stands in a query is read or is a client's mistake.
func FuzzReadQuery(f *testing.F) {
	for _, q := range []string{"", "limit=1&status=unclaimed", "limit=99999999999999999999", "limit=-1", "status=%zz", "a=1;b=2", "limit=1&limit=2", "%00=%ff"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.RawQuery = raw
		q := readQuery(r, "limit", "status")
		q.oneOf("status", []string{"unclaimed"})
		if n := q.limit(50, 200); q.err == nil && (n < 1 || n > 200) {
			t.Errorf("%q asks for %d", raw, n)
		}
		var p *problem
		if q.err != nil && (!errors.As(q.err, &p) || p.status != 400) {
			t.Errorf("%q: %v", raw, q.err)
		}
	})
}
