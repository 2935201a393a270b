package rehearsal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"frontdoor/dialog"
)

// Piece is what a resident can send in one message.
type Piece struct {
	Text   string      `json:"text"`
	Choice string      `json:"choice"`
	Photo  string      `json:"photo"`
	Voice  string      `json:"voice"`
	Pin    *dialog.Pin `json:"pin"`
	ID     LineID      `json:"id"`
	GapMS  *int64      `json:"gap_ms"`
	Seq    int64       `json:"seq"`
}

// Line is one line of the -json protocol.
type Line struct {
	Piece
	From    string  `json:"from"`
	Burst   []Piece `json:"burst"`
	Wait    string  `json:"wait"`
	Agent   string  `json:"agent"`
	AgentDo string  `json:"agent_do"`
	Outcome string  `json:"outcome"`
	Have    *Have   `json:"have"`
}

// Have gives the resident a case beforehand.
type Have struct {
	No       string `json:"no"`
	Title    string `json:"title"`
	Category string `json:"category"`
	Status   string `json:"status"`
	DaysAgo  int    `json:"days_ago"`
}

// LineID is a provider's message id: a string, or a number as Telegram's are.
type LineID string

func (id *LineID) UnmarshalJSON(b []byte) error {
	var number json.Number
	if b[0] != '"' && json.Unmarshal(b, &number) == nil {
		*id = LineID(number)
		return nil
	}
	if json.Unmarshal(b, (*string)(id)) != nil {
		return errors.New("id is neither a string nor a number")
	}
	return nil
}

// Line reads one line and takes it.
func (t *House) Line(text []byte) (any, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, fmt.Errorf("the line is empty: write one JSON object, for example {\"text\":\"路灯坏了\"}")
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	var l Line
	if err := dec.Decode(&l); err != nil {
		return nil, fmt.Errorf("the line is not one JSON object of this protocol: %w", err)
	}
	if dec.More() {
		return nil, fmt.Errorf("the line holds more than one JSON object")
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	return t.Take(&l)
}

// check says what is wrong with a line that could be read.
func (l *Line) check() error {
	deeds := 0
	for _, there := range []bool{l.Piece.says(), len(l.Burst) > 0, l.Wait != "", l.Agent != "", l.AgentDo != "", l.Have != nil} {
		if there {
			deeds++
		}
	}
	if l.AgentDo != "" && l.Text != "" {
		deeds-- // the words of a closing
	}
	switch {
	case deeds == 0:
		return fmt.Errorf("the line does nothing: give text, choice, photo, voice, pin, burst, wait, agent, agent_do or have")
	case deeds > 1:
		return fmt.Errorf("the line does several things at once: give one of them")
	}
	for i, b := range l.Burst {
		if !b.says() {
			return fmt.Errorf("message %d of the burst says nothing", i+1)
		}
	}
	if l.From != "" {
		if !Speaks(dialog.Address(l.From)) {
			return fmt.Errorf("from %q is not an address: write it like %s", l.From, AddressForms)
		}
	}
	switch l.AgentDo {
	case "", "claim", "handback", "close":
	default:
		return fmt.Errorf("agent_do %q is not one of claim, handback, close", l.AgentDo)
	}
	if l.Have != nil && l.Have.Status != "" && !slices.Contains(dialog.Statuses(), dialog.Status(l.Have.Status)) {
		return fmt.Errorf("have: status %q is not one of %v", l.Have.Status, dialog.Statuses())
	}
	if l.Pin != nil && (l.Pin.Lat < -90 || l.Pin.Lat > 90 || l.Pin.Lon < -180 || l.Pin.Lon > 180) {
		return fmt.Errorf("the pin is not on earth: lat is -90 to 90, lon -180 to 180")
	}
	if l.Wait != "" {
		if _, err := parseWait(l.Wait); err != nil {
			return err
		}
	}
	return nil
}

func (p *Piece) says() bool {
	return p.Text != "" || p.Choice != "" || p.Photo != "" || p.Voice != "" || p.Pin != nil
}

// input is the piece as a channel would give it.
func (p *Piece) input() dialog.Input {
	in := dialog.Input{Kind: dialog.Said, Text: p.Text, Choice: p.Choice, Pin: p.Pin, Seq: p.Seq}
	if p.Photo != "" {
		in.Media = append(in.Media, dialog.Media{Kind: "photo", Ref: p.Photo})
	}
	if p.Voice != "" {
		in.Media = append(in.Media, dialog.Media{Kind: "voice", Ref: p.Voice})
	}
	return in
}

var days = regexp.MustCompile(`^(\d{1,4})d(.*)$`)

// parseWait reads 26h, 50m, 3d, 1d12h.
func parseWait(text string) (time.Duration, error) {
	var d time.Duration
	rest := text
	if m := days.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		d, rest = time.Duration(n)*24*time.Hour, m[2]
	}
	if rest != "" {
		more, err := time.ParseDuration(rest)
		if err != nil {
			return 0, fmt.Errorf("wait %q is not a time: write it like 26h, 3d or 50m", text)
		}
		d += more
	}
	if d < 0 || d > 4000*24*time.Hour {
		return 0, fmt.Errorf("wait %q is out of reach: between 0 and 4000d", text)
	}
	return d, nil
}
