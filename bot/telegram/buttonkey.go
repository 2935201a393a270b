package telegram

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
)

// dataMost is how many bytes a button may carry back.
const dataMost = 64

// keyMark begins the value of a button that is too long to be carried: it
// carries the choice's key instead, and the conversation knows which that is.
const keyMark = "#"

// buttonKeys writes what a button carries and reads what a tap brings back: a seal,
// the moment of the question, and the choice. The seal is made with the bot's own
// secret for this one chat, so nothing has to be remembered, every server on the book
// reads it, also after a restart, and what was written elsewhere is told apart. That
// the question is still open is for the conversation to say, by its moment.
type buttonKeys struct{ secret []byte }

const (
	sealBytes  = 6
	sealLetter = sealBytes * 8 / 6
)

func newButtonKeys(token string) buttonKeys {
	sum := sha256.Sum256([]byte("frontdoor buttons\n" + token))
	return buttonKeys{secret: sum[:]}
}

func (k buttonKeys) seal(chat int64, content string) string {
	h := hmac.New(sha256.New, k.secret)
	h.Write([]byte(strconv.FormatInt(chat, 10) + "\n" + content)) //nolint:errcheck // a hash never fails
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:sealBytes])
}

// write gives the data of a button: the choice's value itself, or its key where the
// value does not fit. "" where neither can be carried.
func (k buttonKeys) write(chat int64, asked time.Time, c dialog.Choice) string {
	moment := strconv.FormatInt(asked.UnixMilli(), 36) + "."
	room := dataMost - sealLetter - len(moment)
	value := c.Value
	if value == "" || len(value) > room || strings.HasPrefix(value, keyMark) || !utf8.ValidString(value) {
		value = keyMark + c.Key
	}
	if c.Key == "" && strings.HasPrefix(value, keyMark) || len(value) > room {
		return ""
	}
	return k.seal(chat, moment+value) + moment + value
}

// read gives the choice and the moment of its question; false for what this bot never
// wrote for this chat.
func (k buttonKeys) read(chat int64, data string) (choice string, asked time.Time, ok bool) {
	if len(data) <= sealLetter {
		return "", time.Time{}, false
	}
	seal, content := data[:sealLetter], data[sealLetter:]
	if !hmac.Equal([]byte(seal), []byte(k.seal(chat, content))) {
		return "", time.Time{}, false
	}
	moment, value, whole := strings.Cut(content, ".")
	at, err := strconv.ParseInt(moment, 36, 64)
	if err != nil || !whole {
		return "", time.Time{}, false
	}
	return strings.TrimPrefix(value, keyMark), time.UnixMilli(at), true
}
