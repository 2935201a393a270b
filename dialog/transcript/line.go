package transcript

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
)

// errNoLine is told of a line that makes nothing happen.
var errNoLine = errors.New("this is no line of a transcript: it begins with none of >, >>, >?, <, =, :, !, @, + or ==")

// Do plays one line that makes something happen.
func (k *Talk) Do(line string) error {
	mark, rest, _ := strings.Cut(line, " ")
	switch mark {
	case ":":
		return k.set(rest)
	case "!":
		word, span, _ := strings.Cut(rest, " ")
		if word != "wait" {
			return fmt.Errorf("%q is nothing that happens; write ! wait 26h", rest)
		}
		d, err := parseSpan(span)
		if err != nil {
			return err
		}
		k.Pass(k.Now.Add(d))
	case ">?":
		key, words, _ := strings.Cut(rest, " ")
		if k.State.Open() == key {
			if _, err := k.Say(words); err != nil {
				return err
			}
			k.Now = k.Now.Add(time.Minute)
		}
	case ">>":
		in, err := Said(rest)
		if err != nil {
			return err
		}
		k.Step(in)
		k.Now = k.Now.Add(time.Second)
	case ">":
		if _, err := k.Say(rest); err != nil {
			return err
		}
		k.Now = k.Now.Add(time.Minute)
	case "@":
		k.Step(k.agent(rest))
		k.Now = k.Now.Add(time.Minute)
	case "+":
		return k.plant(rest)
	default:
		return errNoLine
	}
	return nil
}

// parseSpan reads 26h, 50m or 3d.
func parseSpan(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%q is no length of time such as 26h, 50m or 3d", text)
	}
	return d, nil
}

// set changes the circumstances.
func (k *Talk) set(line string) error {
	key, value, _ := strings.Cut(line, " ")
	switch key {
	case "channel":
		from, known := map[string]dialog.Address{"sms": "sms:+8613900000102", "web": "web:v1", "telegram": "telegram:1001", "wechat": "wechat:o1001"}[value]
		if !known {
			return fmt.Errorf("channel %q is none of sms, web, telegram, wechat", value)
		}
		k.From = from
	case "from":
		k.From = dialog.Address(value)
	case "lang":
		k.Lang = value
	case "now":
		at, err := time.ParseInLocation("2006-01-02T15:04", value, k.Script.Town.Zone)
		if err != nil {
			return fmt.Errorf("now %q is no moment such as 2026-11-23T10:00", value)
		}
		k.Now = at
	default:
		return fmt.Errorf("%q is no circumstance; there are channel, from, lang and now", key)
	}
	return nil
}

// Said reads a resident's words: what stands in [brackets] before them is no text.
func Said(line string) (dialog.Input, error) {
	in := dialog.Input{Kind: dialog.Said, Text: line}
	tag, rest, ok := strings.Cut(line, "]")
	if !ok || !strings.HasPrefix(line, "[") {
		return in, nil
	}
	in.Text = strings.TrimSpace(rest)
	switch word, arg, _ := strings.Cut(tag[1:], " "); word {
	case "photo", "voice", "file", "video":
		in.Media = []dialog.Media{{Kind: word, Ref: "ref-1"}}
	case "pin":
		in.Pin = &dialog.Pin{}
		if _, err := fmt.Sscanf(arg, "%g,%g", &in.Pin.Lat, &in.Pin.Lon); err != nil {
			return in, fmt.Errorf("pin %q is no place such as 29.1,119.6", arg)
		}
	case "contact":
		in.Contact = arg
	case "edit":
		in.Kind, in.Ref = dialog.Edited, arg
	case "unsay":
		in.Kind, in.Ref = dialog.Unsaid, arg
	default:
		in.Choice = word
	}
	return in, nil
}

// agent reads an agent's line. The case is the resident's latest.
func (k *Talk) agent(line string) dialog.Input {
	in := dialog.Input{Kind: dialog.AgentReply, Agent: "wu", Name: "吴姐", Text: line}
	if n := len(k.State.Matters); n > 0 {
		in.Case = k.State.Matters[n-1].ID
	}
	if tag, rest, ok := strings.Cut(line, "]"); ok && strings.HasPrefix(line, "[") {
		word, arg, _ := strings.Cut(tag[1:], " ")
		in.Kind, in.Text, in.Category = dialog.InputKind(word), strings.TrimSpace(rest), arg
	}
	return in
}

// plant gives the resident a case beforehand.
func (k *Talk) plant(line string) error {
	f := strings.Fields(line)
	if len(f) != 5 {
		return fmt.Errorf("%q is no case such as JH-1 facilities resolved 5d 路灯", line)
	}
	ago, err := parseSpan(f[3])
	if err != nil {
		return err
	}
	now := k.Now
	k.Now = now.Add(-ago)
	k.Step(dialog.Input{Kind: dialog.Planted, Case: dialog.CaseID(f[0]), Category: f[1], Status: dialog.Status(f[2]), Text: f[4]})
	k.Now = now
	return nil
}
