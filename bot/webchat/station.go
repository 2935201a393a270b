package webchat

import (
	"net/http"
	"time"

	"frontdoor/dialog/hear"
)

// stationCookie carries the station whose poster was scanned ("/?station=CODE") to the
// messages written after it.
const (
	stationCookie = "frontdoor_station"
	stationAge    = 24 * time.Hour
)

// cameBy notes the station in the address of the page.
func (c *Channel) cameBy(w http.ResponseWriter, r *http.Request) {
	code := r.URL.Query().Get("station")
	if !hear.StationCode(code) {
		return
	}
	k := c.cookie(stationCookie, code, true)
	k.MaxAge = int(stationAge.Seconds())
	http.SetCookie(w, k)
}

// station is the one noted, "" for none.
func station(r *http.Request) string {
	k, err := r.Cookie(stationCookie)
	if err != nil || !hear.StationCode(k.Value) {
		return ""
	}
	return k.Value
}
