package hook

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestRetryAfter: seconds, or a date as HTTP writes it.
func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	s := &Sender{Now: func() time.Time { return now }}
	for text, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-7": 0, "99999999": 24 * time.Hour, "soon": 0, "9223372036854775807": 0,
		"Mon, 23 Nov 2026 10:02:00 GMT": 2 * time.Minute, "Mon, 23 Nov 2026 09:00:00 GMT": 0, "Mon, 23 Nov 2099 09:00:00 GMT": 24 * time.Hour,
	} {
		if got := s.retryAfter(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestAddressesAreNotTold: why a call failed is logged and listed, the address is neither,
// for its query may be a secret.
func TestAddressesAreNotTold(t *testing.T) {
	s := newWorld(t).sender
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	err := s.Test(t.Context(), Hook{Name: "platform", URL: gone.URL + "/x?token=hidden", Secret: NewSecret()})
	if err == nil || strings.Contains(err.Error(), "hidden") {
		t.Errorf("told: %v", err)
	}
}
