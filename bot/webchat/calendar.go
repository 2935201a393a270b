package webchat

import (
	"bytes"
	"net/http"
	"strconv"
	"time"
)

// The calendar is where the quick exit leads: a page nobody minds having open. It also
// lies in the chat page, so that it comes at once, and without a network.

// month is a month as a wall calendar shows it.
type month struct {
	Title string
	Days  []string // of the week, Monday first
	Weeks [][]square
}

// square is one day; 0 is none.
type square struct {
	Day   int
	Today bool
}

func monthOf(now time.Time, lang string) month {
	m := month{Title: strconv.Itoa(now.Year()) + "年" + strconv.Itoa(int(now.Month())) + "月", Days: []string{"一", "二", "三", "四", "五", "六", "日"}}
	if lang == "en" {
		m.Title, m.Days = now.Format("January 2006"), []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
	}
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location())
	last := first.AddDate(0, 1, -1).Day()
	for day := 1 - (int(first.Weekday())+6)%7; day <= last; {
		var week []square
		for range 7 {
			one := square{}
			if day >= 1 && day <= last {
				one = square{Day: day, Today: day == now.Day()}
			}
			week = append(week, one)
			day++
		}
		m.Weeks = append(m.Weeks, week)
	}
	return m
}

// leftCookie says that the page was left in a hurry: whoever opens it next is shown
// nothing of the talk before a tap. The page's module sets it as well.
const leftCookie = "frontdoor_left"

// showCalendar is where the quick exit leads when the page's module is not there yet.
func (c *Channel) showCalendar(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, c.cookie(leftCookie, "1", false))
	var body bytes.Buffer
	if err := c.page.calendar.Execute(&body, c.shown(r)); err != nil {
		c.o.Log.Error("web chat: the calendar cannot be made", "error", err)
		refuse(w, http.StatusInternalServerError, "the page cannot be made")
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "+c.page.frames)
	c.sendPage(w, r, body.Bytes())
}
