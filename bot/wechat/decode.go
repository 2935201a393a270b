package wechat

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
)

// refPrefix marks a Media.Ref as a MediaId of this channel.
const refPrefix = dialog.WeChat + ":"

// commandKey begins the key of a button in our own menu: a word the conversation
// knows as a command follows.
const commandKey = "/"

// sceneKey begins the EventKey of a subscription by a QR code with a scene.
const sceneKey = "qrscene_"

// inputs is what a message means for the conversation; none for what means nothing to
// it (a link of the menu that was opened, a report about a mass message). It is pure.
func (m message) inputs(at time.Time) []dialog.Input {
	in := dialog.Input{ID: m.name(), Kind: dialog.Said, From: dialog.Address(dialog.WeChat + ":" + m.From), At: at, Lang: "zh"}
	in.Seq, _ = strconv.ParseInt(m.Created, 10, 64) //nolint:errcheck // unknown is 0
	in.WrittenAt(time.Unix(in.Seq, 0))
	if m.Type == "event" {
		return m.happened(in)
	}
	switch m.Type {
	case "text":
		in.Text = m.Content
	case "voice":
		in.Text = heard(m.Recognition)
	case "location":
		if in.Pin = m.pin(); in.Pin != nil {
			in.Pin.Label = strings.TrimSpace(m.Label)
		} else {
			in.Text = strings.TrimSpace(m.Label)
		}
	case "link":
		in.Text = strings.Join(filled(m.Title, m.Description, m.URL), "\n")
	}
	in.Media = m.media()
	if in.Text == "" && in.Pin == nil && len(in.Media) == 0 {
		in.Text = m.otherKind()
	}
	if strings.TrimSpace(in.Text) == "" && in.Pin == nil && len(in.Media) == 0 {
		return nil
	}
	return []dialog.Input{in}
}

// known are the kinds that say nothing where they are empty.
var known = []string{"text", "image", "voice", "video", "shortvideo", "location", "link"}

// otherKind stands for what cannot be read here (a file, a mini program, a kind not
// invented yet): its kind and its name, so that the agent sees that something came.
func (m message) otherKind() string {
	if slices.Contains(known, m.Type) || len(m.Type) > 64 {
		return ""
	}
	return strings.Join(filled("["+m.Type+"]", m.Title, m.Description, m.Content), " ")
}

// spokenMost is how long a spoken answer is, in letters; what is longer is a story.
const spokenMost = 6

// heard is what WeChat heard in a voice. It ends everything with a full stop, also a
// number or a yes.
func heard(words string) string {
	words = strings.TrimSpace(words)
	if short := strings.TrimSuffix(words, "。"); utf8.RuneCountInString(short) <= spokenMost {
		return short
	}
	return words
}

// happened reads an event.
func (m message) happened(in dialog.Input) []dialog.Input {
	switch strings.ToLower(m.Event) {
	case "subscribe":
		back := in
		back.ID, back.Kind = in.ID+":back", dialog.Unblocked
		in.Text, in.Start = "/start", strings.TrimPrefix(m.EventKey, sceneKey)
		return []dialog.Input{back, in}
	case "scan":
		in.Text, in.Start = "/start", m.EventKey
	case "unsubscribe":
		in.Kind = dialog.Blocked
	case "click":
		if !strings.HasPrefix(m.EventKey, commandKey) {
			in.Choice = m.EventKey // a button of a menu that was made elsewhere
		} else {
			in.Text = m.EventKey
		}
		if m.EventKey == "" {
			return nil
		}
	default:
		return nil
	}
	return []dialog.Input{in}
}

// sounds are the formats of voice messages.
var sounds = map[string]string{"amr": "audio/amr", "speex": "audio/speex", "mp3": "audio/mpeg"}

// media is what is attached. A kind that is not known yet is a file.
func (m message) media() []dialog.Media {
	if m.MediaID == "" {
		return nil
	}
	one := dialog.Media{Kind: "file", Ref: refPrefix + m.MediaID}
	switch m.Type {
	case "image":
		one.Kind = "photo" // jpeg, mostly; what it is, the download says
	case "voice":
		one.Kind, one.MIME = "voice", sounds[strings.ToLower(m.Format)]
	case "video", "shortvideo":
		one.Kind, one.MIME = "video", "video/mp4"
	default:
		one.Name = m.Title
	}
	return []dialog.Media{one}
}

// pin is the point of a location, nil for none or an impossible one.
func (m message) pin() *dialog.Pin {
	lat, err := strconv.ParseFloat(strings.TrimSpace(m.X), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(m.Y), 64)
	if err != nil || err2 != nil || math.IsNaN(lat+lon) || math.Abs(lat) > 90 || math.Abs(lon) > 180 {
		return nil
	}
	lat, lon = fromGCJ(lat, lon)
	return &dialog.Pin{Lat: lat, Lon: lon}
}

// filled are the texts that say something.
func filled(texts ...string) []string {
	var list []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			list = append(list, t)
		}
	}
	return list
}
