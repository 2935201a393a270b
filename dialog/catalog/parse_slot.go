package catalog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	yf "frontdoor/dialog/catalog/yamlfile"
)

const (
	askZhMax   = 55  // characters of a question: one Chinese SMS with signature and progress
	askEnMax   = 150 // GSM-7 characters of a question
	labelZhMax = 6   // characters of a slot's name in the summary
	labelEnMax = 14
	menuZhMax  = 120 // question and options together: two Chinese SMS
	menuEnMax  = 290 // question and options together: two GSM-7 SMS

	optionsMax    = 8 // an agent's one-tap question
	optionsMaxBot = 5 // a numbered question of the bot by SMS
)

var slotTypes = []Type{TypeText, TypePlace, TypePhone, TypeString, TypeChoice, TypeMulti,
	TypeDate, TypeDatetime, TypeMoney, TypeNumber, TypeMedia}

// flagNames is the closed list of flags an answer may set.
var flagNames = []string{"emergency", "suicide_risk", "domestic_violence", "minor", "stop", "anonymous",
	"confidential", "on_behalf", "home_visit", "human", "abuse"}

func (r *reader) slot(fs fileSlot, s *Slot, c Category) {
	owner := slotOwner(s.Key, c.Key)
	oneOf(r, fs.Level, int(fs.Line), owner, "level", Must, Ask, Agent)
	oneOf(r, fs.Type, int(fs.Line), owner, "type", slotTypes...)
	s.Question = r.both(fs.AskZh, fs.AskEn, int(fs.Line), owner, "ask_zh", "ask_en")
	r.tooLong(fs.AskZh, owner, "ask_zh", askZhMax)
	r.tooLong(fs.AskEn, owner, "ask_en", askEnMax)
	r.plainSMS(fs.AskEn, owner, "ask_en")
	if fs.LabelZh.Given() || fs.LabelEn.Given() {
		s.Label = r.both(fs.LabelZh, fs.LabelEn, int(fs.Line), owner, "label_zh", "label_en")
		r.tooLong(fs.LabelZh, owner, "label_zh", labelZhMax)
		r.tooLong(fs.LabelEn, owner, "label_en", labelEnMax)
		r.plainSMS(fs.LabelEn, owner, "label_en")
	}
	r.options(fs, s, owner)
	r.bounds(fs, s, owner)

	s.AskIf = r.conditions(fs.AskIf, s.Key, owner, c)
	s.UrgentIf = r.conditions(fs.UrgentIf, s.Key, owner, c)
	if s.Level == Must && len(s.AskIf) > 0 {
		r.Add(int(fs.AskIf[0].Line), owner, "ask_if on a must slot: the hand-off could wait for what is never asked")
	}
	for _, f := range fs.Flags {
		oneOf(r, f.Set, int(f.Line), owner, "set", flagNames...)
		if len(f.Is) == 0 {
			r.Add(int(f.Line), owner, "a flag needs is: the options that set it")
		}
		r.knownKeys(f.Is, *s, owner, "flags")
		s.Sets = append(s.Sets, FlagRule{Is: yf.Texts(f.Is), Flag: f.Set.Text})
	}
	for _, n := range fs.Notes {
		if len(n.If) == 0 {
			r.Add(int(n.Line), owner, "a note needs if: when the agent is told")
		}
		s.Notes = append(s.Notes, Note{If: r.conditions(n.If, s.Key, owner, c),
			Text: r.both(n.Zh, n.En, int(n.Line), owner, "zh of a note", "en of a note")})
	}
	s.Sensitive = fs.Sensitive.Bool(&r.Mistakes, owner, "sensitive")
	if fs.Zero.Given() {
		s.Zero = oneOf(r, fs.Zero, int(fs.Line), owner, "zero", ZeroNone, ZeroUnknown)
	}
	if s.Default = fs.Default.Text; fs.Default.Given() && r.Err() == nil {
		if err := s.Check(s.Default, time.Time{}); err != nil {
			r.Add(fs.Default.Line, owner, "default %q: %s", s.Default, err)
		}
	}
}

