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
	ChildAlone   Kind = "child_alone"
	Fraud        Kind = "fraud"
	Suicide      Kind = "suicide"
	SuicideOther Kind = "suicide_other"
	Domestic     Kind = "domestic"
)

// manner says which ways of speaking take a kind of danger back. Idioms,
// negations, reports and drills do so for every kind.
type manner struct {
	kind   Kind
	flags  []Flag
	past   bool // "last year" takes it back
	recent bool // "yesterday" takes it back: it was an event, and it is over
	only   bool // "if", "in case", "afraid that" takes it back
}

// kinds holds every kind, most urgent first: what can still be saved within
// minutes stands before what needs a calm conversation.
var kinds = []manner{
	{Trapped, []Flag{Emergency}, true, false, true},
	{Drowning, []Flag{Emergency}, true, true, true},
	{Gas, []Flag{Emergency}, true, false, true},
	{Fire, []Flag{Emergency}, true, true, true},
	{Electric, []Flag{Emergency}, true, true, true},
	{Collapse, []Flag{Emergency}, true, true, true},
	{Landslide, []Flag{Emergency}, true, true, true},
	{Weapon, []Flag{Emergency}, true, false, true},
	{Injury, []Flag{Emergency}, true, true, true},
	{Suicide, []Flag{SuicideRisk}, true, false, false},
	{SuicideOther, []Flag{SuicideRisk}, true, false, false},
	{Traffic, []Flag{Emergency}, true, true, true},
	{Violence, []Flag{Emergency}, true, true, true},
	{MissingChild, []Flag{Emergency, Minor}, true, false, true},
	{MissingElder, []Flag{Emergency}, true, false, true},
	{ElderSilent, []Flag{Emergency}, true, false, true},
	{ChildAlone, []Flag{Emergency, Minor}, true, false, true},
	{ChildHarm, []Flag{Minor}, true, false, true},
	{Domestic, []Flag{DomesticViolence}, true, false, false},
	{Fraud, []Flag{Emergency}, true, false, true},
}

// mannerOf finds the row of a kind and its place in the order of urgency.
func mannerOf(k Kind) (manner, int) {
	for i, m := range kinds {
		if m.kind == k {
			return m, i
		}
	}
	return manner{}, len(kinds)
}
