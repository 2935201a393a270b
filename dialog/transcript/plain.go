package transcript

import "strings"

// Told are the messages of a conversation in which nothing but plain words of the
// resident's happens: it can be told through the doors of the house as well.
type Told struct {
	Title   string
	Channel string
	Lines   []string
}

// Plain are the plain conversations of a file.
func Plain(text string) []Told {
	var all []Told
	for _, one := range strings.Split("\n"+text, "\n== ")[1:] {
		title, lines, _ := strings.Cut(one, "\n")
		if told := plain(lines); len(told.Lines) > 0 {
			told.Title = title
			all = append(all, told)
		}
	}
	return all
}

// plain reads one conversation; it has no lines where something else happens.
func plain(lines string) Told {
	told := Told{Channel: "telegram"}
	for line := range strings.Lines(lines) {
		mark, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		channel, isChannel := strings.CutPrefix(rest, "channel ")
		switch {
		case mark == ">" && rest != "" && rest[0] != '[':
			told.Lines = append(told.Lines, rest)
		case mark == ":" && isChannel:
			told.Channel = channel
		case mark == "" || mark == "<" || mark == "=" || mark[0] == '#':
		default:
			return Told{}
		}
	}
	return told
}
