package afield

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"frontdoor/bot/sms"
	"frontdoor/dialog"
	"frontdoor/handoff/wording"
)

// Every key that the code uses has words, in both languages, which fill in the same.
func TestWordsAreThere(t *testing.T) {
	words, err := wording.Load(wordFiles)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`(?:\bsay\(|\blead\(|Say\((?:m\.lang|lang), )"([a-z_]+)"`)
	keys := map[string]bool{}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(body), -1) {
			if !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(m[1], "_") {
				keys[m[1]] = true
			}
		}
	}
	if len(keys) < 30 {
		t.Fatalf("found only %d keys", len(keys))
	}
	for _, k := range []newsKind{newsNew, newsUrgent, newsBack, newsReopened, newsWord, newsNote, newsDone, newsNeed, newsTaken, newsPressing, newsLost, newsOffered, newsDeclined, "sealed",
		newsProposed, newsPassed, newsWarned, newsLate, newsCluster, newsCheckIn, newsTable, newsMissed} {
		keys["news_"+string(k)], keys["sms_"+string(k)] = true, true
	}
	for _, k := range []flaw{noOrder, numberMissing, numberWrong, verbMissing, wordsMissing} {
		keys["fix_"+string(k)], keys["fix_"+string(k)+"_bare"] = true, true
	}
	for _, v := range []verb{took, done, need, show} {
		keys["verb_"+string(v)] = true
	}
	for _, o := range dialog.Outcomes() {
		keys["outcome_"+string(o)] = true
	}
	for _, s := range dialog.Statuses() {
		keys["status_"+string(s)] = true
	}
	for _, k := range factsShown {
		keys["fact_"+k] = true
	}
	place := regexp.MustCompile(`\{[a-z]+\}`)
	for key := range keys {
		zh, en := words["zh"][key], words["en"][key]
		if zh == "" || en == "" {
			t.Errorf("%q has no words", key)
		}
	}
	for key, zh := range words["zh"] {
		a, b := place.FindAllString(zh, -1), place.FindAllString(words["en"][key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: zh fills in %v, en %v", key, a, b)
		}
	}
}

// What goes out by itself as a text message fits one segment in this town, with the
// longest short name of a category and a late hour.
func TestTextMessagesFitOneSegment(t *testing.T) {
	w := newWorld(t)
	for _, lang := range []string{"zh", "en"} {
		longest := ""
		for _, c := range w.script.Catalog.Categories() {
			if len(c.Short(lang)) > len(longest) {
				longest = c.Short(lang)
			}
		}
		due := w.field.words.Say(lang, "due", "at", "11-24 09:00")
		for key := range w.field.words[lang] {
			var text string
			switch {
			case strings.HasPrefix(key, "sms_"):
				name := map[string]string{"zh": "欧阳主任", "en": "Supervisor Ouyang"}[lang]
				text = string(our) + headEnd + w.field.words.Say(lang, key, "category", longest, "due", due, "name", name, "case", string(our))
			case strings.HasPrefix(key, "fix_"):
				said := w.field.words.Say(lang, "verb_done")
				text = w.field.words.Say(lang, key, "case", string(our), "typed", string(our), "said", said, "sample", w.field.words.Say(lang, "sample_need"), "id", string(our))
			default:
				continue
			}
			text = w.field.asSMS(text)
			if encoding, n, units := sms.Count(text); n != 1 || lang == "en" && encoding != sms.GSM7 {
				t.Errorf("%s %s takes %d segments of %s, %d units: %q", lang, key, n, encoding, units, text)
			}
		}
	}
}
