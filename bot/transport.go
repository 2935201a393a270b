package bot

import (
	"net/http"
	"time"
)

// NewTransport gives a channel the connections to its provider. As many are kept
// open as messages are sent at once: the standard one keeps two to a host, and a
// connection made anew for each message costs more than the message.
func NewTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   laneWidth,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}
