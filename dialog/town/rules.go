package town

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog/catalog"
	yf "frontdoor/dialog/catalog/yamlfile"
)

// Rules are how cases move among agents: the top of town.yaml tells what each means.
type Rules struct {
	Silent        time.Duration
	Accept        catalog.Span // an offer of a case that nobody answers ends
	Department    catalog.Span // a case that waits for a department without a day comes back
	NextWord      catalog.Span
	County, City  catalog.Span
	Cluster       int
	ClusterWithin catalog.Span
	// Tell is who is told at each level of the ladder: roles of agents, and logins.
	Tell map[string][]string
}

type fileRules struct {
	Line          yf.Line
	Silent        yf.Word `yaml:"silent"`
	Accept        yf.Word `yaml:"accept"`
	Department    yf.Word `yaml:"department"`
	NextWord      yf.Word `yaml:"next_word"`
	County        yf.Word `yaml:"county"`
	City          yf.Word `yaml:"city"`
	Cluster       yf.Word `yaml:"cluster"`
	ClusterWithin yf.Word `yaml:"cluster_within"`
	TellTown      yf.Word `yaml:"tell_town"`
	TellCounty    yf.Word `yaml:"tell_county"`
	TellCity      yf.Word `yaml:"tell_city"`
}

func (r *reader) rules(f fileRules, t *Town) {
	t.Rules = Rules{
		Silent:        15 * time.Minute,
		Accept:        r.span(f.Accept, "accept", "2h"),
		Department:    r.span(f.Department, "department", "3d"),
		NextWord:      r.span(f.NextWord, "next_word", "1wd"),
		County:        r.span(f.County, "county", "1wd"),
		City:          r.span(f.City, "city", "3wd"),
		Cluster:       3,
		ClusterWithin: r.span(f.ClusterWithin, "cluster_within", "14d"),
		Tell: map[string][]string{
			"town":   r.told(f.TellTown, "tell_town", "supervisor"),
			"county": r.told(f.TellCounty, "tell_county", "supervisor, admin"),
			"city":   r.told(f.TellCity, "tell_city", "admin"),
		},
	}
	if f.Silent.Given() {
		d, err := time.ParseDuration(f.Silent.Text)
		if err != nil || d < time.Minute || d > 24*time.Hour {
			r.Add(f.Silent.Line, "rules", "silent %q is not a time such as 15m, from 1m to 24h", f.Silent.Text)
		}
		t.Rules.Silent = d
	}
	if f.Cluster.Given() {
		n, err := strconv.Atoi(f.Cluster.Text)
		if err != nil || n < 2 {
			r.Add(f.Cluster.Line, "rules", "cluster %q is not a number of cases, at least 2", f.Cluster.Text)
		}
		t.Rules.Cluster = n
	}
}

var toldForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,31}$`)

// told reads a list of roles and logins, or takes the usual one where none is written.
func (r *reader) told(w yf.Word, field, usual string) []string {
	var all []string
	for one := range strings.SplitSeq(w.Or(yf.Word{Text: usual}).Text, ",") {
		if one = strings.TrimSpace(one); !toldForm.MatchString(one) {
			r.Add(w.Line, "rules", "%s: %q is neither a role (agent, supervisor, admin) nor a login", field, one)
		}
		all = append(all, one)
	}
	return all
}

// span reads a length of time, or takes the usual one where none is written.
func (r *reader) span(w yf.Word, field, usual string) catalog.Span {
	s, err := catalog.ParseSpan(w.Or(yf.Word{Text: usual}).Text)
	if err != nil {
		r.Add(w.Line, "rules", "%s: %v", field, err)
	}
	return s
}
