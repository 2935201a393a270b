package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"

	"github.com/nyaruka/phonenumbers"
)

// refPrefix marks a Media.Ref as a file_id of this channel.
const refPrefix = dialog.Telegram + ":"

// parse reads the narrow form of an update. An error means that it is no update
// at all; one of a kind that is not served here is no error.
func parse(body []byte) (update, error) {
	var u update
	if err := json.Unmarshal(body, &u); err != nil {
		return update{}, fmt.Errorf("reading an update: %w", err)
	}
	if u.ID == nil {
		return update{}, errors.New("reading an update: it has no update_id")
	}
	u.body = body
	return u, nil
}

// input is what an update means for the conversation; false for one that means
// nothing to it (a poll, a group's chatter, somebody pinning a message).
func (u update) input(at time.Time, keys buttonKeys) (dialog.Input, bool) {
	in := dialog.Input{ID: "u" + strconv.FormatInt(*u.ID, 10), At: at}
	ok := false
	switch {
	case u.Message != nil:
		ok = u.Message.said(&in) || u.Message.person() && strange(u.body, &in)
		in.WrittenAt(time.Unix(u.Message.Date, 0))
	case u.Edited != nil:
		ok = u.Edited.edited(&in)
	case u.Callback != nil:
		ok = u.Callback.tapped(&in, keys)
	case u.Member != nil:
		ok = u.Member.reach(&in)
	}
	return in, ok
}

// group is the chat of an update that came from a group or a channel; false for none.
func (u update) group() (chat, bool) {
	var c chat
	switch {
	case u.Message != nil:
		c = u.Message.Chat
	case u.Edited != nil:
		c = u.Edited.Chat
	case u.Callback != nil && u.Callback.Message != nil:
		c = u.Callback.Message.Chat
	case u.Member != nil && u.Member.New.Status != "left" && u.Member.New.Status != "kicked":
		c = u.Member.Chat
	}
	return c, c.ID != 0 && !c.private()
}

// person says whether a human writes in a chat of his own.
func (m *message) person() bool {
	return m.Chat.private() && m.Chat.ID != 0 && (m.From == nil || !m.From.IsBot)
}

func (m *message) said(in *dialog.Input) bool {
	if !m.person() {
		return false
	}
	in.Kind = dialog.Said
	in.From = address(m.Chat.ID)
	in.Seq = m.ID
	in.ID += "." + strconv.FormatInt(m.ID, 10) // an edit will name it by this alone
	if m.From != nil {
		in.Lang = strings.ToLower(m.From.Language)
	}
	in.Text, in.Quote = m.words(), m.answers()
	if r := m.ReplyTo; r != nil && r.ID != 0 && (r.From == nil || r.From.IsBot) {
		in.Answers = strconv.FormatInt(r.ID, 10)
	}
	in.Media = m.media()
	in.Pin = m.pin()
	if v := m.Venue; v != nil {
		name := strings.TrimSpace(v.Title + " " + v.Address)
		if in.Pin != nil {
			in.Pin.Label = name
		} else if in.Text == "" {
			in.Text = name
		}
	}
	if m.Contact != nil {
		m.shared(in)
	}
	command(in)
	return in.Text != "" || in.Start != "" || in.Contact != "" || in.Pin != nil || len(in.Media) > 0
}

// edited reads a changed message. A location that moves by itself ("live") is
// sent as edits without an end; a place once given stays, so these are no news.
func (m *message) edited(in *dialog.Input) bool {
	if m.Location != nil || !m.said(in) {
		return false
	}
	in.Kind = dialog.Edited
	in.Ref = strconv.FormatInt(m.ID, 10)
	return true
}

// tapped reads a tapped button. Its message is missing when it was sent in
// another bot's name or is too old; then the sender's own chat is meant. A button
// that this bot never offered there is told as such.
func (c *callbackQuery) tapped(in *dialog.Input, keys buttonKeys) bool {
	where := chat{ID: c.From.ID}
	if c.Message != nil {
		where = c.Message.Chat
		in.Seq = c.Message.ID
		in.Ref = strconv.FormatInt(c.Message.ID, 10)
	}
	if !where.private() || where.ID == 0 || c.From.IsBot || c.Data == "" {
		return false
	}
	in.Kind = dialog.Said
	in.From = address(where.ID)
	in.Lang = strings.ToLower(c.From.Language)
	choice, asked, ok := keys.read(where.ID, c.Data)
	in.Choice, in.Asked, in.Foreign = choice, asked, !ok
	return true
}

// reach reads that a person blocked the bot or came back.
func (m *memberUpdate) reach(in *dialog.Input) bool {
	if !m.Chat.private() || m.Chat.ID == 0 {
		return false
	}
	in.From = address(m.Chat.ID)
	in.Lang = strings.ToLower(m.From.Language)
	switch {
	case m.New.Status == "kicked":
		in.Kind = dialog.Blocked
	case m.Old.Status == "kicked" && m.New.Status == "member":
		in.Kind = dialog.Unblocked
	default:
		return false
	}
	return true
}

// media lists what is attached. A photo comes in several sizes: the largest is
// kept. An animation comes as a document as well: it is kept once.
func (m *message) media() []dialog.Media {
	var list []dialog.Media
	add := func(kind string, f *file) {
		if f != nil && f.ID != "" {
			list = append(list, dialog.Media{Kind: kind, Ref: refPrefix + f.ID, Name: f.Name, MIME: f.MIME, Size: max(f.Size, 0)})
		}
	}
	if len(m.Photo) > 0 {
		best := m.Photo[0]
		for _, p := range m.Photo {
			if p.Width*p.Height > best.Width*best.Height {
				best = p
			}
		}
		best.MIME = "image/jpeg" // photos always are
		add("photo", &best)
	}
	add("voice", m.Voice)
	add("file", m.Audio)
	add("video", m.Video)
	add("video", m.VideoNote)
	add("video", m.Animation)
	if m.Animation == nil {
		add("file", m.Document)
	}
	if m.Sticker != nil {
		s := *m.Sticker
		s.Name = s.Emoji
		add("sticker", &s)
	}
	return list
}

// pin is the point of a location or a venue, nil for none or an impossible one.
func (m *message) pin() *dialog.Pin {
	l := m.Location
	if l == nil && m.Venue != nil {
		l = &m.Venue.Location
	}
	if l == nil || math.Abs(l.Lat) > 90 || math.Abs(l.Lon) > 180 {
		return nil
	}
	return &dialog.Pin{Lat: l.Lat, Lon: l.Lon}
}

// shared reads a contact. The sender's own number is a Contact; somebody else's
// is something the resident tells, so it becomes words.
func (m *message) shared(in *dialog.Input) {
	c := m.Contact
	number := international(c.Phone)
	if c.UserID != 0 && m.From != nil && c.UserID == m.From.ID {
		in.Contact = number
		return
	}
	told := strings.Join(strings.Fields(c.First+" "+c.Last+" "+number), " ")
	in.Text = strings.TrimSpace(in.Text + " " + told)
}

// international writes a number in E.164. Telegram leaves out the plus of its
// users' own numbers, while numbers from an address book are as typed there.
func international(number string) string {
	for _, try := range []string{"+" + strings.TrimPrefix(strings.TrimSpace(number), "+"), number} {
		if p, err := phonenumbers.Parse(try, "CN"); err == nil && phonenumbers.IsValidNumber(p) {
			return phonenumbers.Format(p, phonenumbers.E164)
		}
	}
	return strings.TrimSpace(number)
}

// command reads "/start x", the tap on a deep link or a QR code: x is a payload
// (a station, a code), not words. Of any other command only the bot's own name is
// taken off ("/help@OurBot"), which Telegram adds; what commands mean is for the
// conversation to say.
func command(in *dialog.Input) {
	if !strings.HasPrefix(in.Text, "/") {
		return
	}
	head, rest, _ := strings.Cut(in.Text, " ")
	name, _, _ := strings.Cut(head, "@")
	rest = strings.TrimSpace(rest)
	if strings.EqualFold(name, "/start") {
		in.Text, in.Start = name, rest
		return
	}
	in.Text = strings.TrimSpace(name + " " + rest)
}

func address(chat int64) dialog.Address {
	return dialog.Address(dialog.Telegram + ":" + strconv.FormatInt(chat, 10))
}
