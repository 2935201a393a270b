package afield

import (
	"context"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// command carries out "/word rest".
func (m *message) command(ctx context.Context, text string) error {
	word, rest, _ := strings.Cut(strings.ToLower(text), " ")
	switch word {
	case "/duty":
		return m.duty(ctx, strings.TrimSpace(rest))
	case "/mine":
		return m.mine(ctx)
	case "/serve":
		return m.serve(ctx, strings.Fields(strings.ReplaceAll(rest, ",", " ")))
	case "/lang":
		return m.language(ctx, strings.TrimSpace(rest))
	case "/unlink":
		if err := m.Lines.Unlink(ctx, m.who.Login); err != nil {
			return err
		}
		m.Log.Info("an agent's chat was unlinked by the agent", "agent", m.who.Login)
		return m.answer(ctx, m.say("unlinked"))
	case "/link":
		return m.answer(ctx, m.say("linked_already", "name", m.who.Name))
	}
	if _, brought := codeIn(*m.in); brought {
		return m.answer(ctx, m.say("linked_already", "name", m.who.Name))
	}
	return m.answer(ctx, m.say("chat_help"))
}

// duty says whether the agent hears of things, on, off or the other way round.
func (m *message) duty(ctx context.Context, word string) error {
	quiet := m.who.Line.Quiet
	switch word {
	case "on", "开", "上班":
		quiet = false
	case "off", "关", "下班":
		quiet = true
	case "":
		key := map[bool]string{true: "duty_is_off", false: "duty_is_on"}[quiet]
		o := m.say(key)
		o.Choices = []dialog.Choice{{Key: "1", Label: m.words.Say(m.lang, "duty_on_button"), Value: press("duty", "on")},
			{Key: "2", Label: m.words.Say(m.lang, "duty_off_button"), Value: press("duty", "off")}}
		return m.answer(ctx, o)
	default:
		return m.answer(ctx, m.say("duty_how"))
	}
	if err := m.Lines.Change(ctx, m.who.Login, func(l *handoff.Line) { l.Quiet = quiet }); err != nil {
		return err
	}
	return m.answer(ctx, m.say(map[bool]string{true: "duty_off", false: "duty_on"}[quiet]))
}

// mine lists the open cases the agent holds.
func (m *message) mine(ctx context.Context) error {
	if err := m.Board.CatchUp(ctx); err != nil {
		return err
	}
	page, err := m.Board.List(handoff.Query{Owner: m.who.Login, For: m.who.Agent, Open: true, Limit: mineMost})
	if err != nil {
		return err
	}
	if len(page.Cases) == 0 {
		return m.answer(ctx, m.say("mine_none"))
	}
	o := m.say("mine")
	for i, c := range page.Cases {
		o.Text += "\n" + string(c.ID) + headEnd + m.category(c)
		if value := press("show", string(c.ID)); value != "" {
			o.Choices = append(o.Choices, dialog.Choice{Key: string(rune('1' + i)), Label: string(c.ID), Value: value})
		}
	}
	return m.answer(ctx, o)
}

// mineMost is how many cases are listed at once.
const mineMost = 9

// serve sets of which categories the agent hears, or says of which.
func (m *message) serve(ctx context.Context, keys []string) error {
	var all []string
	for _, c := range m.Catalog.Categories() {
		all = append(all, c.Key+" "+c.Short(m.lang))
	}
	if len(keys) > 0 {
		if len(keys) == 1 && keys[0] == "all" {
			keys = nil
		}
		for _, k := range keys {
			if _, ok := m.Catalog.Category(k); !ok {
				return m.answer(ctx, m.say("serve_unknown", "word", k, "all", strings.Join(all, "\n")))
			}
		}
		if err := m.Lines.Change(ctx, m.who.Login, func(l *handoff.Line) { l.Serves = keys }); err != nil {
			return err
		}
		m.who.Line.Serves = keys
	}
	serves := strings.Join(m.who.Line.Serves, " ")
	if serves == "" {
		serves = "all"
	}
	return m.answer(ctx, m.say("serve", "serves", serves, "all", strings.Join(all, "\n")))
}

func (m *message) language(ctx context.Context, lang string) error {
	if lang != "zh" && lang != "en" {
		return m.answer(ctx, m.say("lang_how"))
	}
	if err := m.Lines.Change(ctx, m.who.Login, func(l *handoff.Line) { l.Lang = lang }); err != nil {
		return err
	}
	m.lang = lang
	return m.answer(ctx, m.say("lang_set"))
}
