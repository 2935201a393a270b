package phrases

import (
	"regexp"
	"slices"
	"strings"

	yf "frontdoor/dialog/catalog/yamlfile"
)

var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

// readAll reads a file a clerk may edit: lines "key = text", the same key again
// for another way of saying it, ⏎ for a line break, # for a comment.
func readAll(text string, wrong *yf.Mistakes) map[string][]way {
	ways := map[string][]way{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.Trim(line, " \t\r\ufeff")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, said, ok := strings.Cut(line, " = ")
		key, said = strings.TrimSpace(key), strings.ReplaceAll(said, "⏎", "\n")
		switch {
		case !ok || key == "" || strings.TrimSpace(said) == "":
			wrong.Add(i+1, "", `want "key = text", with a blank on both sides of the =`)
			continue
		case slices.ContainsFunc(ways[key], func(w way) bool { return w.text == said }):
			wrong.Add(i+1, "", "%q says the same thing twice", key)
		}
		if strings.ContainsAny(placeholder.ReplaceAllString(said, ""), "{}\uff5b\uff5d") {
			wrong.Add(i+1, "", "%q holds a brace that belongs to no {placeholder}", key)
		}
		ways[key] = append(ways[key], way{text: said, file: wrong.File, line: i + 1})
	}
	return ways
}

// ofTown are the placeholders every phrase may use, or not; those of hotlines among
// them, which a card about danger may not leave out.
var ofTown = append([]string{"persona", "town", "human", "village", "optout"}, hotlines...)

var hotlines = []string{
	"police", "fire", "ambulance", "traffic", "psych",
	"legal", "women", "youth", "government", "fraud", "police_sms",
}

// placeholders are what one text fills in, sorted.
func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// fromTalk are the placeholders that stand for something of the talk, in any of the ways.
func fromTalk(ways []way) []string {
	var names []string
	for _, w := range ways {
		names = append(names, placeholders(w.text)...)
	}
	names = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(ofTown, n) })
	slices.Sort(names)
	return slices.Compact(names)
}

// compareWay holds a town's sentence against the built-in ones: it fills in nothing the
// bot does not know there, and all that every built-in way fills in.
func compareWay(w way, key string, builtIn []way, allowed []string, wrong *yf.Mistakes) {
	got := placeholders(w.text)
	for _, name := range got {
		if !slices.Contains(allowed, name) {
			wrong.Add(w.line, "", "%q cannot fill in {%s}; it knows %s", key, name, braced(allowed))
		}
	}
	for _, name := range placeholders(builtIn[0].text) {
		optional := slices.Contains(ofTown, name) && !(strings.HasPrefix(key, "card.") && slices.Contains(hotlines, name))
		everywhere := !slices.ContainsFunc(builtIn, func(b way) bool { return !slices.Contains(placeholders(b.text), name) })
		if !optional && everywhere && !slices.Contains(got, name) {
			wrong.Add(w.line, "", "%q lacks {%s}: the resident would not learn it", key, name)
		}
	}
}

func braced(names []string) string { return "{" + strings.Join(names, "} {") + "}" }
