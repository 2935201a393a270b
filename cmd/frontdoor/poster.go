package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"frontdoor/cmd/frontdoor/poster"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/script"
)

// textNumber is a number that a phone can send a text message to, short ones included.
var textNumber = regexp.MustCompile(`^\+?[0-9]{3,15}$`)

// posterCommand draws the sheet that hangs at a station.
type posterCommand struct {
	serveSettings
	Station string `placeholder:"CODE" help:"The station where it hangs: 1 to 32 of A-Z a-z 0-9 _ -. Agents see it with each case. Not set: a poster of the whole town."`
	SMS     string `name:"sms" placeholder:"NUMBER" help:"The number to text, where FRONTDOOR_TWILIO_FROM names a messaging service and not a number."`
	Font    string `placeholder:"FILE" help:"A Chinese TrueType font for the PDF; that of the package fonts-droid-fallback when not set."`
	Out     string `default:"." placeholder:"FOLDER" help:"Where the two files go; here when not set."`
}

func (*posterCommand) Help() string {
	return `Makes poster-CODE.svg and poster-CODE.pdf, A4, with a QR code for each channel that is on:
  export FRONTDOOR_PUBLIC_URL=https://door.example.org FRONTDOOR_TELEGRAM_NAME=luobu_bot
  frontdoor poster -station QX-07
The words are phrases poster.… (frontdoor phrases -h), names and numbers those of the town.`
}

func (c *posterCommand) Run(p *program) error {
	if c.Station != "" && !hear.StationCode(c.Station) {
		fmt.Fprintf(p.stderr, "frontdoor: %q cannot name a station: it must be 1 to 32 of A-Z a-z 0-9 _ -, and not look like the code of a case.\n", c.Station)
		return errTold
	}
	if c.SMS != "" && !textNumber.MatchString(c.SMS) {
		fmt.Fprintf(p.stderr, "frontdoor: -sms %q is no number to text: digits alone, with a + before a country's.\n", c.SMS)
		return errTold
	}
	if c.TelegramName == "" && c.telegram() {
		channel, err := c.telegramAlone(p)
		if err != nil {
			return err
		}
		if c.TelegramName, err = channel.BotName(p.ctx); err != nil {
			return fmt.Errorf("%w; or set FRONTDOOR_TELEGRAM_NAME", err)
		}
	}
	if wrong := c.trouble(); len(wrong) > 0 {
		for _, one := range wrong {
			fmt.Fprintln(p.stderr, "frontdoor:", one)
		}
		return errTold
	}
	wechat, err := c.wechatLink(p)
	if err != nil {
		return err
	}
	content, err := c.content(p, wechat)
	if err != nil {
		return err
	}
	sheet, err := poster.Draw(content)
	if err != nil {
		return err
	}
	name := "poster"
	if c.Station != "" {
		name += "-" + c.Station
	}
	if err := c.write(p, name+".svg", sheet.SVG); err != nil {
		return err
	}
	font, err := poster.Font(c.Font)
	if err != nil {
		return fmt.Errorf("the PDF was not made: %w", err)
	}
	return c.write(p, name+".pdf", func(w io.Writer) error { return sheet.PDF(w, font) })
}

// wechatLink is what WeChat's QR code says, "" where WeChat is off. Only WeChat knows it.
func (c *posterCommand) wechatLink(p *program) (string, error) {
	if !c.wechat() {
		return "", nil
	}
	account, err := c.wechatAlone(p)
	if err != nil {
		return "", err
	}
	link, err := account.QRLink(p.ctx, c.Station)
	if err != nil {
		return "", fmt.Errorf("WeChat's code for the poster: %w", err)
	}
	return link, nil
}

