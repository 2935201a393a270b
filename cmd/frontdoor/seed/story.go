package seed

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
)

// seedText is what people say in a seeded book.
//
//go:embed seed.txt
var seedText string

// seedWords are the words of a seeded book: by who says them, then by language.
type seedWords struct {
	said    map[string]map[string][]string
	stories []seedTelling
}

type seedTelling struct{ lang, text string }

func readSeedWords(text string) (*seedWords, error) {
	w := &seedWords{said: map[string]map[string][]string{}}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		who, rest, _ := strings.Cut(line, " ")
		lang, words, ok := strings.Cut(rest, " ")
		if !ok || lang != "zh" && lang != "en" {
			return nil, fmt.Errorf("seed.txt:%d: write who, the language and the words", n+1)
		}
		if who == "story" {
			w.stories = append(w.stories, seedTelling{lang, words})
			continue
		}
		if w.said[who] == nil {
			w.said[who] = map[string][]string{}
		}
		if who == "name" || who == "team" {
			w.said[who][lang] = strings.Fields(words)
		} else {
			w.said[who][lang] = append(w.said[who][lang], words)
		}
	}
	return w, nil
}

// seedEnd is how far a story goes.
type seedEnd int

const (
	endWaits seedEnd = iota // nobody has it yet
	endTaken                // an agent has it and has answered
	endClosed
)

// seedStory is what came of a story when it was told: its parts, a few minutes or hours
// apart, and the state in which it left the talk.
type seedStory struct {
	lang   string
	end    seedEnd
	parts  [][]casebook.Event
	state  []byte
	first  time.Time
	id     dialog.CaseID
	from   dialog.Address
	agent  string
	called string
}

// messages is how many messages it has.
func (s seedStory) messages() (n int) {
	for _, part := range s.parts {
		n += messagesIn(part)
	}
	return n
}

func messagesIn(events []casebook.Event) (n int) {
	for _, e := range events {
		if e.Kind == dialog.ChangeSaid {
			n++
		}
	}
	return n
}

// What stands in the stories for what each case has of its own.
const (
	storyNameZH = "陈国良"
	storyNameEN = "Samuel"
	storyPhone  = "13900000144"
	storySum    = "9600"
	storyCount  = "12" // only in what is said after the story: a state is full of numbers
	storyAgent  = "story-agent"
	storyCalled = "代办员甲"
)

// storyHours are the hours of the day at which stories are told.
var storyHours = []int{9, 10, 14, 16, 19, 8, 11, 20, 15, 13}

// tellStories tells every story three times, to each of its ends, in a spare book; no more of them than there are cases.
func tellStories(ctx context.Context, b casebook.Book, sc *script.Script, words *seedWords, until time.Time, most int) ([]seedStory, error) {
	day := until.In(sc.Town.Zone)
	day = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, sc.Town.Zone)
	var all []seedStory
	for i, told := range words.stories {
		for end := endWaits; end <= endClosed; end++ {
			if i >= most {
				continue
			}
			// The channels have their say in the story: a talk by SMS is another than one on the page.
			from := dialog.Address(fmt.Sprintf("%s:story-%d-%d", []string{dialog.Web, dialog.Telegram, dialog.WeChat}[(i+int(end))%3], i, end))
			if (i+int(end))%4 == 3 {
				from = dialog.Address(fmt.Sprintf("sms:+8613700%04d%02d", i, end))
			}
			at := day.Add(time.Duration(storyHours[(i*3+int(end))%len(storyHours)])*time.Hour + time.Duration(i*7%60)*time.Minute)
			story, err := tellStory(ctx, rehearsal.New(ctx, b, sc, at, from), told, end, words)
			if err != nil {
				return nil, fmt.Errorf("%q: %w", told.text, err)
			}
			all = append(all, story)
		}
	}
	return all, nil
}

// answersMost is how many questions of the bot a story answers.
const answersMost = 12

func tellStory(ctx context.Context, t *rehearsal.House, told seedTelling, end seedEnd, words *seedWords) (seedStory, error) {
	t.Hint, t.Agent, t.AgentName = told.lang, storyAgent, storyCalled
	s := seedStory{lang: told.lang, end: end, first: t.Now, from: t.Speaker, agent: storyAgent, called: storyCalled}
	lines := []rehearsal.Line{{Piece: rehearsal.Piece{Text: told.text}}}
	for n := 0; len(lines) > 0; n++ {
		if _, err := t.Take(&lines[0]); err != nil {
			return s, err
		}
		if lines = lines[1:]; len(lines) > 0 {
			continue
		}
		talk, err := t.Book.Read(ctx, t.Speaker)
		if err != nil {
			return s, err
		}
		matter := rehearsal.LatestCase(&talk.State)
		if matter == nil {
			return s, fmt.Errorf("it opens no case")
		}
		s.id = matter.ID
		if matter.Status == dialog.Collecting {
			if n == answersMost {
				return s, fmt.Errorf("it is never handed over; %q is asked", talk.State.Open())
			}
			lines = append(lines, rehearsal.Line{Piece: rehearsal.Piece{Text: answerTo(talk.State.Open(), told.lang, len([]rune(told.text))%4 == 0)}})
			continue
		}
	}
	if end >= endTaken {
		if err := t.Pass(t.Now.Add(40*time.Minute), new([]rehearsal.Reply)); err != nil {
			return s, err
		}
		lines = append(lines, rehearsal.Line{Agent: words.said["agent"][told.lang][0]})
	}
	if end == endClosed {
		lines = append(lines, rehearsal.Line{Wait: "20h"}, rehearsal.Line{AgentDo: "close", Piece: rehearsal.Piece{Text: words.said["closed"][told.lang][0]}})
	}
	for i := range lines {
		if _, err := t.Take(&lines[i]); err != nil {
			return s, err
		}
	}
	return s, s.note(ctx, t)
}

// answerTo is what a resident answers to a question of the bot; shy ones say no name.
func answerTo(asked, lang string, shy bool) string {
	zh := lang == "zh"
	switch asked {
	case dialog.AskConfirm:
		return "1"
	case "name", "phone":
		switch {
		case shy:
		case zh:
			return storyNameZH + " " + storyPhone
		default:
			return storyNameEN + " " + storyPhone
		}
	case "where":
		if zh {
			return "七星村"
		}
		return "Qixing village"
	}
	if zh {
		return "跳过"
	}
	return "skip"
}

// partGap is how long nothing happens between two parts of a story.
const partGap = 5 * time.Minute

// note keeps what came of a story.
func (s *seedStory) note(ctx context.Context, t *rehearsal.House) error {
	events, err := t.Book.Case(ctx, s.id)
	if err != nil {
		return err
	}
	for i, e := range events {
		e.Seq = 0
		if i == 0 || e.At.Sub(events[i-1].At) >= partGap {
			s.parts = append(s.parts, nil)
		}
		last := len(s.parts) - 1
		s.parts[last] = append(s.parts[last], e)
	}
	talk, err := t.Book.Read(ctx, t.Speaker)
	if err != nil {
		return err
	}
	talk.State.Spare = "" // a number drawn in the story's own town: another's in the one that is written
	s.state, err = casebook.EncodeState(talk.State)
	return err
}
