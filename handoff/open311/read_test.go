package open311

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"frontdoor/dialog"
)

// elements are the names of an answer's elements in order, each once.
func (a reply) elements() string {
	var names []string
	for _, e := range a.xml() {
		if !slices.Contains(names, e[0]) {
			names = append(names, e[0])
		}
	}
	return strings.Join(names, "\n")
}

func lines(prefix string, names ...string) string { return prefix + strings.Join(names, "\n"+prefix) }

// TestEveryElement holds the XML against the elements of the specification.
func TestEveryElement(t *testing.T) {
	w := newWorld(t)
	id := w.post("fixmystreet", "requests.xml", "service_code", "facilities", "lat", "29.083412", "long", "119.647481", "description", "路灯不亮").is(200)
	update := w.post("fixmystreet", "servicerequestupdates.xml", "service_request_id", id.id(), "description", "还没修").is(200)
	w.must(w.desk.Claim(t.Context(), w.act(id.id())))
	for _, c := range []struct {
		what reply
		want string
	}{
		{w.get("discovery.xml"), "discovery/changeset\ndiscovery/contact\ndiscovery/key_service\n" +
			lines("discovery/endpoints/endpoint/", "specification", "url", "changeset", "type", "formats/format")},
		{w.get("services.xml"), lines("services/service/", "service_code", "service_name", "description", "metadata", "type", "keywords", "group")},
		{w.get("services/safety.xml"), "service_definition/service_code\n" + lines("service_definition/attributes/attribute/",
			"variable", "code", "datatype", "required", "datatype_description", "order", "description", "values/value/key", "values/value/name", "values")},
		{id, lines("service_requests/request/", "service_request_id", "service_notice", "account_id")},
		{w.get("requests/" + id.id() + ".xml"), lines("service_requests/request/", "service_request_id", "status", "status_notes", "service_name",
			"service_code", "description", "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
			"address", "address_id", "zipcode", "lat", "long", "media_url")},
		{w.get("tokens/" + id.id() + ".xml"), lines("service_requests/request/", "service_request_id", "token")},
		{w.get("servicerequestupdates.xml"), lines("service_request_updates/request_update/", "update_id", "service_request_id", "status", "updated_datetime", "description", "media_url")},
		{update, "service_request_updates/request_update/update_id"},
		{w.get("requests/JH-00-00000-0.xml").is(404), lines("errors/error/", "code", "description")},
	} {
		if got := c.what.elements(); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.what.what, got, c.want)
		}
	}
	if at := w.get("discovery.xml").texts("discovery/endpoints/endpoint/url"); at[0] != "https://door.example.org/open311/v2" {
		t.Errorf("the endpoint lies at %s", at)
	}
}

// TestJSONFollowsTheSchemas holds every JSON answer against JSON Schemas of GeoReport v2,
// written from the specification's tables of fields: no package of a registry carries them.
func TestJSONFollowsTheSchemas(t *testing.T) {
	w := newWorld(t)
	words := []string{"service_code", "facilities", "address_string", "白沙村", "description", "路灯不亮"}
	point := []string{"service_code", "facilities", "lat", "29.08", "long", "119.64", "media_url", "https://example.org/1.jpg", "account_id", "7"}
	id := w.post("fixmystreet", "requests.xml", words...).id()
	closed := w.post("fixmystreet", "requests.xml", point...).id()
	w.must(w.desk.Close(t.Context(), w.act(closed), dialog.Solved, "换好了"))
	w.tell("telegram:1", "facilities", map[string]string{"kind": "1", "where": "baisha"})
	own := "?api_key=" + w.key["fixmystreet"]
	type answered struct {
		schema string
		reply
	}
	answers := []answered{
		{"discovery", w.get("discovery.json")}, {"services", w.get("services.json")}, {"services", w.get("services.json?locale=en")},
		{"requests", w.get("requests.json")}, {"requests", w.get("requests.json" + own)}, {"requests", w.get("requests/" + id + ".json" + own)},
		{"requests", w.get("requests.json?status=closed&service_code=housing")}, {"tokens", w.get("tokens/" + id + ".json")},
		{"updates", w.get("servicerequestupdates.json")}, {"created", w.post("fixmystreet", "requests.json", words...)},
		{"update_created", w.post("fixmystreet", "servicerequestupdates.json", "service_request_id", id, "description", "还没好")},
		{"errors", w.get("services/nothing.json").is(404)}, {"errors", w.get("requests.json?status=broken").is(400)},
		{"errors", w.post("nobody", "requests.json", words...).is(403)}, {"errors", w.post("fixmystreet", "requests.json", "service_code", "safety", "lat", "x").is(400)},
	}
	sc, err := readScript()
	w.must(err)
	for _, k := range sc.Catalog.Categories() {
		answers = append(answers, answered{"service_definition", w.get("services/" + k.Key + ".json")})
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, a := range answers {
		schema, err := compiler.Compile("testdata/georeport.schema.json#/$defs/" + a.schema)
		w.must(err)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(a.body))
		w.must(err)
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", a.what, err)
		}
	}
	var d struct{ Attributes []struct{ Order int } }
	w.get("services/labour.json").json(&d)
	for i, a := range d.Attributes {
		if a.Order != i+1 {
			t.Errorf("attribute %d has order %d", i+1, a.Order)
		}
	}
}

