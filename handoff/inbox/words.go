package inbox

import (
	"embed"
	"fmt"
	"net/http"
	"strings"
)

//go:embed words/*.txt
var wordFiles embed.FS

// words are all texts of the inbox, by language and key. Both languages have the
// same keys; loadWords says which are missing.
type words map[string]map[string]string

func loadWords() (words, error) {
	all := words{}
	for _, lang := range []string{"zh", "en"} {
		text, err := wordFiles.ReadFile("words/" + lang + ".txt")
		if err != nil {
			return nil, fmt.Errorf("reading the inbox's words: %w", err)
		}
		all[lang] = map[string]string{}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, value, ok := strings.Cut(line, "=")
			key = strings.TrimSpace(key)
			if _, twice := all[lang][key]; !ok || twice {
				return nil, fmt.Errorf("words/%s.txt:%d: %q is not a new key = text", lang, n, line)
			}
			all[lang][key] = strings.TrimSpace(value)
		}
	}
	for key := range all["zh"] {
		if all["en"][key] == "" {
			return nil, fmt.Errorf("words/en.txt lacks %q", key)
		}
	}
	for key := range all["en"] {
		if all["zh"][key] == "" {
			return nil, fmt.Errorf("words/zh.txt lacks %q", key)
		}
	}
	return all, nil
}

// say is a text with its {places} filled in, in pairs of name and value. A key that
// does not exist shows itself, so that a page says what it lacks.
func (w words) say(lang, key string, pairs ...string) string {
	text, ok := w[lang][key]
	if !ok {
		return "⟨" + key + "⟩"
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
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
