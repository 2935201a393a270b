package wechat

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// message is the narrow form of what WeChat posts: what the conversation needs and
// nothing else. Names are WeChat's. Everything not named here is not read, so it
// cannot break the reading and cannot be kept by accident.
type message struct {
	From    string `xml:"FromUserName"`
	Created string `xml:"CreateTime"`
	Type    string `xml:"MsgType"`
	ID      string `xml:"MsgId"`

	Content     string
	MediaID     string `xml:"MediaId"`
	Format      string // of a voice: amr, speex
	Recognition string
	X           string `xml:"Location_X"` // latitude
	Y           string `xml:"Location_Y"` // longitude
	Label       string
	Title       string
	Description string
	URL         string `xml:"Url"`
	Event       string
	EventKey    string
}

// openIDForm is how WeChat calls people.
var openIDForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`)

// deepest is how deep elements of a message may lie in one another; WeChat's lie three
// deep.
const deepest = 16

// parse reads the narrow form. An error means that it is no message at all; one of a
// kind that is not served here is no error.
func parse(text []byte) (message, error) {
	text = cleaned(text)
	if err := shallow(text); err != nil {
		return message{}, err
	}
	var m message
	if err := xml.Unmarshal(text, &m); err != nil {
		return message{}, fmt.Errorf("reading a message: %w", err)
	}
	for _, s := range []*string{&m.From, &m.Created, &m.Type, &m.ID, &m.MediaID, &m.Event, &m.EventKey} {
		*s = strings.TrimSpace(*s)
	}
	if _, err := strconv.ParseInt(m.Created, 10, 64); err != nil {
		m.Created = "0"
	}
	if len(m.Event) > 64 {
		return message{}, errors.New("reading a message: its event has no end")
	}
	if !openIDForm.MatchString(m.From) || m.Type == "" {
		return message{}, errors.New("reading a message: it says not who sent what")
	}
	return m, nil
}

// encryptedIn finds what stands in Encrypt, "" for nothing.
func encryptedIn(body []byte) string {
	var sealed struct{ Encrypt string }
	if body = cleaned(body); shallow(body) != nil || xml.Unmarshal(body, &sealed) != nil {
		return ""
	}
	return strings.TrimSpace(sealed.Encrypt)
}

// cleaned takes out what XML has no room for. Keyboards of phones put control
// characters into what people write; one of them must not lose the message.
func cleaned(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
		case r < ' ' || r == utf8.RuneError || r == 0xfffe || r == 0xffff:
			return -1
		}
		return r
	}, text)
}

// shallow refuses what is no message before it costs anything: declarations of
// entities, elements in elements without end, more than one root.
func shallow(text []byte) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	depth, roots := 0, 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			if roots != 1 || depth != 0 {
				return errors.New("reading a message: it is not one element")
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a message: %w", err)
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				roots++
			}
			if depth > deepest {
				return errors.New("reading a message: it is too deep")
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return errors.New("reading a message: it declares a document type")
		}
	}
}

// name is how a message is called in the log and in the book: the same whenever it is
// delivered again.
func (m message) name() string {
	switch {
	case m.Type == "event":
		key := m.EventKey
		if len(key) > 64 {
			sum := sha256.Sum256([]byte(key))
			key = hex.EncodeToString(sum[:8])
		}
		return strings.TrimSuffix("e"+m.Created+":"+m.Event+":"+key, ":")
	case m.ID != "" && len(m.ID) <= 64:
		return "m" + m.ID
	}
	return "t" + m.Created + ":" + m.mark()[:16]
}

// mark stands for all that a message says: another message has another.
func (m message) mark() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q", []string{m.From, m.Created, m.Type, m.ID, m.Content, m.MediaID, m.Format, m.Recognition, m.X, m.Y, m.Label, m.Title, m.Description, m.URL, m.Event, m.EventKey})
	return hex.EncodeToString(h.Sum(nil))
}
