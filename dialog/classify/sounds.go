package classify

import (
	_ "embed"
	"strings"
)

//go:embed sounds.txt
var soundRows string

// alike are beginnings and ends that many people here speak alike, and so also
// mistake for each other when they type by sound or dictate.
var alike = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ang", "an", "eng", "en", "ing", "in")

// soundOf numbers the sounds of Chinese characters from hanFirst on; 0 is unknown.
// People who type by sound pick the wrong character (工姿, 拖嵌): two sounds after each
// other still say what was meant.
var soundOf = func() *[hanLast - hanFirst + 1]uint16 {
	var table [hanLast - hanFirst + 1]uint16
	numbers := make(map[string]uint16)
	for line := range strings.Lines(soundRows) {
		name, characters, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || name == "#" {
			continue
		}
		name = alike.Replace(name)
		if numbers[name] == 0 {
			numbers[name] = uint16(len(numbers) + 1)
		}
		for _, r := range characters {
			table[r-hanFirst] = numbers[name]
		}
	}
	return &table
}()

// sound is the number of a character's sound, 0 for none known.
func sound(r rune) uint16 {
	if r < hanFirst || r > hanLast {
		return 0
	}
	return soundOf[r-hanFirst]
}
