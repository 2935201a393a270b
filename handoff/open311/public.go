package open311

import (
	"math"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// public says whether anybody may see that a case exists.
func (s *server) public(c casebook.Case) bool { return handoff.Listed(s.Catalog, c) }

// own says whether the case was filed with this client's key.
func (c *call) own(k casebook.Case) bool {
	return c.key != nil && k.Address.Channel() == dialog.Open311 && strings.HasPrefix(k.Address.Local(), c.key.Name+".")
}

// mayShow says whether this client may see a case.
func (s *server) mayShow(c *call, k casebook.Case) bool {
	return c.own(k) && !k.OpenedAt.IsZero() || s.public(k)
}

func closed(c casebook.Case) bool {
	return c.Status == dialog.Resolved || c.Status == dialog.Archived
}

type requestForm struct {
	ID          string `xml:"service_request_id" json:"service_request_id"`
	Status      string `xml:"status" json:"status"`
	StatusNotes text   `xml:"status_notes" json:"status_notes"`
	ServiceName text   `xml:"service_name" json:"service_name"`
	ServiceCode string `xml:"service_code" json:"service_code"`
	Description text   `xml:"description" json:"description"`
	Agency      text   `xml:"agency_responsible" json:"agency_responsible"`
	Notice      text   `xml:"service_notice" json:"service_notice"`
	Requested   string `xml:"requested_datetime" json:"requested_datetime"`
	Updated     text   `xml:"updated_datetime" json:"updated_datetime"`
	Expected    text   `xml:"expected_datetime" json:"expected_datetime"`
	Address     text   `xml:"address" json:"address"`
	AddressID   text   `xml:"address_id" json:"address_id"`
	Zipcode     text   `xml:"zipcode" json:"zipcode"`
	Lat         number `xml:"lat" json:"lat"`
	Long        number `xml:"long" json:"long"`
	MediaURL    text   `xml:"media_url" json:"media_url"`
}

// show is a case as this client may see it.
func (s *server) show(c *call, k casebook.Case) requestForm {
	category, _ := s.Catalog.Category(k.Category)
	own := c.own(k)
	f := requestForm{
		ID: string(k.ID), Status: "open", StatusNotes: text(standing(k, c.lang)), ServiceName: text(category.Name(c.lang)), ServiceCode: k.Category,
		Agency: text(s.Town.Name(c.lang)), Requested: s.told(k.OpenedAt), Updated: text(s.told(k.MovedAt)),
	}
	if closed(k) {
		f.Status = "closed"
	} else if k.Owed {
		f.Expected = text(s.told(k.Due))
	}
	if slot, ok := category.Slot("kind"); ok {
		if o, ok := slot.Option(k.Facts["kind"].Value); ok {
			f.Description = text(o.Label(c.lang))
		}
	}
	where := k.Facts["where"]
	f.Address, f.AddressID = s.area(where, c.lang)
	raster := s.Raster
	if own {
		f.Description = text(k.Facts["what"].Value)
		link, _, _ := strings.Cut(k.Facts["media_url"].Value, " ") // an answer holds one
		f.MediaURL = text(link)
		if where.Raw != "" && k.Pin == nil || where.Raw != where.Value {
			f.Address = text(where.Raw)
		}
		raster = 0
	}
	if k.Pin != nil {
		f.Lat, f.Long = rounded(*k.Pin, raster)
	}
	return f
}

// told is a moment with the town's zone; "" for none.
func (s *server) told(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(s.Town.Zone).Format(time.RFC3339)
}

// area is the place a case lies at, as far as the town's file names it, and its ID there:
// of several places the first, else the grid that a point lies in; a house never.
func (s *server) area(where casebook.Fact, lang string) (name, id text) {
	if p, ok := s.Town.Place(where.Value); ok {
		return text(p.Name(lang)), text(p.ID)
	}
	for _, m := range s.Town.FindPlaces(where.Raw) {
		if p, ok := s.Town.Place(m.ID); ok {
			return text(p.Name(lang)), text(p.ID)
		}
	}
	if grids := s.Town.Locate(where.Value); len(grids) == 1 {
		return text(grids[0].Name(lang)), ""
	}
	return "", ""
}

// metresOfDegree is the length of a degree of latitude.
const metresOfDegree = 111_320

// rounded puts a point on a raster of so many metres; 0 leaves it as it is.
func rounded(p dialog.Pin, raster float64) (lat, long number) {
	if raster > 0 {
		step := raster / metresOfDegree
		p.Lat = math.Round(p.Lat/step) * step
		if narrow := math.Cos(p.Lat * math.Pi / 180); narrow > 0.01 {
			step /= narrow
		}
		p.Lon = math.Round(p.Lon/step) * step
	}
	write := func(v float64) number { return number(strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64)) }
	return write(p.Lat), write(p.Lon)
}

// standing says in words how a case stands: an outcome is more than "closed".
func standing(k casebook.Case, lang string) string {
	key := string(k.Status)
	if closed(k) {
		key = string(k.Outcome)
	}
	w := standings[key]
	if lang == "en" {
		return w[1]
	}
	return w[0]
}

var standings = map[string][2]string{
	string(dialog.Unclaimed):         {"已登记，等人受理", "Taken down; waits for somebody to take it on"},
	string(dialog.InProgress):        {"有人在办", "Somebody is working on it"},
	string(dialog.WaitingResident):   {"等反映人答复", "Waits for an answer of who reported it"},
	string(dialog.WaitingDepartment): {"等有关部门答复", "Waits for a department"},
	string(dialog.Snoozed):           {"约定日期再办", "Goes on at an agreed date"},
	string(dialog.Solved):            {"已解决", "Solved"},
	string(dialog.Partly):            {"部分解决", "Partly solved"},
	string(dialog.NotOurs):           {"不属于本镇职责", "Not a matter of this town"},
	string(dialog.Cannot):            {"无法办理", "Cannot be done"},
	string(dialog.Withdrawn):         {"反映人已撤回", "Withdrawn by who reported it"},
	string(dialog.Duplicate):         {"重复反映", "Reported before"},
}