// content is what stands on the poster of this town.
func (c *posterCommand) content(p *program, wechat string) (poster.Poster, error) {
	cat, place, err := c.load()
	if err != nil {
		return poster.Poster{}, err
	}
	phrases, err := c.phrases()
	if err != nil {
		return poster.Poster{}, err
	}
	sc, err := script.New(cat, place, phrases, nil)
	if err != nil {
		return poster.Poster{}, fmt.Errorf("reading the sentences: %w", err)
	}
	say := func(key string) poster.Both {
		return poster.Both{Zh: sc.Quote("zh", "poster."+key), En: sc.Quote("en", "poster."+key)}
	}
	out := poster.Poster{Title: say("title"), Subtitle: say("subtitle"), Steps: []poster.Both{say("scan"), say("tell"), say("follow")},
		Danger: say("danger"), Human: say("human"), Private: say("private"), Station: c.Station}
	for _, w := range c.ways(wechat) {
		if w.why != "" {
			fmt.Fprintln(p.stderr, "frontdoor:", w.why)
			continue
		}
		w.Name = say(w.phrase)
		out.Ways = append(out.Ways, w.Way)
	}
	if len(out.Ways) == 0 {
		return out, errors.New("there is nothing to scan: set FRONTDOOR_PUBLIC_URL for the web chat, switch on WeChat or SMS, or set FRONTDOOR_TELEGRAM_NAME")
	}
	return out, nil
}

// way is a way to reach the town, or why it is left off.
type way struct {
	poster.Way
	phrase, why string
}

// ways are those of the channels that are on, the one that needs least first.
func (c *posterCommand) ways(wechat string) []way {
	var list []way
	if c.PublicURL != "" {
		link, shown := stationURL(c.PublicURL, c.Station)
		w := way{phrase: "web", Way: poster.Way{Link: link, Text: shown}}
		if u, err := url.Parse(c.PublicURL); err == nil && local(u.Hostname()) {
			w.why = "the web chat is left off: FRONTDOOR_PUBLIC_URL is an address of this machine, which no phone reaches."
		}
		list = append(list, w)
	}
	if wechat != "" { // nothing to type: an account is followed by its code
		list = append(list, way{phrase: "wechat", Way: poster.Way{Link: wechat}})
	}
	if number := c.smsNumber(); number != "" {
		list = append(list, way{phrase: "sms", Way: poster.Way{Link: "sms:" + number, Text: number}})
	} else if c.sms() {
		list = append(list, way{why: "SMS is left off: FRONTDOOR_TWILIO_FROM names a messaging service; say the number to text with -sms NUMBER."})
	}
	if name := c.telegramName(); name != "" {
		link := "https://t.me/" + name
		if c.Station != "" {
			link += "?start=" + c.Station
		}
		list = append(list, way{phrase: "telegram", Way: poster.Way{Link: link, Text: "t.me/" + name}})
	}
	return list
}

func local(host string) bool {
	return host == "localhost" || strings.HasPrefix(host, "127.") || host == "::1"
}

// stationURL is the address of the web chat with a station in it, and as it is typed.
func stationURL(public, station string) (link, shown string) {
	link = strings.TrimRight(public, "/") + "/"
	shown = strings.TrimSuffix(strings.TrimPrefix(link, "https://"), "/")
	if station != "" {
		link += "?station=" + station
	}
	return link, shown
}

// smsNumber is the number that residents text, "" where none is known.
func (c *posterCommand) smsNumber() string {
	switch {
	case c.SMS != "":
		return c.SMS
	case c.sms() && strings.HasPrefix(c.TwilioFrom, "+"):
		return c.TwilioFrom
	}
	return ""
}

// write makes one file, whole or not at all.
func (c *posterCommand) write(p *program, name string, draw func(io.Writer) error) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("making the folder: %w", err)
	}
	file := filepath.Join(c.Out, name)
	f, err := os.CreateTemp(c.Out, name+".*")
	if err != nil {
		return fmt.Errorf("making %s: %w", file, err)
	}
	err = errors.Join(draw(f), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		os.Remove(f.Name()) //nolint:errcheck // the first error is the one to tell
		return fmt.Errorf("writing %s: %w", file, err)
	}
	fmt.Fprintln(p.stdout, file)
	return nil
}