// TestNobodyIsShown: what is listed of residents' own cases, and what never.
func TestNobodyIsShown(t *testing.T) {
	w := newWorld(t)
	shown := w.tell("telegram:1", "facilities", map[string]string{"what": "王小明家门口路灯不亮", "where": "白沙村12号王小明家", "name": "王小明", "phone": "+8613900000101", "kind": "1"})
	w.tell("anon:aa", "facilities", nil)
	w.tell("telegram:2", "facilities", nil, dialog.FlagConfidential)
	w.tell("telegram:3", "safety", nil, dialog.FlagAnonymous)
	w.tell("telegram:4", "safety", nil, dialog.FlagEmergency)
	w.tell("telegram:5", "housing", nil, dialog.FlagMinor)
	w.adds(w.tell("telegram:6", "facilities", nil), dialog.Change{Kind: dialog.ChangeOpened, By: dialog.BySystem, Urgent: true})
	w.adds(w.tell("telegram:7", "facilities", nil), dialog.Change{Kind: dialog.ChangeAlerted, By: dialog.BySystem, Value: "fire"})
	for i, private := range []string{"counselling", "mediation", "legal", "care", "village", "labour", "errand"} {
		w.tell(dialog.Address("telegram:2"+string(rune('0'+i))), private, nil)
	}
	list := w.get("requests.xml").is(200)
	if ids := list.texts("service_requests/request/service_request_id"); !slices.Equal(ids, []string{string(shown)}) {
		t.Fatalf("listed %s", ids)
	}
	for path, want := range map[string]string{"address": "白沙村", "address_id": "baisha", "lat": "29.083723", "long": "119.64697", "status": "open",
		"requested_datetime": "2026-11-23T10:00:00+08:00", "service_code": "facilities", "media_url": "", "agency_responsible": "罗埠镇"} {
		if got := list.texts("service_requests/request/" + path); got[0] != want {
			t.Errorf("%s is %q, want %q", path, got[0], want)
		}
	}
	w.closes(shown, dialog.Partly, "王小明:灯换了") // an outcome's words may name somebody
	for _, path := range []string{"requests.xml", "requests.json", "requests/" + string(shown) + ".xml", "servicerequestupdates.xml", "requests.xml?api_key=" + w.key["other"]} {
		if body := w.get(path).is(200).body; strings.Contains(body, "王小明") || strings.Contains(body, "139") || strings.Contains(body, "吴姐") || strings.Contains(body, "12号") {
			t.Errorf("%s tells %s", path, body)
		}
	}
}

