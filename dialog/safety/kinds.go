package safety

// Kind names the card to show.
type Kind string

// The kinds of danger. SuicideOther speaks about somebody else than the writer.
const (
	Fire         Kind = "fire"
	Gas          Kind = "gas"
	Collapse     Kind = "collapse"
	Landslide    Kind = "landslide"
	Trapped      Kind = "trapped"
	Drowning     Kind = "drowning"
	Electric     Kind = "electric"
	Traffic      Kind = "traffic"
	Violence     Kind = "violence"
	Weapon       Kind = "weapon"
	Injury       Kind = "injury"
	MissingChild Kind = "missing_child"
	MissingElder Kind = "missing_elder"
	ElderSilent  Kind = "elder_silent"
	ChildHarm    Kind = "child_harm"
	// ChildHarmTold is ChildHarm, told by a grown-up: Finding.Kind only.
	ChildHarmTold Kind = "child_harm_told"
	ChildAlone    Kind = "child_alone"
	Fraud         Kind = "fraud"
	Suicide       Kind = "suicide"
	SuicideOther  Kind = "suicide_other"
	Domestic      Kind = "domestic"
)

// manner says which ways of speaking take a kind of danger back. Idioms,
// negations, reports and drills do so for every kind.
type manner struct {
	kind    Kind
	flags   []Flag
	past    bool // "last year" takes it back
	lasts   bool // it goes on for years: only words of long ago take it back, and leave a question
	recent  bool // "yesterday" takes it back: it was an event, and it is over
	days    bool // "some days ago" takes it back
	only    bool // "if", "in case", "afraid that" takes it back
	settles bool // talk of money and law takes it back, when nothing is acute
	feared  bool // though not "afraid that": worry is how people tell of it
}

// kinds holds every kind, most urgent first: what can still be saved within
// minutes stands before what needs a calm conversation. Violence at home stands
// before violence: its card makes no noise.
var kinds = [...]manner{
	{kind: Trapped, flags: []Flag{Emergency}, past: true, only: true},
	{kind: Drowning, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: Gas, flags: []Flag{Emergency}, past: true, only: true},
	{kind: Fire, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: Electric, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: Collapse, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: Landslide, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true},
	{kind: Weapon, flags: []Flag{Emergency}, past: true, only: true, settles: true},
	{kind: ChildAlone, flags: []Flag{Emergency, Minor}, past: true, only: true, feared: true},
	{kind: Injury, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: Suicide, flags: []Flag{SuicideRisk}, lasts: true},
	{kind: SuicideOther, flags: []Flag{SuicideRisk}, lasts: true},
	{kind: Traffic, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: Domestic, flags: []Flag{DomesticViolence}, lasts: true},
	{kind: Violence, flags: []Flag{Emergency}, past: true, recent: true, days: true, only: true, settles: true},
	{kind: ChildHarm, flags: []Flag{Emergency, Minor}, past: true, only: true, feared: true},
	{kind: MissingChild, flags: []Flag{Emergency, Minor}, past: true, only: true, feared: true},
	{kind: MissingElder, flags: []Flag{Emergency}, past: true, only: true, settles: true, feared: true},
	{kind: ElderSilent, flags: []Flag{Emergency}, past: true, only: true, feared: true},
	{kind: Danger, flags: []Flag{Emergency}, past: true, only: true},
	{kind: Fraud, flags: []Flag{Emergency}, past: true, days: true, only: true},
}

// mannerOf finds the row of a kind and its place in the order of urgency.
func mannerOf(k Kind) (*manner, int) {
	for i := range kinds {
		if kinds[i].kind == k {
			return &kinds[i], i
		}
	}
	return &manner{}, len(kinds)
}
