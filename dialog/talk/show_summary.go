package talk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// Summary shows what was taken and asks whether it is right; not counted.
func (t *Talk) Summary(m *dialog.Matter) {
	t.Echoed = ""
	if !m.Has("identity") { // where it stands in the summary
		t.sayUnnamed()
	}
	n := t.State.Used["summary"]
	if !m.Told {
		n = 0
	}
	m.Told = true
	if t.State.Used == nil {
		t.State.Used = map[string]int{}
	}
	t.State.Used["summary"] = n + 1
	write := func(phrase string, lines []string) string {
		return t.SayWithTown(phrase, n, phrases.Vars{"category": t.categoryName(m), "lines": strings.Join(lines, "\n")})
	}
	words := 200
	phrase := t.withConsent(m, "summary")
	text := write(phrase, t.lines(m, words))
	for t.OnSMS() && words > 8 && !t.fits(text) {
		words = min(words-2, 60)
		text = write(phrase, t.lines(m, words))
	}
	if t.OnSMS() && !t.fits(text) {
		phrase = t.withConsent(m, "summary_tight")
		text = t.tight(m, func(lines []string) string { return write(phrase, lines) })
	}
	choices := t.yesNo()
	t.State.Asking = &dialog.Question{Asks: dialog.AskConfirm, About: dialog.AboutSummary, Choices: choices, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: text, Choices: choices, Asks: dialog.AskConfirm, UseBy: t.Now.Add(say.QuestionUseBy)})
}

// tight fits a summary where one Chinese name in an English text leaves less than
// half the room: fewer words around the lines, without the resident's own number,
// and only then fewer letters in them. The last lines go where nothing else helps.
func (t *Talk) tight(m *dialog.Matter, write func(lines []string) string) string {
	lines := func(words int) []string {
		all := t.lines(m, words)
		if m.Slots["phone"].Value == t.In.From.Local() {
			all = slices.DeleteFunc(all, func(l string) bool { return strings.HasPrefix(l, t.Word("label.phone")) })
		}
		return all
	}
	for words := 60; words >= 6; words-- {
		if text := write(lines(words)); t.fits(text) {
			return text
		}
	}
	left := lines(6)
	for len(left) > 1 && !t.fits(write(left)) {
		left = left[:len(left)-1]
	}
	return write(left)
}

// fits says whether a text fits into two segments, what must be said before it included.
func (t *Talk) fits(text string) bool {
	return phrases.FitsSMS(t.Signed(say.Join(t.Lang(), t.MustSay, text)))
}

// soFar prints what was said, and then asks on.
func (t *Talk) soFar(m *dialog.Matter) {
	if q := t.State.Asking; q != nil && q.About == dialog.AboutSummary {
		t.Summary(m)
		return
	}
	if m.Filled() == 0 {
		t.Tell(t.Phrase("nothing_yet", nil))
		return
	}
	cut := 100
	if t.OnSMS() {
		cut = 20
	}
	t.Before(t.Phrase("so_far", phrases.Vars{"lines": strings.Join(t.lines(m, cut), "\n")}) + "\n")
	t.again(m)
}

// asksFor opens a wish that is put as a question: 能不能叫人去看看她.
var asksFor = pattern.MustCompile(`^(?:能不能|可不可以|能否|可否)`)

// summaryOrder is the order of the lines of a summary.
var summaryOrder = []string{"what", "where", "when", "who", "amount", "wish", "name", "phone"}

// lines are the slots the resident should check, words cut to some length.
func (t *Talk) lines(m *dialog.Matter, cut int) []string {
	var lines []string
	mark := "："
	if t.Lang() == "en" {
		mark = ": "
	}
	for _, key := range summaryOrder {
		s, ok := m.Slots[key]
		switch {
		case !ok || s.State == dialog.Skipped:
		case s.State == dialog.Unknown:
			if sl, ok := t.Slot(m, key); ok && sl.Level == catalog.Must {
				lines = append(lines, t.Word("label."+key)+mark+t.Word("value_unknown"))
			}
		case key == "wish" && (t.OnSMS() || isStory(s.Value, m.Slots["what"].Value)):
		case key == "who" && t.helpsSomebody(m) && understand.OnlyRelation(s.Value):
		case key == "who" && (s.By == dialog.BySystem || t.helpsSomebody(m) && slices.Contains(m.Flags, dialog.FlagOnBehalf)): // told for somebody: who it is about
			lines = append(lines, t.Word("label.concerned")+mark+t.shown(m, key, cut))
		case key == "where" && t.gridName(m) != "":
			lines = append(lines, t.Word("label."+key)+mark+t.shown(m, key, cut)+hear.SpotIn(t.Lang())+t.gridName(m))
		default:
			lines = append(lines, t.Word("label."+key)+mark+t.shown(m, key, cut))
		}
	}
	if c, ok := t.Catalog.Category(m.Category); ok && !t.OnSMS() {
		for _, s := range c.Slots {
			if v, ok := m.Slots[s.Key]; ok && v.State == "" && len(s.Options) > 0 && s.Label.Zh != "" && s.Level != catalog.Agent {
				lines = append(lines, s.Label.In(t.Lang())+mark+t.optionLabels(s, v.Value))
			}
		}
	}
	return lines
}

