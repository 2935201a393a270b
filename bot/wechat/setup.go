package wechat

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"frontdoor/bot"
)

// callTime bounds one call of a command.
const callTime = 10 * time.Second

// Button is one of the menu under the chat: a tap is a command to the conversation.
type Button struct {
	Label string // up to four Chinese letters are shown
	Word  string // the command, as "agent"
}

// menuMost is how many buttons a menu has room for, labelMost how long their labels
// are, in bytes.
const (
	menuMost  = 3
	labelMost = 16
)

// SetMenu makes the menu; doing it again does no harm. Phones show it within a day.
func (a *Account) SetMenu(ctx context.Context, buttons []Button) error {
	type button struct {
		Type string `json:"type"`
		Name string `json:"name"`
		Key  string `json:"key"`
	}
	var list []button
	for _, b := range buttons {
		if b.Label == "" || len(b.Label) > labelMost {
			return fmt.Errorf("making the menu: %q is no label of 1 to %d bytes", b.Label, labelMost)
		}
		list = append(list, button{"click", b.Label, commandKey + b.Word})
	}
	if len(list) == 0 || len(list) > menuMost {
		return fmt.Errorf("making the menu: it has %d buttons, and there is room for %d", len(list), menuMost)
	}
	return wrap("making the menu", a.ask(ctx, "/cgi-bin/menu/create", map[string]any{"button": list}, &struct{}{}))
}

// HasMenu says whether a menu was made.
func (a *Account) HasMenu(ctx context.Context) (bool, error) {
	const none = 46003
	err := a.ask(ctx, "/cgi-bin/menu/get", nil, &struct{}{})
	if refused := (*refusal)(nil); errors.As(err, &refused) && refused.code == none {
		return false, nil
	}
	return err == nil, wrap("asking for the menu", err)
}

// SignIn says whether WeChat knows the account and gives it a token. It makes no token
// of another process invalid.
func (a *Account) SignIn(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	_, err := a.api.tokens.get(ctx, "")
	return inWords(err)
}

// sceneMost is how long the scene of a QR code may be, in characters.
const sceneMost = 64

// townScene stands in the QR code of a town that names no station: WeChat takes no empty
// scene, and this is no station's code.
const townScene = "."

// madeQR is a QR code that WeChat made: a ticket for its picture, and what it says.
type madeQR struct {
	Ticket string `json:"ticket"`
	URL    string `json:"url"`
}

// makeQR has WeChat make a QR code that lasts for ever.
func (a *Account) makeQR(ctx context.Context, scene string) (madeQR, error) {
	var made madeQR
	if n := len([]rune(scene)); n == 0 || n > sceneMost {
		return made, fmt.Errorf("making a QR code: a station's code has 1 to %d letters", sceneMost)
	}
	err := a.ask(ctx, "/cgi-bin/qrcode/create", map[string]any{
		"action_name": "QR_LIMIT_STR_SCENE", "action_info": map[string]any{"scene": map[string]any{"scene_str": scene}},
	}, &made)
	return made, wrap("making a QR code", err)
}

// QRLink is what the QR code of a station says, to be drawn by others; that of the town
// where the station is "".
func (a *Account) QRLink(ctx context.Context, station string) (string, error) {
	if station == "" {
		station = townScene
	}
	made, err := a.makeQR(ctx, station)
	if err == nil && made.URL == "" {
		err = errors.New("making a QR code: the answer does not say what stands in it")
	}
	return made.URL, err
}

// QR is the picture (JPEG) of a QR code that lasts for ever and brings a station's code
// along when somebody scans it.
func (a *Account) QR(ctx context.Context, station string) ([]byte, error) {
	made, err := a.makeQR(ctx, station)
	switch {
	case err != nil:
		return nil, err
	case made.Ticket == "":
		return nil, errors.New("making a QR code: the answer has no ticket")
	}
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	file, kind, err := a.fetch(ctx, a.picture+"/cgi-bin/showqrcode?ticket="+url.QueryEscape(made.Ticket))
	if err != nil {
		return nil, wrap("loading the picture of a QR code", err)
	}
	defer file.Close() //nolint:errcheck // only read from
	picture, err := io.ReadAll(file)
	if err == nil && (len(picture) < 2 || picture[0] == '{' || picture[0] == '<') {
		err = fmt.Errorf("it is no picture but %q", kind)
	}
	return picture, wrap("loading the picture of a QR code", err)
}

// ask makes one call in its own time and says in words what went wrong.
func (a *Account) ask(ctx context.Context, path string, body, result any) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	heard, err := a.api.call(ctx, path, nil, body)
	if err == nil {
		err = heard.into(result)
	}
	return inWords(err)
}

// inWords says beside a refusal what it means.
func inWords(err error) error {
	refused := (*refusal)(nil)
	if !errors.As(err, &refused) || reasons[refused.code].words == "" {
		return err
	}
	return fmt.Errorf("%w: %s", err, bot.English(reasons[refused.code].words))
}
