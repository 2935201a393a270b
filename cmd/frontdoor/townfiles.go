package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
)

// catalogCommand, placesCommand and phrasesCommand are one pattern: print what is
// built in, to begin a file of one's own with, and check such a file.
type catalogCommand struct {
	Print catalogPrintCommand `cmd:"" help:"Print the built-in catalogue, to begin your own with."`
	Check catalogCheckCommand `cmd:"" help:"Say every mistake in a catalogue, with its line and the reason."`
}

func (*catalogCommand) Help() string {
	return `The catalogue says which kinds of matter there are and what is asked for each. Its top explains every field.
  frontdoor catalog print > catalog.yaml           begin with the built-in one
  frontdoor catalog check catalog.yaml             after each change: all mistakes at once, or "fine" (exit code 1, or 0)
  frontdoor chat -catalog catalog.yaml             talk to it
  FRONTDOOR_CATALOG=catalog.yaml frontdoor serve   use it`
}

type placesCommand struct {
	Print placesPrintCommand `cmd:"" help:"Print the built-in town's file, to begin your own with."`
	Check placesCheckCommand `cmd:"" help:"Say every mistake in a town's file, with its line and the reason."`
}

func (*placesCommand) Help() string {
	return `The town's file says who answers (name, prefix, signature), when, the hotlines, where things are, and which station
and grid serves them.
  frontdoor places print > town.yaml               begin with the built-in one
  frontdoor places print -areas > town.yaml        the same with sample stations and grids
  frontdoor places print -shapes > grids.geojson   the outlines of these grids
  frontdoor places check town.yaml                 after each change: all mistakes at once, or "fine" (exit code 1, or 0)
  frontdoor chat -places town.yaml                 talk to it
  FRONTDOOR_PLACES=town.yaml frontdoor serve       use it`
}

type phrasesCommand struct {
	Print phrasesPrintCommand `cmd:"" help:"Print the built-in sentences of a language, to begin your own with."`
	Check phrasesCheckCommand `cmd:"" help:"Say every mistake in a file of sentences, with its line and the reason."`
}

func (*phrasesCommand) Help() string {
	return `The sentences of the bot. A town's folder holds zh.txt, en.txt or both, with only the sentences it says otherwise.
  frontdoor phrases print -lang zh > our/zh.txt    begin with the built-in ones, and keep only the lines you change
  frontdoor phrases check our/zh.txt               after each change: all mistakes at once, or "fine" (exit code 1, or 0)
  frontdoor chat -phrases our                      talk to it
  FRONTDOOR_PHRASES=our frontdoor serve            use it
A check measures each sentence as an SMS with the names and numbers of the town: name yours with -places.`
}

type catalogPrintCommand struct{}

func (*catalogPrintCommand) Run(p *program) error { return printed(p.stdout, catalog.Standard()) }

type phrasesPrintCommand struct {
	Lang string `enum:"zh,en" default:"zh" placeholder:"zh|en" help:"Which language; ${default} when not set."`
}

func (c *phrasesPrintCommand) Run(p *program) error {
	text, err := phrases.Standard(c.Lang)
	if err != nil {
		return err
	}
	return printed(p.stdout, text)
}

func printed(out io.Writer, text string) error {
	if _, err := io.WriteString(out, text); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

type catalogCheckCommand struct {
	File string `arg:"" help:"The catalogue to look through."`
}

func (c *catalogCheckCommand) Run(p *program) error {
	cat, err := readOr(c.File, "the catalogue", catalog.Parse, nil)
	if err != nil {
		return tellMistakes(p, c.File, err)
	}
	count, asked := 0, 0
	var alone []string
	for _, one := range cat.Categories() {
		count, asked = count+len(one.Slots), asked+len(one.Slots)-len(one.AgentAsks())
		if _, known := classify.ClassOf(one.Key); !known {
			alone = append(alone, one.Key)
		}
	}
	fmt.Fprintf(p.stdout, "%s is fine: %d categories with %d questions, %d of them for the bot, which asks at most %d before its summary.\n",
		c.File, len(cat.Categories()), count, asked, cat.Questions)
	if len(alone) > 0 {
		fmt.Fprintf(p.stdout, "The built-in classifier does not know %s: residents pick it from the list.\n", strings.Join(alone, ", "))
	}
	return nil
}

type placesCheckCommand struct {
	File string `arg:"" help:"The town's file to look through."`
}

func (c *placesCheckCommand) Run(p *program) error {
	place, err := readTown(c.File)
	if err == nil {
		err = fits(place, nil)
	}
	if err != nil {
		return tellMistakes(p, c.File, err)
	}
	fmt.Fprintf(p.stdout, "%s is fine: %s (%s), the bot is %s (%s), numbers begin with %s, SMS with %s, %d hotlines, %d places.\n", c.File,
		place.Name("zh"), place.Name("en"), place.Persona.Zh, place.Persona.En, place.Prefix, place.Signature, len(place.Hotlines), len(place.Places))
	tellAreas(p.stdout, place)
	return nil
}

type phrasesCheckCommand struct {
	File   string `arg:"" help:"The file to look through: zh.txt or en.txt."`
	Lang   string `enum:"zh,en," default:"" placeholder:"zh|en" help:"Its language, where its name does not say so."`
	Places string `env:"FRONTDOOR_PLACES" placeholder:"FILE" help:"The town whose names and numbers stand in the sentences; built in when not set."`
}

func (c *phrasesCheckCommand) Run(p *program) error {
	lang := c.Lang
	if lang == "" {
		lang = strings.TrimSuffix(filepath.Base(c.File), ".txt")
	}
	if lang != "zh" && lang != "en" {
		return fmt.Errorf("%s does not say its language: call it zh.txt or en.txt, or add -lang zh or -lang en", c.File)
	}
	place, err := readTown(c.Places)
	if err != nil {
		return err
	}
	standard, err := phrases.Default()
	if err != nil {
		return err
	}
	own, err := readOr(c.File, "the sentences", func(name string, text []byte) (*phrases.Phrases, error) {
		return standard.With(lang, name, string(text))
	}, nil)
	if err == nil {
		err = fits(place, own)
	}
	if err != nil {
		return tellMistakes(p, c.File, err)
	}
	fmt.Fprintf(p.stdout, "%s is fine: it says %d of %d sentences otherwise.\n", c.File, own.Otherwise(lang, standard), len(standard.Keys()))
	return nil
}

// fits measures the sentences as SMS in a town.
func fits(place *town.Town, sentences *phrases.Phrases) error {
	sc, err := script.New(nil, place, sentences, nil)
	if err != nil {
		return err
	}
	return sc.Fit()
}

// tellMistakes prints what is wrong with a file, one a line; a file that cannot be read
// at all is an error like any other.
func tellMistakes(p *program, file string, err error) error {
	var unread *os.PathError
	if errors.As(err, &unread) {
		return err
	}
	told := strings.Split(err.Error(), "\n")
	fmt.Fprintln(p.stdout, err)
	fmt.Fprintf(p.stdout, "%d to mend in %s.\n", len(told), file)
	return errTold
}
