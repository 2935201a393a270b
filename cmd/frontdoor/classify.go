package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"frontdoor/cmd/frontdoor/learn"
	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/safety"
)

// classifyCommand is everything about the classifier: sorting lines, measuring it,
// and teaching it the town's own words.
type classifyCommand struct {
	Sort    classifySortCommand    `cmd:"" default:"withargs" help:"Sort lines from standard input, or measure with -eval (this is what classify alone does)."`
	Train   classifyTrainCommand   `cmd:"" help:"Train again with lines of the town's own; says what they bring."`
	Review  classifyReviewCommand  `cmd:"" help:"Show what agents corrected, and keep what a person accepts as lines of the town's own."`
	Compare classifyCompareCommand `cmd:"" help:"Show where a new classifier and the one in use disagree about the cases of the book."`
	Beside  classifyBesideCommand  `cmd:"" help:"Show where a classifier that ran beside the one in use (FRONTDOOR_MODEL_BESIDE) disagreed with it."`
}

func (*classifyCommand) Help() string {
	return `Each line of standard input is a text, or an object {"text":"…"}; each is answered by one line:
  {"category":"facilities","confidence":0.97,"top":[{"category":"facilities","p":0.97},…],"flags":[]}
"top" holds all ten, best first; "none" is for what is off-topic or unclear.

How the classifier learns the town's own words:
  frontdoor classify review -own town.tsv                 agents' corrections, one by one: keep or not
  frontdoor classify train -add town.tsv -out new.model   trains, and compares old and new on lines held out
  frontdoor classify compare -new new.model               where the two disagree about the cases of the book
  FRONTDOOR_MODEL_BESIDE=new.model frontdoor serve        it runs beside the one in use and says nothing to anybody
  frontdoor classify beside                               where the two disagreed, without the residents' words
  FRONTDOOR_MODEL=new.model frontdoor serve               a person switches`
}

// classifySortCommand sorts lines into the ten categories, or measures how well
// that goes.
type classifySortCommand struct {
	Model string `env:"FRONTDOOR_MODEL" placeholder:"FILE" help:"A classifier of the town's own; built in when not set."`
	Eval  string `placeholder:"FILE" help:"Measure on labelled lines instead: objects {\"text\":…,\"category\":…,\"also\":[…]}, or category TAB text in a file *.tsv."`
}

func (c *classifySortCommand) Run(p *program) error {
	model, err := townSettings{Model: c.Model}.model()
	if err != nil {
		return err
	}
	if c.Eval != "" {
		return learn.Measure(p.stdout, model, c.Eval)
	}
	out := json.NewEncoder(p.stdout) // an answer is one write: whoever pipes line by line has it now
	out.SetEscapeHTML(false)
	return eachLine(p.ctx, p.stdin, func(line []byte, err error) error {
		text := ""
		if err == nil {
			text, err = lineText(line)
		}
		var answer any
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		} else {
			answer = classifyText(model, text)
		}
		return tell(p, out, answer)
	})
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
