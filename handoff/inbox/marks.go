package inbox

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// marksView is what agents put on a case for each other.
type marksView struct {
	Labels     []choiceView
	Chips      []string
	Priorities []choiceView
	Following  bool
	Followers  string // the others who do
	Next       string // the next step
	NextBy     string // until when, in words
	NextAt     string // the same for a form
	NextLate   bool
	Map        template.URL
	MapOut     bool // it leads to another host
}

func (in *inbox) marks(p page, c casebook.Case, labels []handoff.Label, agents []handoff.Agent) marksView {
	v := marksView{Labels: carried(labels, c.Labels), Chips: chips(labels, c.Labels), Next: c.Step, NextLate: c.Late(in.Now())}
	for _, key := range dialog.Priorities() {
		v.Priorities = append(v.Priorities, choiceView{key, p.T("priority_" + key), key == c.Priority})
	}
	var others []string
	for _, a := range agents {
		switch {
		case !slices.Contains(c.Followers, a.Login):
		case a.Login == p.Agent.Login:
			v.Following = true
		default:
			others = append(others, a.Name)
		}
	}
	v.Followers = strings.Join(others, " · ")
	if !c.StepBy.IsZero() {
		at := c.StepBy.In(in.Town.Zone)
		v.NextBy, v.NextAt = p.clock(c.StepBy, in.Now()), at.Format("2006-01-02T15:04")
	}
	v.Map, v.MapOut = in.mapLink(c.Pin)
	return v
}

// mapLink leads to a pin on a map: by the phone's own map, or by the one the town chose.
// The page itself loads nothing from there.
func (in *inbox) mapLink(pin *dialog.Pin) (template.URL, bool) {
	if pin == nil {
		return "", false
	}
	lat, lon := fmt.Sprintf("%.6f", pin.Lat), fmt.Sprintf("%.6f", pin.Lon)
	if strings.HasPrefix(in.MapURL, "https://") {
		return template.URL(strings.NewReplacer("{lat}", lat, "{lon}", lon).Replace(in.MapURL)), true // of the town's own settings
	}
	return template.URL("geo:" + lat + "," + lon), false
}

// nextStep notes the next step of the form; its day means the end of that day's work.
func (in *inbox) nextStep(r *http.Request, act handoff.Act, step string) error {
	if r.PostFormValue("none") == "1" {
		return in.Desk.NextStep(r.Context(), act, "", time.Time{}, false)
	}
	by, ok := handoff.Later(laterWord(r), in.Now(), in.Town.Zone)
	if !ok {
		return &handoff.Mistake{Code: "until_unknown", Field: "until", What: "this is no moment ahead",
			Why: "a promise has a day", Do: "choose another one"}
	}
	if step == "" {
		return &handoff.Mistake{Code: "text_missing", Field: "text", What: "text is empty", Why: "it says what is done next", Do: "write it"}
	}
	return in.Desk.NextStep(r.Context(), act, step, by, r.PostFormValue("tell") == "1")
}

// MapURLWrong says what is wrong with a map's address; "" for nothing.
func MapURLWrong(address string) string {
	switch {
	case address == "":
	case !strings.HasPrefix(address, "https://"):
		return "it must begin with https://"
	case !strings.Contains(address, "{lat}") || !strings.Contains(address, "{lon}"):
		return "it must hold {lat} and {lon}, where the pin goes"
	}
	return ""
}
