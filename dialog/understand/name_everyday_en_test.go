package understand

import "testing"

// TestNameOrTelling holds short English answers to the question for a name apart: what tells
// something is made of everyday words, and a name is not.
func TestNameOrTelling(t *testing.T) {
	for _, text := range []string{"rats too", "Rats too", "RATS TOO", "kids sick", "three kids", "very dirty", "Smells bad", "my dog", "mostly nights", "hope so", "old pipes", "dogs everywhere", "the kitchen wall", "Flies and rats"} {
		if f, ok := Name(text, true); ok {
			t.Errorf("%q: taken as the name %q", text, f.Value)
		}
	}
	for text, want := range map[string]string{
		"olena": "olena", "amir": "amir", "ahmed": "ahmed", "Mary Field": "Mary Field", "Kofi Field": "Kofi Field", "grace": "grace", "gao desheng": "gao desheng",
		"mr hu": "mr hu", "Uncle Bob": "Uncle Bob", "uncle bob": "uncle bob", "thandiwe": "thandiwe", "Tom 13800001111": "Tom", "chen": "chen", "JOHN SMITH": "JOHN SMITH", "mark": "mark", "old xu": "old xu", "Li Ming": "Li Ming",
	} {
		if f, _ := Name(text, true); f.Value != want {
			t.Errorf("%q: got %q, want %q", text, f.Value, want)
		}
	}
}
