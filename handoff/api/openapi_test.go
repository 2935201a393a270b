package api

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

var document = sync.OnceValues(func() (*openapi3.T, error) {
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(description)
	if err != nil {
		return nil, err
	}
	return doc, doc.Validate(loader.Context)
})

func openDocument(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := document()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// described holds an answer against the document: its status is listed and its body
// fits. Paths and methods that are not there are not described.
func described(t *testing.T, r *http.Request, status int, body any) {
	t.Helper()
	doc := openDocument(t)
	segments := strings.Split(r.URL.Path, "/")
	if len(segments) > 4 && segments[3] == "cases" {
		segments[4] = "{id}"
	}
	if len(segments) > 7 && segments[5] == "media" {
		segments[6], segments[7] = "{seq}", "{n}"
	}
	item := doc.Paths.Value(strings.Join(segments, "/"))
	if item == nil || item.GetOperation(r.Method) == nil {
		if status != http.StatusNotFound && status != http.StatusMethodNotAllowed {
			t.Errorf("%s %s answers %d and is not described", r.Method, r.URL.Path, status)
		}
		check(t, r, doc.Components.Schemas["Problem"], body)
		return
	}
	response := item.GetOperation(r.Method).Responses.Value(strconv.Itoa(status))
	if response == nil {
		t.Errorf("%s %s answers %d, which is not described: %v", r.Method, r.URL.Path, status, body)
		return
	}
	check(t, r, response.Value.Content["application/json"].Schema, body)
}

func check(t *testing.T, r *http.Request, schema *openapi3.SchemaRef, body any) {
	t.Helper()
	if err := schema.Value.VisitJSON(body, openapi3.MultiErrors()); err != nil {
		t.Errorf("%s %s: %v", r.Method, r.URL, err)
	}
}

func TestEveryRouteIsDescribedAndThere(t *testing.T) {
	var there, told []string
	for _, r := range newWorld(t).server.routes() {
		there = append(there, r.method+" "+r.path)
	}
	for path, item := range openDocument(t).Paths.Map() {
		for method := range item.Operations() {
			told = append(told, method+" "+path)
		}
	}
	slices.Sort(there)
	slices.Sort(told)
	if diff := cmp.Diff(told, there); diff != "" {
		t.Errorf("described (-) and served (+): %s", diff)
	}
}

// forms are the Go types behind each described object.
var forms = map[string]any{
	"Case": caseForm{}, "Talk": talkForm{}, "Cases": casesForm{}, "Fact": factForm{}, "Line": lineForm{}, "Media": mediaForm{},
	"Hits": hitsForm{}, "Hit": hitForm{}, "Found": foundForm{}, "Mark": markForm{},
	"Pin": dialog.Pin{}, "Events": eventsForm{}, "Event": eventForm{}, "Plain": actForm{}, "Text": textForm{},
	"RequiredText": textForm{}, "Recategorise": recategoriseForm{}, "Close": closeForm{}, "Reply": replyForm{}, "Handback": handbackForm{},
	"Wait": waitForm{}, "Snooze": snoozeForm{}, "Pass": passForm{}, "Correct": correctForm{},
	"NextStep": nextStepForm{}, "Clock": clockForm{}, "Mediation": mediationForm{}, "CheckIn": checkInForm{}, "Gone": goneForm{},
	"Merge": mergeForm{}, "Split": splitForm{}, "Priority": priorityForm{}, "Follow": followForm{}, "Label": labelForm{}, "Labels": labelsForm{}, "TownLabel": townLabelForm{},
	"Mediate": mediateForm{}, "Table": tableForm{}, "Point": mediation.Point{},
	"Offered": offeredForm{}, "Step": stepForm{}, "Deadline": deadlineForm{},
	"Waits": waitsForm{}, "Held": heldForm{}, "Window": windowForm{}, "Problem": problem{holder: &holder{}},
}

func TestEveryFieldIsDescribedAndThere(t *testing.T) {
	schemas := openDocument(t).Components.Schemas
	for name := range schemas {
		if _, ok := forms[name]; !ok {
			t.Errorf("%s is described and nothing has its form", name)
		}
	}
	requests := []string{"Plain", "Text", "RequiredText", "Recategorise", "Close", "Reply", "Handback", "Wait", "Snooze", "Pass", "Correct", "NextStep", "Clock", "Mediation", "Mediate", "CheckIn", "Gone", "Merge", "Split", "Priority", "Follow", "Label"}
	for name, form := range forms {
		schema := schemas[name]
		if schema == nil {
			t.Errorf("%s is not described", name)
			continue
		}
		fields := map[string]field{}
		collect(reflect.TypeOf(form), fields)
		var told, there []string
		for p := range schema.Value.Properties {
			told = append(told, p)
		}
		for f, is := range fields {
			there = append(there, f)
			property := schema.Value.Properties[f]
			if property == nil {
				continue // told by the comparison below
			}
			if property.Value.Nullable != is.null {
				t.Errorf("%s.%s: nullable is described as %v", name, f, property.Value.Nullable)
			}
			if !slices.Contains(requests, name) && slices.Contains(schema.Value.Required, f) != is.always {
				t.Errorf("%s.%s: required is described as %v", name, f, !is.always)
			}
			if !property.Value.Type.Is(is.kind) {
				t.Errorf("%s.%s: described as %v, is %s", name, f, property.Value.Type, is.kind)
			}
		}
		slices.Sort(told)
		slices.Sort(there)
		if diff := cmp.Diff(told, there); diff != "" {
			t.Errorf("%s: described (-) and there (+): %s", name, diff)
		}
	}
}

// field is what JSON makes of a Go field.
type field struct {
	always bool // never left out
	null   bool
	kind   string
}

func collect(form reflect.Type, into map[string]field) {
	for i := range form.NumField() {
		f := form.Field(i)
		name, options, tagged := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Pointer: // the holder: there on 409 only
			before := map[string]field{}
			collect(f.Type.Elem(), before)
			for n, is := range before {
				is.always = false
				into[n] = is
			}
		case f.Anonymous:
			collect(f.Type, into)
		case f.IsExported():
			of, null := f.Type, false
			if of.Kind() == reflect.Pointer {
				of, null = of.Elem(), !tagged
			}
			if of == reflect.TypeFor[time.Time]() {
				of = reflect.TypeFor[string]()
			}
			kinds := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Int64: "integer",
				reflect.Float64: "number", reflect.Map: "object", reflect.Struct: "object", reflect.Slice: "array"}
			into[name] = field{always: !strings.Contains(options, "omitempty"), null: null, kind: kinds[of.Kind()]}
		}
	}
}

