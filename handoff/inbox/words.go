package inbox

import (
	"embed"
	"net/http"
	"strings"

	"frontdoor/handoff/wording"
)

//go:embed words/*.txt
var wordFiles embed.FS

// words are all texts of the inbox, by language and key.
type words wording.Words

func loadWords() (words, error) {
	all, err := wording.Load(wordFiles)
	return words(all), err
}

func (w words) say(lang, key string, pairs ...string) string {
	return wording.Words(w).Say(lang, key, pairs...)
}

const languageCookie = "frontdoor_lang"

// language is what the agent chose, or what the browser asks for.
func language(r *http.Request) string {
	if c, err := r.Cookie(languageCookie); err == nil && (c.Value == "zh" || c.Value == "en") {
		return c.Value
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		switch tag := strings.ToLower(strings.TrimSpace(part)); {
		case strings.HasPrefix(tag, "zh"):
			return "zh"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "zh"
}

func (in *inbox) chooseLanguage(w http.ResponseWriter, r *http.Request) {
	lang := r.PostFormValue("lang")
	if lang != "en" {
		lang = "zh"
	}
	http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: lang, Path: "/inbox", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: in.Secure, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, localPath(r.PostFormValue("back")), http.StatusSeeOther)
}

// localPath is a path inside the inbox, whatever was asked for.
func localPath(path string) string {
	if path == "/inbox" || strings.HasPrefix(path, "/inbox/") || strings.HasPrefix(path, "/inbox?") {
		return path
	}
	return "/inbox"
}
