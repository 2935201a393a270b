package catalog

import yf "frontdoor/dialog/catalog/yamlfile"

// The shapes below are the file as the clerk wrote it; the top of catalog.yaml tells
// what each field means.

type fileCatalog struct {
	Version    yf.Word         `yaml:"version"`
	Questions  yf.Word         `yaml:"questions"`
	UrgentIf   []fileCondition `yaml:"urgent_if"`
	Deadlines  []fileDeadline  `yaml:"deadlines"`
	Shared     []fileSlot      `yaml:"shared"`
	Categories []fileCategory  `yaml:"categories"`
}

type fileCategory struct {
	Line         yf.Line
	Key          yf.Word         `yaml:"key"`
	Zh           yf.Word         `yaml:"zh"`
	En           yf.Word         `yaml:"en"`
	ShortZh      yf.Word         `yaml:"short_zh"`
	ShortEn      yf.Word         `yaml:"short_en"`
	ScopeZh      yf.Word         `yaml:"scope_zh"`
	ScopeEn      yf.Word         `yaml:"scope_en"`
	Public       yf.Word         `yaml:"public"`
	Restricted   yf.Word         `yaml:"restricted"`
	NeverTo      yf.Word         `yaml:"never_to"`
	UrgentIf     []fileCondition `yaml:"urgent_if"`
	FirstHandler []fileText      `yaml:"first_handler"`
	Deadlines    []fileDeadline  `yaml:"deadlines"`
	Slots        []fileSlot      `yaml:"slots"`
}

type fileText struct {
	Line yf.Line
	Zh   yf.Word `yaml:"zh"`
	En   yf.Word `yaml:"en"`
}

type fileDeadline struct {
	Line   yf.Line
	Key    yf.Word         `yaml:"key"`
	Zh     yf.Word         `yaml:"zh"`
	En     yf.Word         `yaml:"en"`
	In     yf.Word         `yaml:"in"`
	Alarm  yf.Word         `yaml:"alarm"`
	Extend yf.Word         `yaml:"extend"`
	From   yf.Word         `yaml:"from"`
	If     []fileCondition `yaml:"if"`
}

type fileSlot struct {
	Line      yf.Line
	Key       yf.Word         `yaml:"key"`
	Shared    yf.Word         `yaml:"shared"`
	Level     yf.Word         `yaml:"level"`
	Type      yf.Word         `yaml:"type"`
	AskZh     yf.Word         `yaml:"ask_zh"`
	AskEn     yf.Word         `yaml:"ask_en"`
	LabelZh   yf.Word         `yaml:"label_zh"`
	LabelEn   yf.Word         `yaml:"label_en"`
	Options   []fileOption    `yaml:"options"`
	Min       yf.Word         `yaml:"min"`
	Max       yf.Word         `yaml:"max"`
	NotAfter  yf.Word         `yaml:"not_after"`
	NotBefore yf.Word         `yaml:"not_before"`
	Pattern   yf.Word         `yaml:"pattern"`
	AskIf     []fileCondition `yaml:"ask_if"`
	UrgentIf  []fileCondition `yaml:"urgent_if"`
	Flags     []fileFlag      `yaml:"flags"`
	Notes     []fileNote      `yaml:"notes"`
	Default   yf.Word         `yaml:"default"`
	Sensitive yf.Word         `yaml:"sensitive"`
	Zero      yf.Word         `yaml:"zero"`
}

type fileOption struct {
	Line    yf.Line
	Key     yf.Word   `yaml:"key"`
	Zh      yf.Word   `yaml:"zh"`
	En      yf.Word   `yaml:"en"`
	WordsZh []yf.Word `yaml:"words_zh"`
	WordsEn []yf.Word `yaml:"words_en"`
}

type fileFlag struct {
	Line yf.Line
	Is   []yf.Word `yaml:"is"`
	Set  yf.Word   `yaml:"set"`
}

type fileNote struct {
	Line yf.Line
	If   []fileCondition `yaml:"if"`
	Zh   yf.Word         `yaml:"zh"`
	En   yf.Word         `yaml:"en"`
}

type fileCondition struct {
	Line    yf.Line
	Slot    yf.Word         `yaml:"slot"`
	Hint    yf.Word         `yaml:"hint"`
	Flag    yf.Word         `yaml:"flag"`
	Is      []yf.Word       `yaml:"is"`
	IsNot   []yf.Word       `yaml:"is_not"`
	AtLeast yf.Word         `yaml:"at_least"`
	AtMost  yf.Word         `yaml:"at_most"`
	Within  yf.Word         `yaml:"within"`
	Since   yf.Word         `yaml:"since"`
	Older   yf.Word         `yaml:"older"`
	Says    []yf.Word       `yaml:"says"`
	All     []fileCondition `yaml:"all"`
}

// inherit fills what a slot leaves out from the shared slot of the same key. An
// empty list written in the slot stays empty.
func (s fileSlot) inherit(from fileSlot) fileSlot {
	s.Level, s.Type = s.Level.Or(from.Level), s.Type.Or(from.Type)
	s.AskZh, s.AskEn = s.AskZh.Or(from.AskZh), s.AskEn.Or(from.AskEn)
	s.LabelZh, s.LabelEn = s.LabelZh.Or(from.LabelZh), s.LabelEn.Or(from.LabelEn)
	s.Min, s.Max = s.Min.Or(from.Min), s.Max.Or(from.Max)
	s.NotAfter, s.NotBefore = s.NotAfter.Or(from.NotAfter), s.NotBefore.Or(from.NotBefore)
	s.Pattern, s.Default = s.Pattern.Or(from.Pattern), s.Default.Or(from.Default)
	s.Sensitive, s.Zero = s.Sensitive.Or(from.Sensitive), s.Zero.Or(from.Zero)
	if s.Options == nil {
		s.Options = from.Options
	}
	if s.AskIf == nil {
		s.AskIf = from.AskIf
	}
	if s.UrgentIf == nil {
		s.UrgentIf = from.UrgentIf
	}
	if s.Flags == nil {
		s.Flags = from.Flags
	}
	if s.Notes == nil {
		s.Notes = from.Notes
	}
	return s
}
