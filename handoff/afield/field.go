package afield

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/wording"
)

//go:embed words/*.txt
var wordFiles embed.FS

// Options are what agents afield work with. All but Log and Now are required.
type Options struct {
	Book    casebook.Book
	Shelf   casebook.Shelf
	Lines   *handoff.Lines
	Desk    *handoff.Desk
	Board   *handoff.Board
	Catalog *catalog.Catalog
	Town    *town.Town
	Log     *slog.Logger
	Now     func() time.Time
}

// Field is the door for agents who are not at the desk.
type Field struct {
	Options
	words wording.Words
}

// New makes it. The error is a mistake in the words it was built with.
func New(o Options) (*Field, error) {
	words, err := wording.Load(wordFiles)
	if err != nil {
		return nil, fmt.Errorf("the words of agents afield: %w", err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Field{o, words}, nil
}

// Take looks whose message it is before it goes to the conversation. taken: it was an
// agent's and was seen to (or, with an error, must come again); otherwise it is a
// resident's, and in may have lost the word by which a worker speaks as one.
func (f *Field) Take(ctx context.Context, in *dialog.Input) (taken bool, err error) {
	channel := in.From.Channel()
	if channel != dialog.Telegram && channel != dialog.SMS {
		return false, nil
	}
	who, ok, err := f.Lines.Find(ctx, in.From)
	if err != nil {
		return true, fmt.Errorf("look whose message it is: %w", err)
	}
	m := &message{Field: f, in: in, who: who, lang: langFor(who.Line, *in)}
	switch {
	case !ok && channel == dialog.Telegram:
		return m.stranger(ctx)
	case !ok:
		return false, nil
	case channel == dialog.SMS:
		return m.worker(ctx)
	}
	return true, m.chat(ctx)
}

// message is one message of an agent on its way.
type message struct {
	*Field
	in   *dialog.Input
	who  handoff.Worker
	lang string
}

// langFor is the language to answer in: the agent's, else what the channel hints at.
func langFor(line handoff.Line, in dialog.Input) string {
	switch {
	case line.Lang != "":
		return line.Lang
	case in.Lang == "" || strings.HasPrefix(in.Lang, "zh"):
		return "zh"
	}
	return "en"
}

// stranger treats a chat that is nobody's: it may bring a code, and may hold buttons
// from the time when it was an agent's. All else is a resident's.
func (m *message) stranger(ctx context.Context) (taken bool, err error) {
	if m.in.Kind != dialog.Said {
		return false, nil
	}
	if isPress(m.in.Choice) {
		return true, m.once(ctx, func() error { return m.answer(ctx, m.say("stranger_button")) })
	}
	code, brought := codeIn(*m.in)
	if !brought {
		return false, nil
	}
	return true, m.link(ctx, code)
}

// codeIn is a code that links a chat, as /link CODE, /start link-CODE from a link, or
// with its dashes alone.
func codeIn(in dialog.Input) (code string, brought bool) {
	if rest, ok := cutFold(in.Start, "link-"); ok {
		return rest, true
	}
	text := strings.TrimSpace(in.Text)
	for _, word := range []string{"/link", "/start link-"} {
		if rest, ok := cutFold(text, word); ok && (rest == "" || strings.HasSuffix(word, "-") || rest[0] == ' ') {
			return rest, true
		}
	}
	if _, good := handoff.TypedCode(text); good && strings.Count(text, "-") == 2 {
		return text, true
	}
	return "", false
}

func cutFold(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return "", false
	}
	return text[len(prefix):], true
}

// link makes the chat an agent's, or says that the code opens nothing.
func (m *message) link(ctx context.Context, code string) error {
	return m.once(ctx, func() error {
		agent, err := m.Lines.Link(ctx, m.in.From, code, m.lang)
		var slow *handoff.SlowError
		switch {
		case errors.As(err, &slow):
			return m.answer(ctx, m.say("link_slow"))
		case errors.Is(err, handoff.ErrCode):
			return m.answer(ctx, m.say("link_wrong"))
		case err != nil:
			return err
		}
		m.Log.Info("an agent's chat was linked", "agent", agent.Login)
		return m.answer(ctx, m.say("linked", "name", agent.Name), m.say("chat_help"))
	})
}
