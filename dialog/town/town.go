package town

import (
	"time"

	"frontdoor/dialog/catalog"
)

// Text is one thing said in both languages.
type Text = catalog.Text

// Town is a checked town file. It does not change after Parse.
type Town struct {
	// Title is the town's name, Persona what the bot calls itself.
	Title   Text
	Persona Text
	// Prefix begins every case number, 1–4 capital letters.
	Prefix string
	// Signature stands before each Chinese SMS.
	Signature string
	// Zone is the town's fixed offset from UTC.
	Zone *time.Location
	// HumanPhone is the number told to who asks for help.
	HumanPhone string
	// AreaCode is what landlines of the town have before their number, 0579; empty where the
	// file has none.
	AreaCode string
	// Hotlines are all numbers, in the order of the file.
	Hotlines []Hotline
	// Places are all places, in the order of the file.
	Places []Place
	// County and City are the levels above the town; empty where the file has none.
	County, City Text
	// Townships, Stations and Grids are the levels below, in the order of the file.
	Townships []Township
	Stations  []Station
	Grids     []Grid
	// Shapes is the name of the GeoJSON file, beside this one, that Draw reads.
	Shapes string
	// Rules are how cases move among agents, where there are stations.
	Rules Rules
	// Retention is how long cases are kept; what is not named is kept for ever.
	Retention []Keep

	hours   hours
	promise promise
	quiet   window
	byPlace map[string]int
	names   []name
}

// Name is the town's name in a language.
func (t *Town) Name(lang string) string { return t.Title.In(lang) }

// Hotline is one number to call.
type Hotline struct {
	Key    string
	Number string
	Label  Text
	// CheckedOn is the day somebody last made sure of it, 2026-11-22.
	CheckedOn string
}

// Hotline is the number for a key (police, fire, ambulance, ...); "" when the town
// has none.
func (t *Town) Hotline(key string) string {
	for _, h := range t.Hotlines {
		if h.Key == key {
			return h.Number
		}
	}
	return ""
}

// Example is the place the bot names when it shows how to tell something: the first
// village of the file, else the first place, else any village.
func (t *Town) Example() Text {
	for _, p := range t.Places {
		if p.Kind == KindVillage {
			return p.Title
		}
	}
	if len(t.Places) > 0 {
		return t.Places[0].Title
	}
	return Text{Zh: "某村", En: "our village"}
}
