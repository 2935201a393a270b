package open311

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/understand"
)

// Longest values, in characters.
const (
	descriptionMost = 4000
	addressMost     = 300
	nameMost        = 40
	shortMost       = 254
	urlMost         = 2000
	linksMost       = 10
)

type filedForm struct {
	ID      string `xml:"service_request_id" json:"service_request_id"`
	Notice  text   `xml:"service_notice" json:"service_notice"`
	Account text   `xml:"account_id" json:"account_id"`
}

// postRequest files a request: an ordinary case at an address of its own.
func (s *server) postRequest(ctx context.Context, c *call, _ string) (answer, error) {
	in, err := s.report(c)
	if err != nil {
		return answer{}, err
	}
	name, err := s.name(ctx, c, "request", "service_request_id_ext", "attribute[fixmystreet_id]", "attribute[external_id]")
	if err != nil {
		return answer{}, err
	}
	in.ID, in.From = name, dialog.Address(dialog.Open311+":"+c.key.Name+"."+name)
	left, err := s.attach(ctx, c, &in)
	if err != nil {
		return answer{}, err
	}
	result, err := s.Clerk.Handle(ctx, in)
	if err != nil {
		return answer{}, fmt.Errorf("file a request: %w", err)
	}
	state := result.Talk.State
	if result.Seen {
		talk, err := s.Book.Read(ctx, in.From)
		if err != nil {
			return answer{}, fmt.Errorf("read a request filed before: %w", err)
		}
		state = talk.State
	}
	if len(state.Matters) == 0 {
		return answer{}, fmt.Errorf("file a request: no case came of it")
	}
	notice := notice(result.Turn)
	if notice == "" { // filed before: whoever missed the first answer needs the card in it, too
		if notice, err = s.noticeBefore(ctx, state.Matters[0].ID); err != nil {
			return answer{}, err
		}
	}
	notice += leftOut(left, c.lang)
	return list("service_requests", "request", []filedForm{{string(state.Matters[0].ID), text(strings.TrimSpace(notice)), text(c.get("account_id"))}}), nil
}

// notice is what the bot has to say: a card about danger before all else.
func notice(turn dialog.Turn) string {
	said := ""
	for _, r := range turn.Replies {
		if r.Safety {
			return r.Text
		}
		said = r.Text
	}
	return said
}

// noticeBefore is what the bot said first when a request was filed.
func (s *server) noticeBefore(ctx context.Context, id dialog.CaseID) (string, error) {
	events, err := s.Book.Case(ctx, id)
	if err != nil {
		return "", fmt.Errorf("read a request filed before: %w", err)
	}
	for _, e := range events {
		if e.Kind == dialog.ChangeSaid && e.By == dialog.ByBot && e.Text != "" {
			return e.Text, nil
		}
	}
	return "", nil
}

// report reads a request, and says everything that is wrong with it at once.
func (s *server) report(c *call) (dialog.Input, error) {
	code := c.get("service_code")
	if code == "" {
		return dialog.Input{}, wrong(http.StatusBadRequest, "service_code was not provided")
	}
	category, ok := s.Catalog.Category(code)
	if !ok {
		return dialog.Input{}, wrong(http.StatusNotFound, "service_code %q was not found", code)
	}
	slots, mistakes := s.answers(category, c.form)
	in := dialog.Input{Kind: dialog.Reported, Text: c.get("description"), Lang: c.lang,
		Filing: &dialog.Filing{Category: code, Slots: slots}}
	put := func(key, value, raw string) {
		if value != "" {
			slots[key] = dialog.Slot{Value: value, Raw: raw}
		}
	}
	tooLong := func(name string, most int) {
		if n := utf8.RuneCountInString(c.get(name)); n > most {
			mistakes = append(mistakes, fmt.Sprintf("%s has %d characters, at most %d are taken", name, n, most))
		}
	}
	tooLong("description", descriptionMost)
	tooLong("address_string", addressMost)
	for _, name := range []string{"first_name", "last_name", "email", "phone", "account_id", "device_id"} {
		tooLong(name, shortMost)
	}
	where, wrongs := s.where(c.form, &in)
	mistakes = append(mistakes, wrongs...)
	put("where", where.Value, where.Raw)
	put("name", nameOf(c.get("first_name"), c.get("last_name")), "")
	phone := c.get("phone")
	put("phone", phoneIn(phone), phone)
	put("email", c.get("email"), "")
	put("account_id", c.get("account_id"), "")
	media, err := mediaURLs(c.values["media_url"])
	if err != "" {
		mistakes = append(mistakes, err)
	}
	put("media_url", media, "")
	if len(mistakes) > 0 {
		return in, &problem{status: http.StatusBadRequest, what: mistakes}
	}
	return in, nil
}

