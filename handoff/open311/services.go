package open311

import (
	"context"
	"net/http"
	"strings"

	"frontdoor/dialog/catalog"
)

// changeset is when what this interface offers was last changed.
const changeset = "2026-11-28T00:00:00Z"

type discoveryForm struct {
	Changeset string         `xml:"changeset" json:"changeset"`
	Contact   string         `xml:"contact" json:"contact"`
	Key       string         `xml:"key_service" json:"key_service"`
	Endpoints []endpointForm `xml:"endpoints>endpoint" json:"endpoints"`
}

type endpointForm struct {
	Specification string   `xml:"specification" json:"specification"`
	URL           string   `xml:"url" json:"url"`
	Changeset     string   `xml:"changeset" json:"changeset"`
	Type          string   `xml:"type" json:"type"`
	Formats       []string `xml:"formats>format" json:"formats"`
}

func (s *server) discovery(_ context.Context, c *call, _ string) (answer, error) {
	public := s.PublicURL
	if public == "" {
		public = "http://" + c.host
	}
	at := strings.TrimRight(public, "/") + strings.TrimRight(Path, "/")
	contact, key := s.Town.Name("zh")+"，电话 "+s.Town.HumanPhone, "向镇里申请 api_key(frontdoor token add -scope open311)。"
	if c.lang == "en" {
		contact, key = s.Town.Name("en")+", phone "+s.Town.HumanPhone, "Ask the town for an api_key (frontdoor token add -scope open311)."
	}
	return answer{root: "discovery", one: discoveryForm{Changeset: changeset, Contact: contact, Key: key, Endpoints: []endpointForm{{
		Specification: "http://wiki.open311.org/GeoReport_v2", URL: at, Changeset: changeset, Type: "production",
		Formats: []string{"text/xml", "application/json"},
	}}}}, nil
}

type serviceForm struct {
	Code        string `xml:"service_code" json:"service_code"`
	Name        string `xml:"service_name" json:"service_name"`
	Description text   `xml:"description" json:"description"`
	Metadata    bool   `xml:"metadata" json:"metadata"`
	Type        string `xml:"type" json:"type"`
	Keywords    text   `xml:"keywords" json:"keywords"`
	Group       text   `xml:"group" json:"group"`
}

// services are all categories: whatever is filed is taken, also what is listed nowhere.
func (s *server) services(_ context.Context, c *call, _ string) (answer, error) {
	var all []serviceForm
	for _, k := range s.Catalog.Categories() {
		other := "en"
		if c.lang == "en" {
			other = "zh"
		}
		all = append(all, serviceForm{Code: k.Key, Name: k.Name(c.lang), Description: text(k.Scope.In(c.lang)),
			Metadata: len(attributesOf(k)) > 0, Type: "realtime",
			Keywords: text(strings.Join([]string{k.Short(c.lang), k.Short(other)}, ", ")), Group: text(s.group(k, c.lang))})
	}
	return list("services", "service", all), nil
}

// group parts what is listed for everybody from what nobody else sees.
func (s *server) group(k catalog.Category, lang string) string {
	switch {
	case k.Public && lang == "en":
		return "public"
	case k.Public:
		return "公共事项"
	case lang == "en":
		return "personal"
	}
	return "个人事项"
}

type definitionForm struct {
	Code       string          `xml:"service_code" json:"service_code"`
	Attributes []attributeForm `xml:"attributes>attribute" json:"attributes"`
}

type attributeForm struct {
	Variable            bool        `xml:"variable" json:"variable"`
	Code                string      `xml:"code" json:"code"`
	Datatype            string      `xml:"datatype" json:"datatype"`
	Required            bool        `xml:"required" json:"required"`
	DatatypeDescription text        `xml:"datatype_description" json:"datatype_description"`
	Order               int         `xml:"order" json:"order"`
	Description         text        `xml:"description" json:"description"`
	Values              []valueForm `xml:"values>value" json:"values"`
}

type valueForm struct {
	Key  string `xml:"key" json:"key"`
	Name string `xml:"name" json:"name"`
}

func (s *server) service(_ context.Context, c *call, code string) (answer, error) {
	k, ok := s.Catalog.Category(code)
	if !ok {
		return answer{}, wrong(http.StatusNotFound, "service_code %q was not found", code)
	}
	form := definitionForm{Code: k.Key, Attributes: []attributeForm{}}
	for i, slot := range attributesOf(k) {
		a := attributeForm{Variable: true, Code: slot.Key, Datatype: datatypes[slot.Type], Required: slot.Level == catalog.Must,
			DatatypeDescription: text(hintOf(slot, c.lang)), Order: i + 1, Description: text(slot.Ask(c.lang)), Values: []valueForm{}}
		for _, o := range slot.Options {
			a.Values = append(a.Values, valueForm{o.Key, o.Label(c.lang)})
		}
		form.Attributes = append(form.Attributes, a)
	}
	return answer{root: "service_definition", one: form}, nil
}