// isStory says that a wish is nearly the whole story, which stands in the summary already.
func isStory(wish, story string) bool {
	return strings.Contains(story, wish) && 10*hear.StorySize(wish) >= 7*hear.StorySize(story)
}

// helpsSomebody says that the kind of matter knows no other side, but somebody it is for.
func (t *Talk) helpsSomebody(m *dialog.Matter) bool {
	c, ok := t.Catalog.Category(m.Category)
	_, opposed := c.Slot("who")
	return ok && !opposed && slices.ContainsFunc(c.Slots, func(s catalog.Slot) bool {
		return slices.ContainsFunc(s.Sets, func(r catalog.FlagRule) bool { return r.Flag == string(dialog.FlagOnBehalf) })
	})
}

// shown is a slot's value as a person reads it.
func (t *Talk) shown(m *dialog.Matter, key string, cut int) string {
	return t.shownSlot(key, m.Slots[key], cut)
}

// aPoint is a place in degrees.
var aPoint = pattern.MustCompile(`^-?\d+\.\d+,-?\d+\.\d+$`)

func (t *Talk) shownSlot(key string, s dialog.Slot, cut int) string {
	if s.State != "" {
		return t.Word("value_unknown")
	}
	switch key {
	case "phone":
		return localPhone(s.Value)
	case "amount":
		return t.Settings.Phrases.Say(t.Lang(), "yuan", 0, phrases.Vars{"amount": s.Value})
	case "where":
		if p, ok := t.Town.Place(s.Value); ok {
			return p.Name(t.Lang())
		}
		if s.Raw == s.Value && aPoint.MatchString(s.Value) {
			return t.Word("value_pin")
		}
		if s.Raw != "" && aPoint.MatchString(s.Value) { // what the map calls it says more
			return phrases.Short(s.Raw, cut)
		}
	case "wish":
		return phrases.Short(maskOtherPhones(asksFor.ReplaceAllString(s.Value, "")), cut)
	case "what", "who":
		return phrases.Short(maskOtherPhones(s.Value), cut)
	case "when":
		return phrases.Short(s.Raw, cut)
	}
	if s.Value == "" {
		return phrases.Short(s.Raw, cut)
	}
	if c := t.Matter(); c != nil {
		if slot, ok := t.Slot(c, key); ok && len(slot.Options) > 0 {
			return t.optionLabels(slot, s.Value)
		}
	}
	return phrases.Short(s.Value, cut)
}

// optionLabels writes the labels of one or several chosen options.
func (t *Talk) optionLabels(s catalog.Slot, value string) string {
	var labels []string
	for key := range strings.SplitSeq(value, ",") {
		if o, ok := s.Option(key); ok {
			labels = append(labels, o.Label(t.Lang()))
		}
	}
	if len(labels) == 0 {
		return value
	}
	if t.Lang() == "en" {
		return strings.Join(labels, ", ")
	}
	return strings.Join(labels, "、")
}

// localPhone writes a mainland number without its +86.
func localPhone(e164 string) string {
	if rest, ok := strings.CutPrefix(e164, "+86"); ok {
		if strings.HasPrefix(rest, "1") && len(rest) == 11 {
			return rest
		}
		return "0" + rest
	}
	return e164
}

// maskOtherPhones hides the numbers of others in words that are shown again.
func maskOtherPhones(text string) string {
	found := understand.Phones(text)
	for i := len(found) - 1; i >= 0; i-- {
		f := found[i]
		if lead := strings.IndexAny(f.Raw, "+0123456789"); lead > 0 {
			f.Start, f.Raw = f.Start+lead, f.Raw[lead:] // a bracket before it
		}
		if n := utf8.RuneCountInString(f.Raw); n >= 7 {
			r := []rune(f.Raw)
			text = text[:f.Start] + string(r[:3]) + "****" + string(r[len(r)-4:]) + text[f.End:]
		}
	}
	return text
}

// categoryName is the short name of a matter's category.
func (t *Talk) categoryName(m *dialog.Matter) string {
	if c, ok := t.Catalog.Category(m.Category); ok {
		return c.Short(t.Lang())
	}
	return t.Word("category_none")
}
