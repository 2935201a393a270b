package mediation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Point is one point of a proposal. Owes gives Owed Amount by Due; each may be left out,
// and Text says what else, or all of it.
type Point struct {
	Text   string `json:"text,omitempty"`
	Also   string `json:"also,omitempty"` // Text in the table's other language
	Owes   string `json:"owes,omitempty"` // parties
	Owed   string `json:"owed,omitempty"`
	Amount string `json:"amount,omitempty"` // yuan
	Due    string `json:"due,omitempty"`    // a day, 2026-12-05
}

// Version is one proposal, bound to its exact words. Where sides speak two languages the
// words are in both, so that all read and agree to the very same; Lang is the first.
type Version struct {
	N      int       `json:"n"`
	Points []Point   `json:"points"`
	Lang   string    `json:"lang,omitempty"`
	Words  string    `json:"words"`
	Hash   string    `json:"hash"`
	At     time.Time `json:"at"`
}

// Duty says that somebody owes what the point says.
func (p Point) Duty() bool { return p.Owes != "" && (p.Amount != "" || p.Due != "") }

// HashOf names words.
func HashOf(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// Words are the exact words of points, as every side reads them and as they are signed: in
// the first language, and in the other one, if any, below.
func (t *Table) Words(points []Point, langs ...string) string {
	var lines []string
	for i, p := range points {
		first := t.pointWords(p, p.Text, langs[0])
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, first))
		for _, lang := range langs[1:] {
			if other := t.pointWords(p, cmp.Or(p.Also, p.Text), lang); other != first {
				lines = append(lines, "("+other+")")
			}
		}
	}
	return strings.Join(lines, "\n")
}

// langs are the languages a proposal is written in: that of the sides, Chinese first
// where there are both and nobody says otherwise.
func (t *Table) langs(first string) []string {
	speak := func(lang string) bool {
		return slices.ContainsFunc(t.Parties, func(p Party) bool { return p.State == Accepted && (p.Lang == "en") == (lang == "en") })
	}
	if first == "" {
		if first = "zh"; !speak("zh") && speak("en") {
			first = "en"
		}
	}
	other := "zh"
	if first != "en" {
		other = "en"
	}
	if speak(other) {
		return []string{first, other}
	}
	return []string{first}
}

// PointWords are the words of one point of the version in force, in a language.
func (t *Table) PointWords(p Point, lang string) string {
	if v, _ := t.Current(); (v.Lang == "en") != (lang == "en") {
		return t.pointWords(p, cmp.Or(p.Also, p.Text), lang)
	}
	return t.pointWords(p, p.Text, lang)
}

func (t *Table) pointWords(p Point, text, lang string) string {
	name := func(id string) string {
		if party := t.Party(id); party != nil {
			return party.Name
		}
		return ""
	}
	owes, owed := name(p.Owes), name(p.Owed)
	var said string
	switch {
	case lang == "en" && p.Amount != "":
		said = fmt.Sprintf("%s pays %s %s yuan", owes, owed, p.Amount)
		if p.Due != "" {
			said += " by " + p.Due
		}
	case lang == "en" && p.Owes != "":
		said = owes
		if p.Due != "" {
			said += ", by " + p.Due
		}
	case p.Amount != "":
		said = owes
		if p.Due != "" {
			said += "在" + p.Due + "前"
		}
		said += "付给" + owed
		if owed != "" && owed[len(owed)-1] < utf8.RuneSelf { // Li 300, not Li300
			said += " "
		}
		said += p.Amount + "元"
	case p.Owes != "":
		said = owes
		if p.Due != "" {
			said += "在" + p.Due + "前"
		}
	case p.Due != "":
		said = p.Due
	}
	switch {
	case said == "":
		return text
	case text == "":
		return said
	case lang == "en":
		return said + ": " + text
	}
	return said + ":" + text
}

// Bounds of a proposal.
const (
	PointsMost  = 30
	TextLongest = 500 // characters of a point
)

var amountForm = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,2})?$`)

// checkPoints says what is wrong with points; nil for nothing.
func (t *Table) checkPoints(points []Point, at time.Time) error {
	if len(points) == 0 || len(points) > PointsMost {
		return Refusal("points")
	}
	for _, p := range points {
		if p.Text == "" && p.Amount == "" || utf8.RuneCountInString(p.Text) > TextLongest || utf8.RuneCountInString(p.Also) > TextLongest || strings.ContainsAny(p.Text+p.Also, "\r\n") {
			return Refusal("point_text")
		}
		for _, id := range []string{p.Owes, p.Owed} {
			if party := t.Party(id); id != "" && (party == nil || party.State != Accepted || !party.Signs) {
				return Refusal("point_party")
			}
		}
		if p.Owes != "" && (p.Owes == p.Owed || p.Due != "" && p.Owed == "") {
			return Refusal("point_party")
		}
		if p.Amount != "" && (!amountForm.MatchString(p.Amount) || strings.Trim(p.Amount, "0.") == "" || p.Owes == "" || p.Owed == "") {
			return Refusal("point_amount")
		}
		if day, err := time.Parse(time.DateOnly, p.Due); p.Due != "" && (err != nil || day.Before(at.AddDate(0, 0, -1))) {
			return Refusal("point_due") // no such day, or one that is over
		}
	}
	return nil
}
