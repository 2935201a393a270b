package open311

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// Whatever a client sends is read, or is its own mistake; what is read is text.
func FuzzForm(f *testing.F) {
	for _, seed := range [][3]string{
		{"application/x-www-form-urlencoded", "service_code=facilities&lat=29.08&long=119.64&description=%E7%81%AF", ""},
		{"application/x-www-form-urlencoded; charset=utf8", "attribute%5Bkind%5D=1&attribute%5Bkind%5D%5B%5D=2&description=%ff", "a=b"},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n灯\r\n--x\r\nContent-Disposition: form-data; name=\"media\"; filename=\"../a\"\r\n\r\n1\r\n--x--", ""},
		{"multipart/form-data", "--", "%zz"},
		{"text/xml", "<x/>", "start_date=2026-11-01T00:00:00Z&end_date=x&page=-1&page_size=99999999999999999999"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, kind, body, query string) {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header["Content-Type"] = []string{kind}
		r.URL.RawQuery = query
		for _, read := range []func() (form, error){func() (form, error) { return readBody(r) }, func() (form, error) { return readQuery(r) }} {
			got, err := read()
			var p *problem
			if err != nil {
				if !errors.As(err, &p) || p.status < 400 || p.status > 499 {
					t.Fatalf("%v", err)
				}
				continue
			}
			for name := range got.values {
				if !utf8.ValidString(got.get(name)) || strings.ContainsRune(got.get(name), 0) {
					t.Errorf("%q holds %q", name, got.get(name))
				}
				got.list(name)
				got.given(name)
			}
			if from, to, err := got.page(1000); err == nil && (from < 0 || to < from || to > 1000) {
				t.Errorf("page from %d to %d", from, to)
			}
			if start, end, err := got.during(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)); err == nil && end.Before(start) {
				t.Errorf("from %v to %v", start, end)
			}
			if lat, ok := degrees(got.get("lat"), 90); ok && !(lat >= -90 && lat <= 90) {
				t.Errorf("latitude %v", lat)
			}
			phoneIn(got.get("description"))
			mediaURLs(got.list("media_url"))
		}
	})
}
