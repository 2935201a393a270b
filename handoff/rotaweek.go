package handoff

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// RotaDays are the days of a rota as a week is read: from Monday, public holidays last.
func RotaDays() []string {
	return append(slices.Clone(rotaDays[1:holiday]), rotaDays[0], rotaDays[holiday])
}

// Week gives the hours of each day of RotaDays, as "08:30-11:30 13:30-17:30"; empty for no
// duty, and for an empty rota.
func (r Rota) Week() map[string]string {
	all := map[string]string{}
	week, err := r.read()
	if r == "" || err != nil {
		return all
	}
	for i, day := range rotaDays {
		var hours []string
		for _, s := range week[i] {
			hours = append(hours, fmt.Sprintf("%02d:%02d-%02d:%02d", s.from/60, s.from%60, s.to/60, s.to%60))
		}
		if len(hours) > 0 {
			all[day] = strings.Join(hours, " ")
		}
	}
	return all
}

var (
	hourAlone   = regexp.MustCompile(`\b(\d):(\d\d)`)
	plainSigns  = strings.NewReplacer(":", ":", "-", "-", "–", "-", "—", "-", "~", "-", "~", "-", "至", "-", "到", "-", ",", " ", ",", " ", ";", " ", ";", " ", "、", " ", "。", " ")
	aroundDash  = regexp.MustCompile(`\s*-+\s*`)
	rotaWeekend = 4 // Friday, in RotaDays: a run of equal days never joins these with the weekend's
)

// RotaOf writes a rota from the hours of each day, as a person writes them: 8:30-11:30,
// 13:30—17:30. What cannot be read stands in it as it was written, and is refused where the
// rota is stored.
func RotaOf(week map[string]string) Rota {
	days := RotaDays()
	hours := make([]string, len(days))
	for i, day := range days {
		text := aroundDash.ReplaceAllString(plainSigns.Replace(week[day]), "-")
		hours[i] = strings.Join(strings.Fields(hourAlone.ReplaceAllString(text, "0$1:$2")), " ")
	}
	var parts []string
	for i := 0; i < len(days); i++ {
		if hours[i] == "" {
			continue
		}
		name, first := days[i], i
		for i < rotaWeekend && hours[i+1] == hours[first] {
			i++
		}
		if i > first {
			name += "-" + days[i]
		}
		for stretch := range strings.FieldsSeq(hours[first]) {
			parts = append(parts, name+" "+stretch)
		}
	}
	return Rota(strings.Join(parts, ", "))
}
