package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook/sqlite"
)

// chatCommand talks to the conversation without any network.
type chatCommand struct {
	townSettings
	JSON     bool   `name:"json" help:"One JSON object a line in, exactly one out; the clock is told, never read."`
	Channel  string `enum:"telegram,sms,web,wechat" default:"telegram" help:"As which channel: telegram, sms, web or wechat."`
	Now      string `placeholder:"RFC3339" help:"When the talk begins. With -json and nothing said: 2026-11-23T10:00:00+08:00; else now."`
	Lang     string `placeholder:"zh|en" help:"The language the channel hints at."`
	From     string `placeholder:"ADDRESS" help:"Who speaks: telegram:1001, sms:+8613900000102, web:v1001 or wechat:o1001."`
	Category string `placeholder:"KEY" help:"Try one kind of matter out: shows what it may ask, then talks as if it were known already."`
	Town     string `placeholder:"NAME" help:"Another name for the town."`
}

func (c *chatCommand) Help() string {
	return `Without -json: type what a resident would type; an empty line lets ten seconds pass, ctrl-D ends.
To try a kind of matter out, say of a catalogue you are editing: frontdoor chat -catalog catalog.yaml -category labour

With -json each line is one of
  {"text":"路灯坏了"}  {"choice":"1"}  {"photo":"ref"}  {"voice":"ref"}  {"pin":{"lat":29.1,"lon":119.6}}
  {"burst":[{"text":"…"},{"text":"…","gap_ms":1200}]}   {"wait":"26h"}
  {"agent":"words"}  {"agent_do":"claim|handback|close","outcome":"solved","text":"…"}
  {"have":{"no":"JH-1107","title":"路灯","category":"facilities","status":"resolved","days_ago":5}}
with "id", "gap_ms", "from", "seq" where wanted, and is answered by one line; a bad line by {"error":"…"}.`
}

func (c *chatCommand) Run(p *program) error {
	start := time.Now()
	if c.JSON && c.Now == "" {
		c.Now = rehearsal.StandardStart
	}
	if c.Now != "" {
		var err error
		if start, err = time.Parse(time.RFC3339, c.Now); err != nil {
			return fmt.Errorf("-now %q is not a moment: write it like %s", c.Now, rehearsal.StandardStart)
		}
	}
	from := dialog.Address(c.From)
	if c.From == "" {
		from = rehearsal.StandardAddress(c.Channel)
	}
	if !rehearsal.Speaks(from) {
		return fmt.Errorf("-from %q is not an address: write it like %s", c.From, rehearsal.AddressForms)
	}
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	if c.Town != "" {
		place.Title.Zh, place.Title.En = c.Town, c.Town
	}
	script, err := c.script(cat, place)
	if err != nil {
		return err
	}
	b, _, closing, err := temporaryBook(p.ctx, sqlite.Volatile())
	if err != nil {
		return err
	}
	defer closing()
	talk := rehearsal.New(p.ctx, b, script, start, from)
	talk.Hint = c.Lang
	if c.Category != "" {
		if err := c.preview(p, talk, cat); err != nil {
			return err
		}
	}
	if c.JSON {
		return c.lines(p, talk)
	}
	return c.terminal(p, talk)
}

// lines answers each line of JSON by exactly one line of JSON.
func (c *chatCommand) lines(p *program, talk *rehearsal.House) error {
	out := json.NewEncoder(p.stdout)
	out.SetEscapeHTML(false)
	return eachLine(p.ctx, p.stdin, func(line []byte, err error) error {
		var answer any
		if err == nil {
			answer, err = talk.Line(line)
		}
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		return tell(p, out, answer)
	})
}

// terminal is a talk between a person and the bot.
func (c *chatCommand) terminal(p *program, talk *rehearsal.House) error {
	fmt.Fprintf(p.stdout, "您在和机器人说话 / You are talking to the bot (%s). ctrl-D ends.\n", talk.Speaker)
	in := bufio.NewScanner(p.stdin)
	in.Buffer(make([]byte, 64<<10), 4<<20)
	for {
		fmt.Fprint(p.stdout, "> ")
		if !in.Scan() {
			fmt.Fprintln(p.stdout)
			return in.Err()
		}
		line := &rehearsal.Line{Piece: rehearsal.Piece{Text: strings.TrimSpace(in.Text())}}
		if line.Text == "" {
			line = &rehearsal.Line{Wait: "10s"}
		}
		answer, err := talk.Take(line)
		if err != nil {
			return err
		}
		for _, r := range answer.Replies {
			fmt.Fprintln(p.stdout, indent(r.Text))
			for _, ch := range r.Choices {
				fmt.Fprintf(p.stdout, "    [%s] %s\n", ch.Key, ch.Label)
			}
		}
	}
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }
