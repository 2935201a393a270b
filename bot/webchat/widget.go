package webchat

import (
	"encoding/json"
	"fmt"
)

// newWidget is the one script that puts the chat on another site's page: its words and
// its style lie in it, for a style in a file of its own would be one more thing that
// site must allow. No cookie comes with it, so it is the same for everybody.
func (p *page) newWidget() (*asset, error) {
	said := map[string]map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		w, s := pageWords(lang), p.in(lang, "0")
		said[lang] = map[string]string{"title": s.Town + " · " + s.Persona,
			"open": w["widget_open"], "close": w["widget_close"], "apart": w["widget_apart"], "shut": w["widget_shut"], "news": w["newer"]}
	}
	style, err := files.ReadFile("page/widget.css")
	if err != nil {
		return nil, fmt.Errorf("read the widget's style: %w", err)
	}
	script, err := files.ReadFile("page/widget.js")
	if err != nil {
		return nil, fmt.Errorf("read the widget: %w", err)
	}
	words, err := json.Marshal(said)
	if err != nil {
		return nil, fmt.Errorf("write the widget's words: %w", err)
	}
	look, err := json.Marshal(string(style))
	if err != nil {
		return nil, fmt.Errorf("write the widget's style: %w", err)
	}
	// in a block, so that the page around it knows nothing of these names
	return newAsset("widget.js", "text/javascript; charset=utf-8",
		fmt.Appendf(nil, "{\nconst frontdoorWords = %s;\nconst frontdoorStyle = %s;\n%s}\n", words, look, script))
}