func TestEveryQueryIsDescribedAndTaken(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	for path, item := range openDocument(t).Paths.Map() {
		for method, operation := range item.Operations() {
			if strings.HasSuffix(path, "openapi.json") {
				continue
			}
			told := []string{}
			for _, p := range operation.Parameters {
				if p.Value.In == openapi3.ParameterInQuery {
					told = append(told, p.Value.Name)
				}
			}
			path := strings.TrimPrefix(strings.NewReplacer("{id}", id, "{seq}", "1", "{n}", "0").Replace(path), "/api/v1")
			taken := w.call("sun", method, path+"?no_such_query=1", "{}").is(400).body["do"].(string)
			want := "send no query"
			if len(told) > 0 {
				want = "use " + strings.Join(told, ", ")
			}
			if taken != want {
				t.Errorf("%s %s: described %v, but it says: %s", method, path, told, taken)
			}
		}
	}
}

func TestClosedListsAreDescribed(t *testing.T) {
	schemas := openDocument(t).Components.Schemas
	lists := map[string]struct {
		told []any
		are  []string
	}{
		"status":   {schemas["Case"].Value.Properties["status"].Value.Enum, texts(dialog.Statuses())},
		"outcome":  {schemas["Close"].Value.Properties["outcome"].Value.Enum, texts(dialog.Outcomes())},
		"priority": {schemas["Priority"].Value.Properties["priority"].Value.Enum, dialog.Priorities()},
		"by":       {schemas["Event"].Value.Properties["by"].Value.Enum, texts([]dialog.By{dialog.ByResident, dialog.ByBot, dialog.ByAgent, dialog.BySystem})},
		"state": {schemas["Line"].Value.Properties["state"].Value.Enum, append(texts([]casebook.Receipt{casebook.Queued, casebook.Sent,
			casebook.Delivered, casebook.Read, casebook.Failed, casebook.Expired}), "null")},
	}
	for name, list := range lists {
		var told []string
		for _, v := range list.told {
			if v == nil {
				v = "null"
			}
			told = append(told, v.(string))
		}
		if diff := cmp.Diff(list.are, told); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if most := *schemas["RequiredText"].Value.Properties["text"].Value.MaxLength; most != handoff.TextLongest {
		t.Errorf("text may have %d characters, described are %d", handoff.TextLongest, most)
	}
}

func texts[T ~string](list []T) []string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}