// TestPrivateStaysPrivate: no number, list, filter, update, token or key of another program
// tells that a private matter exists; what is refused is refused as a number of nobody's.
func TestPrivateStaysPrivate(t *testing.T) {
	w := newWorld(t)
	sc, err := readScript()
	w.must(err)
	var hidden []string
	for i, k := range sc.Catalog.Categories() {
		from := dialog.Address(fmt.Sprint("telegram:5", i))
		if !k.Public {
			hidden = append(hidden, string(w.tell(from, k.Key, nil)), w.post("fixmystreet", "requests.xml", "service_code", k.Key, "address_string", "白沙村", "description", "一件私事", "attribute[who]", "某人", "attribute[safety]", "1", "attribute[identity]", "1").is(200).id())
			continue
		}
		for _, f := range []dialog.Flag{dialog.FlagAnonymous, dialog.FlagConfidential, dialog.FlagMinor, dialog.FlagSuicideRisk, dialog.FlagDomesticViolence, dialog.FlagEmergency, dialog.FlagStop, dialog.FlagAbuse} {
			hidden = append(hidden, string(w.tell(from+dialog.Address(f), k.Key, nil, f)))
		}
	}
	w.closes(dialog.CaseID(hidden[0]), dialog.Solved, "好了")
	w.adds(dialog.CaseID(hidden[1]), dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByAgent, Agent: "wu", Value: "counselling"})
	nobody := w.get("requests/JH-00-00000-0.xml").is(404).body
	paths := []string{"requests.xml", "servicerequestupdates.xml", "requests.xml?status=open", "requests.xml?status=closed", "requests.xml?status=open,closed",
		"requests.xml?service_request_id=" + strings.Join(hidden, ","), "servicerequestupdates.xml?service_request_id=" + strings.Join(hidden, ",")}
	for _, k := range sc.Catalog.Categories() {
		paths = append(paths, "requests.xml?service_code="+k.Key)
	}
	for _, path := range paths {
		for _, key := range []string{"", "wrong", w.key["other"]} {
			sep := map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]
			body := w.get(path + sep + "api_key=" + key).is(200).body
			w.pass(time.Second) // not too many at once
			for _, id := range hidden {
				if strings.Contains(body, id) {
					t.Errorf("%s tells of %s", path, id)
				}
			}
		}
	}
	for _, id := range hidden {
		for _, path := range []string{"requests/" + id + ".xml", "tokens/" + id + ".xml", "requests/" + strings.ToLower(id) + ".xml"} {
			a := w.get(path + "?api_key=" + w.key["other"]).is(404)
			w.pass(time.Second)
			if got := strings.ReplaceAll(strings.ReplaceAll(a.body, id, "N"), strings.ToLower(id), "N"); got != strings.ReplaceAll(nobody, "JH-00-00000-0", "N") && strings.HasPrefix(path, "requests/") {
				t.Errorf("%s is refused otherwise than a number of nobody's: %s", path, a.body)
			}
		}
		w.post("other", "servicerequestupdates.xml", "service_request_id", id, "description", "还没好").is(404)
		w.pass(time.Second)
	}
}

// TestLookingFor: the filters of the list.
func TestLookingFor(t *testing.T) {
	w := newWorld(t)
	now := w.at
	var ids []string
	for i, c := range []struct {
		days int
		code string
	}{{-100, "facilities"}, {-40, "housing"}, {-10, "facilities"}, {-1, "safety"}} {
		w.at = now.AddDate(0, 0, c.days)
		ids = append(ids, string(w.tell(dialog.Address("sms:+861390000010"+string(rune('0'+i))), c.code, nil)))
	}
	w.at = now
	w.closes(dialog.CaseID(ids[3]), dialog.Solved, "好了")
	span := func(days int, length time.Duration) string {
		start := now.AddDate(0, 0, days)
		return "start_date=" + url.QueryEscape(start.Format(time.RFC3339)) + "&end_date=" + url.QueryEscape(start.Add(length).Format(time.RFC3339))
	}
	for query, want := range map[string][]int{
		"": {3, 2, 1}, "?status=open": {2, 1}, "?status=closed": {3}, "?status=open,closed": {3, 2, 1}, "?status=": {3, 2, 1}, "?status=OPEN": {2, 1},
		"?service_code=housing": {1}, "?service_code=housing,safety": {3, 1}, "?service_code=housing&service_code=safety": {3, 1}, "?service_code=mediation": {},
		"?service_request_id=" + ids[0] + "," + ids[3] + ",JH-00-00000-0,nothing":     {0, 3},
		"?service_request_id=" + strings.ToLower(ids[0]) + "&status=closed":           {0},
		"?" + span(-101, 48*time.Hour):                                                {0},
		"?" + span(-101, 90*24*time.Hour):                                             {1, 0},
		"?start_date=" + url.QueryEscape(now.AddDate(0, 0, -11).Format(time.RFC3339)): {3, 2},
		"?start_date=2026-11-13T10:00:00+08:00&end_date=2026-11-13T02:00Z":            {2},
		"?end_date=2026-11-01T00:00:00Z":                                              {1, 0},
		"?jurisdiction_id=":                                                           {3, 2, 1}, "?jurisdiction_id=town.example": {3, 2, 1},
		"?page_size=2": {3, 2}, "?page_size=2&page=2": {1}, "?page=9": {}, "?api_key=wrong": {3, 2, 1},
	} {
		var numbers []string
		for _, i := range want {
			numbers = append(numbers, ids[i])
		}
		if got := w.get("requests.xml" + query).is(200).texts("service_requests/request/service_request_id"); !slices.Equal(got, numbers) && len(got)+len(numbers) > 0 {
			t.Errorf("%q finds %s, want %s", query, got, numbers)
		}
	}
	for query, status := range map[string]int{
		"?status=broken": 400, "?service_code=nothing": 404, "?jurisdiction_id=elsewhere": 404, "?start_date=yesterday": 400, "?start_date=2026-11-01": 400,
		"?start_date=2026-11-01T00:00:00": 400, "?" + span(-101, 91*24*time.Hour): 400, "?" + span(-1, -time.Hour): 400,
		"?page=0": 400, "?page_size=1001": 400, "?page_size=x": 400, "?status=%zz": 400, "?status=%ff": 400, "?start_date=2026-02-30T00:00:00Z": 400,
	} {
		w.get("requests.xml" + query).is(status)
	}
	if body := w.get("requests.json?status=closed&service_code=housing").body; body != "[]\n" {
		t.Errorf("nothing is %q", body)
	}
}

