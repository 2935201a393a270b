package transcript

import (
	"fmt"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// Mistake is a place where the bot did other than the file says, or a line that cannot
// be read.
type Mistake struct {
	File   string
	Line   int
	Title  string // of the conversation
	Reason string
}

func (m Mistake) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", m.File, m.Line, m.Title, m.Reason)
}

// Play runs a file of transcripts and gives all places where the bot does otherwise.
// What happens is counted in figures, where these are not nil.
func Play(sc *script.Script, file, text string, figures *Figures) []Mistake {
	p := &player{sc: sc, file: file, figures: figures}
	p.play(text)
	return p.wrong
}

// Rewrite runs a file and gives it back with the bot's lines as they are now. What must
// hold ("=") is never rewritten, nor looked at.
func Rewrite(sc *script.Script, file, text string) (string, []Mistake) {
	p := &player{sc: sc, file: file, rewrite: true}
	p.play(text)
	return strings.Join(p.out, "\n") + "\n", p.wrong
}

type player struct {
	sc      *script.Script
	file    string
	figures *Figures
	rewrite bool

	talk  *Talk
	title string
	n     int // of the line
	shown int // of the bot's messages
	out   []string
	wrong []Mistake
}

func (p *player) play(text string) {
	p.begin("")
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		p.n++
		p.line(strings.TrimRight(line, "\r"))
	}
	p.end()
}

func (p *player) begin(title string) {
	p.talk, p.title, p.shown = New(p.sc), title, 0
	if p.figures != nil {
		p.figures.begin(p.talk)
	}
}

// end is told when a conversation is over.
func (p *player) end() {
	p.silent()
	for _, b := range p.talk.Broken {
		p.mistake("%s", b)
	}
	if p.figures != nil {
		p.figures.end()
	}
}

func (p *player) line(line string) {
	switch {
	case strings.HasPrefix(line, "<"):
		if !p.rewrite {
			p.compare(line)
		}
		return
	case line == "" || strings.HasPrefix(line, "#"):
	case strings.HasPrefix(line, "= "):
		p.silent()
		p.holds(line[2:])
	case strings.HasPrefix(line, "== "):
		p.end()
		p.begin(line[3:])
	default:
		p.silent()
		p.out = append(p.out, line)
		p.happen(line)
		if p.rewrite {
			for ; p.shown < len(p.talk.Replies); p.shown++ {
				p.out = append(p.out, spoken(p.talk.Replies[p.shown]))
			}
		}
		return
	}
	p.out = append(p.out, line)
}

// happen plays a line.
func (p *player) happen(line string) {
	if p.figures != nil {
		p.figures.before(line)
	}
	if err := p.talk.Do(line); err != nil {
		p.mistake("%v", err)
	}
	if p.figures != nil {
		p.figures.after(line)
	}
}

// compare holds a line of the bot's against what it said.
func (p *player) compare(want string) {
	if p.figures != nil {
		p.figures.expects(want)
	}
	if p.shown >= len(p.talk.Replies) {
		p.mistake("the bot is silent, want %q", want)
		return
	}
	if got := spoken(p.talk.Replies[p.shown]); got != want {
		p.mistake("\n got %s\nwant %s", got, want)
	}
	p.shown++
}

// silent wants that the bot has said nothing more.
func (p *player) silent() {
	if p.rewrite {
		return
	}
	for ; p.shown < len(p.talk.Replies); p.shown++ {
		p.mistake("unexpected %s", spoken(p.talk.Replies[p.shown]))
	}
}

// holds looks at what must hold.
func (p *player) holds(line string) {
	key, want, _ := strings.Cut(line, " ")
	if p.rewrite {
		return
	}
	got := p.talk.Holds(key)
	if got != want {
		p.mistake("%s is %q, want %q", key, got, want)
	}
	if p.figures != nil {
		p.figures.holds(key, want, got)
	}
}

func (p *player) mistake(format string, args ...any) {
	p.wrong = append(p.wrong, Mistake{File: p.file, Line: p.n, Title: p.title, Reason: fmt.Sprintf(format, args...)})
}

// spoken is a message of the bot as a transcript writes it.
func spoken(r dialog.Reply) string {
	mark := ""
	if r.Alert {
		mark = "⚠ "
	}
	if r.Withheld != "" {
		mark += "(" + r.Withheld + ") "
	}
	text := r.Text
	if r.Asks == dialog.AskMenu && len(r.Choices) == 4 {
		// Which three are likeliest is the model's to say, and it is trained anew.
		from, to := strings.Index(text, "1"+r.Choices[0].Label), strings.Index(text, r.Choices[3].Label)
		if from < 0 {
			from = strings.Index(text, "1 "+r.Choices[0].Label)
		}
		if from >= 0 && to > from {
			text = text[:from] + "(…)" + text[to+len(r.Choices[3].Label):]
		}
	}
	return "< " + mark + strings.ReplaceAll(text, "\n", "⏎")
}
