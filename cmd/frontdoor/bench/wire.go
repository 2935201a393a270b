package bench

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio's signatures are HMAC-SHA1
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// answerTime is how long an answer may take; a provider waits no longer.
const answerTime = 15 * time.Second

// wire is one connection to the server, kept open. It writes requests itself: a
// client for every case costs as much of the CPU as the server it asks.
type wire struct {
	host string
	conn net.Conn
	in   *bufio.Reader
}

// post sends a ready request and gives the status; 0 when nobody answered.
func (w *wire) post(request []byte) int {
	status, err := w.try(request)
	if err != nil && w.conn != nil {
		w.conn.Close() //nolint:errcheck // given up
		w.conn = nil
	}
	return status
}

func (w *wire) try(request []byte) (int, error) {
	if w.conn == nil {
		conn, err := net.DialTimeout("tcp", w.host, answerTime)
		if err != nil {
			return 0, err
		}
		w.conn, w.in = conn, bufio.NewReader(conn)
	}
	if err := w.conn.SetDeadline(time.Now().Add(answerTime)); err != nil {
		return 0, err
	}
	if _, err := w.conn.Write(request); err != nil {
		return 0, err
	}
	return readStatus(w.in)
}

// readStatus reads an answer to its end and gives its status. It knows what Go's
// server says to a short answer: a length, and no chunks.
func readStatus(in *bufio.Reader) (status int, err error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	words := bytes.Fields(line)
	if len(words) < 2 {
		return 0, fmt.Errorf("reading an answer: it begins with %q", line)
	}
	if status, err = strconv.Atoi(string(words[1])); err != nil {
		return 0, fmt.Errorf("reading an answer: %w", err)
	}
	length := 0
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if name, value, _ := bytes.Cut(line, []byte(": ")); string(name) == "Content-Length" {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, fmt.Errorf("reading an answer: %w", err)
			}
		}
	}
	_, err = in.Discard(length)
	return status, err
}

func (w *wire) close() {
	if w.conn != nil {
		w.conn.Close() //nolint:errcheck // only read from
	}
}

// request is a whole POST as it goes over the wire.
func request(host, path, kind, extra, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\n%s\r\nContent-Length: %d\r\n\r\n%s",
		path, host, kind, extra, len(body), body)
}

// telegramRequest is an update as Telegram posts it.
func telegramRequest(host string, update, chat int64, text string) []byte {
	return request(host, "/telegram", "application/json", "X-Telegram-Bot-Api-Secret-Token: "+secret, fmt.Sprintf(
		`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private","first_name":"Bench"},`+
			`"from":{"id":%d,"is_bot":false,"first_name":"Bench","language_code":"zh-hans"},"text":%q}}`,
		update, update, time.Now().Unix(), chat, chat, text))
}

// twilioRequest is a text message as Twilio posts and signs it.
func twilioRequest(host, sid, from, text string) []byte {
	form := url.Values{"MessageSid": {sid}, "SmsSid": {sid}, "SmsMessageSid": {sid}, "AccountSid": {account}, "From": {from},
		"To": {number}, "Body": {text}, "NumMedia": {"0"}, "NumSegments": {"1"}, "SmsStatus": {"received"}, "ApiVersion": {"2010-04-01"}}
	signed := hmac.New(sha1.New, []byte(authToken))
	io.WriteString(signed, publicURL+"/sms") //nolint:errcheck // a hash never fails
	names := make([]string, 0, len(form))
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		io.WriteString(signed, name+form.Get(name)) //nolint:errcheck // a hash never fails
	}
	return request(host, "/sms", "application/x-www-form-urlencoded; charset=UTF-8",
		"X-Twilio-Signature: "+base64.StdEncoding.EncodeToString(signed.Sum(nil)), form.Encode())
}
