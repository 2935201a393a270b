package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // towns far from the server's own zone

	"github.com/alecthomas/kong"

	"frontdoor/handoff/casebook/redis"
)

// program is what every command gets from outside.
type program struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// commands is the whole command line.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Run the front door: web chat, Telegram, SMS, WeChat, the agents' inbox and the API."`
	Demo     demoCommand     `cmd:"" help:"Try it: a small sample town in a temporary book; prints the links."`
	Chat     chatCommand     `cmd:"" help:"Talk to the bot in this terminal, or with -json by one JSON object a line."`
	Classify classifyCommand `cmd:"" help:"Sort lines from standard input into the ten categories, one JSON line for each."`
	Check    checkCommand    `cmd:"" help:"Say in sentences what is wrong with settings, book and webhooks."`
	Eval     evalCommand     `cmd:"" help:"Play written conversations: where the bot differs, and its figures against the goals."`
	Catalog  catalogCommand  `cmd:"" help:"Print or check the kinds of matter and their questions."`
	Places   placesCommand   `cmd:"" help:"Print or check the town: who answers, hours, hotlines, places."`
	Phrases  phrasesCommand  `cmd:"" help:"Print or check what the bot says."`
	Answers  answersCommand  `cmd:"" help:"Print or check the short answers to common questions."`
	Telegram telegramCommand `cmd:"" help:"Set up the bot at Telegram: webhook, description and commands; or undo it."`
	SMS      smsCommand      `cmd:"" name:"sms" help:"Set up the number at Twilio: where it posts what residents write; or undo it."`
	Poster   posterCommand   `cmd:"" help:"Make the poster of a station: A4, SVG and PDF, with the QR codes of the channels that are on."`
	WeChat   wechatCommand   `cmd:"" name:"wechat" help:"Set up the WeChat official account: its menu, QR codes of stations."`
	Agent    agentCommand    `cmd:"" help:"Add and list proxy agents, change a password."`
	Token    tokenCommand    `cmd:"" help:"Make a token for the API; prints it, alone, once."`
	Audit    auditCommand    `cmd:"" help:"Say who did what: signing in, looking, searching, exporting, roles, tokens; and whether the record was tampered with."`
	Hook     hookCommand     `cmd:"" help:"Tell other systems of the town what happens to cases (webhooks)."`
	Report   reportCommand   `cmd:"" help:"Count a month by station, agent and category: as a table, CSV, XLSX or JSON."`
	Seed     seedCommand     `cmd:"" help:"Fill a book with a town that never was, to try out and to measure."`
	Bench    benchCommand    `cmd:"" help:"Measure: load a server of its own with residents, count messages a second, losses, doubles."`
	Move     moveCommand     `cmd:"" help:"Move the whole book into another engine, and compare the two event by event."`
	Backup   backupCommand   `cmd:"" help:"Copy the book and residents' files while they are served, for the holder of a key alone to read."`
	Restore  restoreCommand  `cmd:"" help:"Make a book of a backup, and compare the two event by event."`
	Simulate simulateCommand `cmd:"" help:"Play a town for a month on a told clock: residents, agents, the rules between them."`
	BookKept bookCommand     `cmd:"" name:"book" help:"Say what the book holds and how much room it takes."`
	Keys     keysCommand     `cmd:"" help:"Look after the keys under which words in the book are sealed."`
	Version  versionCommand  `cmd:"" help:"Print the version."`

	BenchServe benchServeCommand `cmd:"" hidden:""`
	BenchInbox benchInboxCommand `cmd:"" hidden:""`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	signal.Ignore(syscall.SIGXFSZ) // a file grown to its limit is an error like a full disk, not the end
	redis.Quiet()
	p := &program{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	code := p.run(os.Args[1:])
	stop()
	os.Exit(code)
}

// run is main without the process: it returns the exit code. 0 is fine, 1 a failure that was
// told on stderr, or an end by ctrl-C or SIGTERM before the work was done, 2 a command line
// that makes no sense.
func (p *program) run(args []string) (code int) {
	leave := -1
	parser, err := kong.New(grammar(args),
		kong.Name("frontdoor"),
		kong.Description("The front door of a town: residents write, people who can help answer.\nTry it:  frontdoor demo"),
		kong.UsageOnError(),
		kong.PostBuild(blankIsUnset),
		kong.Writers(p.stdout, p.stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(code int) { leave = code; panic(left{}) }),
	)
	if err != nil {
		fmt.Fprintln(p.stderr, "frontdoor:", err)
		return 2
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(left); !ok {
				panic(r)
			}
			code = leave
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	call, err := parser.Parse(longFlags(args))
	if err != nil {
		err = namesVariable(parser, args, err)
		fmt.Fprintf(p.stderr, "frontdoor: %v\n\nfrontdoor -h lists the commands; frontdoor COMMAND -h explains one.\n", err)
		return 2
	}
	err = call.Run(p)
	switch {
	case err == nil, stopped(p, err) && slices.Contains(endless, call.Command()):
		return 0
	case errors.Is(err, errTold):
		return 1
	case stopped(p, err):
		fmt.Fprintln(p.stderr, "\nStopped before it was done. The same command, said again, goes on or begins anew.")
		return 1
	}
	fmt.Fprintln(p.stderr, "frontdoor:", err)
	return 1
}

// endless are the commands that last until somebody ends them. Of all others who calls them
// (a timer, a script) must hear that what was asked for is not there.
var endless = []string{"serve", "demo", "chat", "bench-serve"}

// stopped says that a command ended because it was told to.
func stopped(p *program, err error) bool {
	return errors.Is(err, context.Canceled) && p.ctx.Err() != nil
}

// grammar is the part of commands that the command line is about: reading the tags of all
// of them is most of what a short command does. Where none is named it is all of them.
func grammar(args []string) any {
	all := reflect.TypeFor[commands]()
	for i := range all.NumField() {
		f := all.Field(i)
		name := f.Tag.Get("name")
		if name == "" {
			name = strings.ToLower(f.Name)
		}
		if len(args) > 0 && args[0] == name {
			return reflect.New(reflect.StructOf([]reflect.StructField{f})).Interface()
		}
	}
	return new(commands)
}

// left unwinds from the parser when it has printed its help.
type left struct{}

// errTold is a failure that was already told in full.
var errTold = errors.New("told already")

var oneDash = regexp.MustCompile(`^-[a-z][a-z-]+(=.*)?$`)

// longFlags lets -login be written for --login, as Go's own tools do.
func longFlags(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		if a == "--" {
			copy(out[i:], args[i:])
			return out
		}
		if oneDash.MatchString(a) {
			a = "-" + a
		}
		out[i] = a
	}
	return out
}
