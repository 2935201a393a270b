package inbox

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/wording"
)

// page is what every page knows; the templates call its methods.
type page struct {
	in    *inbox
	Lang  string
	Agent handoff.Agent
	Here  string // path and query of this page
	Town  string
	home  string // how this server is called from outside

	onDuty map[string]bool   // agents who may sign in, by login, on pages with a list
	names  map[string]string // of agents by login, where cases are shown
	number string            // of its resident, which the bot's words show only in part; "" once uncovered
}

func (in *inbox) newPage(r *http.Request, agent handoff.Agent) page {
	lang := language(r)
	return page{in: in, Lang: lang, Agent: agent, Here: r.URL.RequestURI(), Town: in.Town.Name(lang), home: in.home(r)}
}

// Page hands what every page knows to a template inside another.
func (p page) Page() page { return p }

// Key is for one form: two forms of one page are never the same act.
func (p page) Key() string { return rand.Text() }

// HTMLLang is the language as pages declare it.
func (p page) HTMLLang() string {
	if p.Lang == "zh" {
		return "zh-CN"
	}
	return "en"
}

// Three are as many as a form has of a field.
func (p page) Three() [3]int { return [3]int{} }

// T is a text in the agent's language, with pairs of name and value filled in.
func (p page) T(key string, pairs ...string) string { return p.in.words.say(p.Lang, key, pairs...) }

// Category is the name of a category.
func (p page) Category(key string) string {
	if key == "" {
		return p.T("category_none")
	}
	if c, ok := p.in.Catalog.Category(key); ok {
		return c.Name(p.Lang)
	}
	return key
}

// ShortCategory is the name as it fits a row.
func (p page) ShortCategory(key string) string {
	if c, ok := p.in.Catalog.Category(key); ok {
		return c.Short(p.Lang)
	}
	return p.Category(key)
}

// Static is the address of an embedded file, which changes with the file.
func (p page) Static(name string) string { return p.in.static.address(name) }

// HeadTitle is what the browser's tab says.
func (p page) HeadTitle() string { return p.T("inbox") + " · " + p.Town }

// Initial stands for the agent's face, Face for anybody's.
func (p page) Initial() string { return p.Face(p.Agent.Name) }

// Face is the first letter of a name.
func (page) Face(name string) string {
	for _, r := range name {
		return string(r)
	}
	return "·"
}

// Grave are the flags that mean danger to a person.
func (p page) Grave(f dialog.Flag) bool {
	return f == dialog.FlagEmergency || f == dialog.FlagSuicideRisk || f == dialog.FlagDomesticViolence
}

// AnyGrave says whether one of the flags is.
func (p page) AnyGrave(flags []dialog.Flag) bool { return slices.ContainsFunc(flags, p.Grave) }

// Status and Flag put the closed lists into words.
func (p page) Status(s dialog.Status) string { return p.T("status_" + string(s)) }
func (p page) Flag(f dialog.Flag) string     { return p.T("flag_" + string(f)) }

// render draws a page whole before anything of it is sent.
func (in *inbox) render(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var buf bytes.Buffer
	if err := in.pages.ExecuteTemplate(&buf, name, data); err != nil {
		number := in.fault("a page of the inbox cannot be drawn", "page", name, "err", err)
		http.Error(w, in.words.say(language(r), "err_page")+" "+in.words.say(language(r), "err_number", "number", number), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(wording.Still(buf.Bytes())) //nolint:errcheck // the browser has gone
}

// messageView is a page that says one thing.
type messageView struct {
	page
	Title, Text string
}

func (in *inbox) notFound(w http.ResponseWriter, r *http.Request) {
	if wantsData(r) {
		writeData(w, http.StatusNotFound, answer{Error: in.words.say(language(r), "err_no_case")})
		return
	}
	p := in.newPage(r, handoff.Agent{})
	in.render(w, r, http.StatusNotFound, "message.html", messageView{page: p, Title: p.T("not_found"), Text: p.T("not_found_text")})
}

// refused answers what was not even looked at.
func (in *inbox) refused(w http.ResponseWriter, r *http.Request, status int, why string) {
	p := in.newPage(r, handoff.Agent{})
	if wantsData(r) {
		writeData(w, status, answer{Error: p.T(why)})
		return
	}
	in.render(w, r, status, "message.html", messageView{page: p, Title: p.T("trouble"), Text: p.T(why)})
}

// fault logs what is the server's own fault, and gives the number under which it stands
// in the log: an agent reads it out, and somebody finds it.
func (in *inbox) fault(what string, about ...any) string {
	number := rand.Text()[:8]
	in.Log.Error(what, append(about, "number", number)...)
	return number
}

// trouble is the server's own fault: told in words, logged once.
func (in *inbox) trouble(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody is there to be told
	}
	number := in.fault("the inbox cannot answer", "path", r.URL.Path, "err", err)
	p := in.newPage(r, handoff.Agent{})
	if wantsData(r) {
		writeData(w, http.StatusServiceUnavailable, answer{Error: p.T("err_book") + " " + p.T("err_number", "number", number)})
		return
	}
	in.render(w, r, http.StatusServiceUnavailable, "message.html", messageView{page: p, Title: p.T("trouble"),
		Text: p.T("trouble_text") + " " + p.T("err_number", "number", number)})
}

// capped is a count as the navigation shows it.
func capped(n int) string {
	if n > 999 {
		return "999+"
	}
	return strconv.Itoa(n)
}

// with is an address with some values of its query changed; "" takes one away.
func with(path string, q url.Values, pairs ...string) string {
	next := url.Values{}
	for k, v := range q {
		next[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			next.Del(pairs[i])
		} else {
			next.Set(pairs[i], pairs[i+1])
		}
	}
	if len(next) == 0 {
		return path
	}
	return path + "?" + next.Encode()
}