// TestAsking: formats, methods, headers.
func TestAsking(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "requests", 406}, {"GET", "requests.yaml", 406}, {"GET", "services/safety.html", 406}, {"GET", "requests.XML", 406}, {"GET", "nothing.xml", 404},
		{"GET", "", 404}, {"GET", "services/.xml", 404}, {"GET", "services/a/b.xml", 404}, {"GET", "requests.xml/", 404}, {"GET", "discovery.json", 200},
		{"DELETE", "requests.xml", 405}, {"POST", "services.xml", 405}, {"PUT", "requests/1.json", 405}, {"HEAD", "services.xml", 200}, {"OPTIONS", "requests.xml", 204},
		{"POST", "requests.xml", 415}, {"GET", "services/safety.xml?jurisdiction_id=other", 404}, {"GET", "tokens/abc.json", 404},
	} {
		a := w.send(httptest.NewRequest(c.method, Path+c.path, nil)).is(c.status)
		if a.header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: no page may read it", a.what)
		}
		if c.status >= 400 && strings.HasSuffix(c.path, ".xml") && c.method != "HEAD" {
			if code := a.texts("errors/error/code"); len(code) != 1 || code[0] != "404" && code[0] != "405" && code[0] != "415" {
				t.Errorf("%s: %s", a.what, a.body)
			}
		}
		if (c.method == "HEAD" || c.method == "OPTIONS") && a.body != "" {
			t.Errorf("%s has a body", a.what)
		}
	}
	if allow := w.send(httptest.NewRequest("PATCH", Path+"requests.json", nil)).is(405).header.Get("Allow"); allow != "GET, HEAD, OPTIONS, POST" {
		t.Errorf("allowed: %s", allow)
	}
	for _, kind := range []string{"application/x-www-form-urlencoded; charset=UTF8", "application/x-www-form-urlencoded;charset=utf-8"} {
		r := httptest.NewRequest("POST", Path+"requests.xml", nil)
		r.Header.Set("Content-Type", kind)
		w.send(r).is(403)
	}
	for _, at := range []string{"2026-11-20T00:00:00Z", "2026-11-20T00:00:00%2B08:00", "2026-11-20T00:00:00+08:00", "2026-11-20T00:00:00%2B0800", "2026-11-20T00:00:00+0800", "2026-11-20T00:00:00-0500"} {
		w.get("requests.json?start_date=" + at).is(200)
	}
	for _, at := range []string{"2026-11-20", "2026-11-20T00:00:00", "20.11.2026", "2026-11-20T00:00:00%2B08", "1795000000"} {
		w.get("requests.json?start_date=" + at).is(400)
	}
	en := httptest.NewRequest("GET", Path+"services/facilities.xml", nil)
	en.Header.Set("Accept-Language", "en-GB,en;q=0.9")
	if got := w.send(en).texts("service_definition/attributes/attribute/description"); !slices.Contains(got, "Since when?") {
		t.Errorf("asked in English: %s", got)
	}
}