func (r *reader) options(fs fileSlot, s *Slot, owner string) {
	closed := s.Type == TypeChoice || s.Type == TypeMulti
	most := optionsMax
	if s.Level != Agent {
		most = optionsMaxBot
	}
	switch n := len(fs.Options); {
	case closed && n < 2:
		r.Add(fs.Key.Line, owner, "type %s needs at least two options", s.Type)
	case !closed && n > 0:
		r.Add(int(fs.Options[0].Line), owner, "options belong to types choice and multi only, not %s", s.Type)
	case n > most:
		r.Add(int(fs.Options[most].Line), owner, "%d options; at most %d for level %s", n, most, s.Level)
	}
	zh, en := s.Question.Zh, s.Question.En
	for i, o := range fs.Options {
		if want := strconv.Itoa(i + 1); o.Key.Text != want {
			r.Add(max(o.Key.Line, int(o.Line)), owner, "option key %q must be %s: options are numbered 1, 2, 3 ... in order", o.Key.Text, want)
		}
		text := r.both(o.Zh, o.En, int(o.Line), owner, "zh of option "+o.Key.Text, "en of option "+o.Key.Text)
		r.plainSMS(o.En, owner, "en of option "+o.Key.Text)
		zh, en = zh+" 1"+text.Zh, en+" 1 "+text.En
		s.Options[i] = Option{Key: o.Key.Text, Text: text, WordsZh: yf.Texts(o.WordsZh), WordsEn: yf.Texts(o.WordsEn)}
		for _, w := range slices.Concat(o.WordsZh, o.WordsEn) {
			r.onceOnly(w, fs.Options[:i], owner)
		}
	}
	s.cues = cuesOf(s.Options)
	if n := utf8.RuneCountInString(zh); s.Level != Agent && n > menuZhMax {
		r.Add(fs.AskZh.Line, owner, "question and options together have %d Chinese characters; at most %d fit", n, menuZhMax)
	}
	if n := utf8.RuneCountInString(en); s.Level != Agent && n > menuEnMax {
		r.Add(fs.AskEn.Line, owner, "question and options together have %d English characters; at most %d fit", n, menuEnMax)
	}
}

// onceOnly: a word that says two options says none.
func (r *reader) onceOnly(w yf.Word, before []fileOption, owner string) {
	if w.Text == "" {
		r.Add(w.Line, owner, "an empty word would be found in every message")
	}
	for _, o := range before {
		for _, other := range slices.Concat(o.WordsZh, o.WordsEn) {
			if strings.EqualFold(w.Text, other.Text) {
				r.Add(w.Line, owner, "word %q says option %s already", w.Text, o.Key.Text)
			}
		}
	}
}

func (r *reader) bounds(fs fileSlot, s *Slot, owner string) {
	s.Min, s.Max = fs.Min.Int(&r.Mistakes, owner, "min"), fs.Max.Int(&r.Mistakes, owner, "max")
	bounded := []Type{TypeText, TypeString, TypePlace, TypeNumber, TypeMoney, TypeMedia}
	for _, w := range []yf.Word{fs.Min, fs.Max} {
		if w.Given() && !slices.Contains(bounded, s.Type) {
			r.Add(w.Line, owner, "min and max do not belong to type %s", s.Type)
		}
	}
	if s.Min != nil && s.Max != nil && *s.Min > *s.Max {
		r.Add(fs.Min.Line, owner, "min %d is above max %d", *s.Min, *s.Max)
	}
	s.NotAfter = r.bound(fs.NotAfter, s.Type, owner, "not_after")
	s.NotBefore = r.bound(fs.NotBefore, s.Type, owner, "not_before")
	if fs.Pattern.Given() {
		if s.Type != TypeString {
			r.Add(fs.Pattern.Line, owner, "pattern belongs to type string only, not %s", s.Type)
		}
		form, err := regexp.Compile("^(?:" + fs.Pattern.Text + ")$")
		if err != nil {
			r.Add(fs.Pattern.Line, owner, "pattern %q cannot be read: %s", fs.Pattern.Text, err)
			return
		}
		s.Pattern, s.pattern = fs.Pattern.Text, form
	}
}

var boundForm = regexp.MustCompile(`^(now|today(?:([+-]\d{1,4})d)?)$`)

func (r *reader) bound(w yf.Word, t Type, owner, field string) *Bound {
	if !w.Given() {
		return nil
	}
	if t != TypeDate && t != TypeDatetime {
		r.Add(w.Line, owner, "%s belongs to types date and datetime only, not %s", field, t)
	}
	m := boundForm.FindStringSubmatch(w.Text)
	if m == nil {
		r.Add(w.Line, owner, "%s %q is not now, today, or a form like today-30d", field, w.Text)
		return nil
	}
	days, _ := strconv.Atoi(m[2]) // the form lets only digits through; absent is 0
	return &Bound{Days: days, Now: m[1] == "now"}
}