// where reads the place: a point, words, or one of the town's own places.
func (s *server) where(f form, in *dialog.Input) (where dialog.Slot, mistakes []string) {
	lat, long := f.get("lat"), f.get("long")
	words, id := f.get("address_string"), f.get("address_id")
	if lat != "" || long != "" {
		in.Pin = &dialog.Pin{}
		var okLat, okLong bool
		in.Pin.Lat, okLat = degrees(lat, 90)
		in.Pin.Lon, okLong = degrees(long, 180)
		switch {
		case lat == "" || long == "":
			mistakes = append(mistakes, "lat and long belong together; one was not provided")
		case !okLat:
			mistakes = append(mistakes, fmt.Sprintf("lat %q is no number of degrees from -90 to 90", lat))
		case !okLong:
			mistakes = append(mistakes, fmt.Sprintf("long %q is no number of degrees from -180 to 180", long))
		}
		at := fmt.Sprintf("%.6f,%.6f", in.Pin.Lat, in.Pin.Lon) // as the dialog writes a point
		where = dialog.Slot{Value: at, Raw: at}
	}
	switch {
	case words != "" && in.Pin != nil:
		where.Raw = words
	case words != "":
		where = dialog.Slot{Value: words, Raw: words}
		if all := s.Town.FindPlaces(words); len(all) == 1 && all[0].Name == words {
			where.Value = all[0].ID
		}
	case id != "":
		p, ok := s.Town.Place(id)
		if !ok {
			mistakes = append(mistakes, fmt.Sprintf("address_id %q was not found", id))
		}
		if where.Raw = p.Name("zh"); in.Pin == nil {
			where.Value = id
		}
	case in.Pin == nil:
		mistakes = append(mistakes, "no location was provided: send lat and long, address_string, or address_id")
	}
	return where, mistakes
}

var decimal = regexp.MustCompile(`^[-+]?\d{1,3}(\.\d{1,20})?$`)

func degrees(text string, most float64) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && decimal.MatchString(text) && v >= -most && v <= most
}

// nameOf joins the two names in the order in which they are written.
func nameOf(first, last string) string {
	name := strings.TrimSpace(first + " " + last)
	if strings.ContainsFunc(first+last, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		name = last + first
	}
	if r := []rune(name); len(r) > nameMost {
		name = string(r[:nameMost])
	}
	return name
}

// phoneIn is a number as it is stored everywhere; one that cannot be read stays as it is.
func phoneIn(words string) string {
	if found := understand.Phones(words); len(found) == 1 {
		return found[0].Value
	}
	return words
}

// mediaURLs looks at the form of links alone, for nothing is ever fetched from them, and
// gives them with blanks between.
func mediaURLs(links []string) (string, string) {
	var all []string
	for _, link := range links {
		if link == "" {
			continue
		}
		u, err := url.Parse(link)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(link) > urlMost || len(all) == linksMost || strings.ContainsAny(link, " \n\t") {
			return "", fmt.Sprintf("media_url holds what is no link that begins with http:// or https://, or more than %d", linksMost)
		}
		all = append(all, link)
	}
	return strings.Join(all, " "), ""
}
