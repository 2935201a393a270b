package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/safety"
)

// classifyCommand sorts lines into the ten categories.
type classifyCommand struct{}

func (*classifyCommand) Help() string {
	return `Each line of standard input is a text, or an object {"text":"…"}; each is answered by one line:
  {"category":"facilities","confidence":0.97,"top":[{"category":"facilities","p":0.97},…],"flags":[]}
"top" holds all ten, best first; "none" is for what is off-topic or unclear.`
}

type classified struct {
	Category   string        `json:"category"`
	Confidence float64       `json:"confidence"`
	Top        []guess       `json:"top"`
	Flags      []dialog.Flag `json:"flags"`
}

type guess struct {
	Category string  `json:"category"`
	P        float64 `json:"p"`
}

func (*classifyCommand) Run(p *program) error {
	model, err := classify.Load()
	if err != nil {
		return fmt.Errorf("loading the classifier: %w", err)
	}
	in := bufio.NewScanner(p.stdin)
	in.Buffer(make([]byte, 64<<10), 4<<20)
	w := bufio.NewWriter(p.stdout)
	defer w.Flush()
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for in.Scan() {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		var answer any
		if text, err := lineText(in.Bytes()); err != nil {
			answer = map[string]string{"error": err.Error()}
		} else {
			answer = classifyText(model, text)
		}
		if err := out.Encode(answer); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
		// Whoever types or pipes line by line wants the answer now.
		if err := w.Flush(); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("reading a line: %w", err)
	}
	return nil
}

// lineText is the text of a line: the object's, or the line itself.
func lineText(line []byte) (string, error) {
	trimmed := bytes.TrimSpace(line)
	if len(trimmed) == 0 || trimmed[0] != '{' {
		return string(trimmed), nil
	}
	var object struct {
		Text *string `json:"text"`
	}
	if err := json.Unmarshal(trimmed, &object); err != nil {
		return "", fmt.Errorf("the line begins like an object but is none: %w", err)
	}
	if object.Text == nil {
		return "", fmt.Errorf(`the object has no "text"`)
	}
	return *object.Text, nil
}

func classifyText(model *classify.Model, text string) classified {
	ranking := model.Rank(text)
	best := ranking.Best()
	c := classified{Category: best.Category, Confidence: best.P, Flags: safety.Look(text).Flags}
	if c.Flags == nil {
		c.Flags = []dialog.Flag{}
	}
	for _, g := range ranking.All() {
		c.Top = append(c.Top, guess{g.Category, g.P})
	}
	return c
}
