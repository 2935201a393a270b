package understand

// Languages a message may be in.
const (
	Chinese = "zh"
	English = "en"
)

// Finding is a piece of a text and the value read from it.
// Raw is text[Start:End] of the text that was given; offsets count bytes.
type Finding struct {
	Value string
	Raw   string
	Start int
	End   int
}

// Precision says how exactly a date was given.
type Precision int

// From the vaguest to the most exact.
const (
	Vague     Precision = iota // 前几天, 最近, a season
	Year                       // 去年
	Month                      // 8月, last month
	Week                       // 上周
	Day                        // 昨天
	PartOfDay                  // 昨天下午
	Minute                     // 昨天下午三点半
)

// Date is a point, a span or a rhythm in time.
//
// Value is one of
//
//	2026-11-21                a day
//	2026-11-21/am             a part of it: am, noon, pm, night
//	2026-11-21T15:30          a minute, in the zone of the message's time
//	2026-08-01/2026-08-31     a span of days, both included
//	R:daily-night             a rhythm, see Recurring
//
// Start of a rhythm names: daily, weekly, monthly, yearly, weekday, weekend,
// rain, plum-rain, typhoon and so on, then an optional detail
// (R:daily-night, R:weekly-mon, R:monthly-12).
type Date struct {
	Finding
	Future    bool // begins after the time of the message
	Recurring bool // Value is a rhythm (R:…)
	Since     bool // Value is where something began that still goes on
	Precision Precision
}

// Amount is a sum of money; Value is decimal yuan without separators, "1900" or "3.5".
type Amount struct {
	Finding
	Approx bool // 两千多, about 2000
	Bare   bool // the whole message is a number without a unit: money only if money was asked for
}

// Match is a known place found in a text by the caller's own list.
type Match struct {
	ID    string
	Name  string
	Start int // byte offset
	End   int
}

// Role says which part a person plays in the story.
type Role string

// Roles of persons other than the speaker.
const (
	Other     Role = "other"     // the other side: 老板, 邻居老王, XX公司
	Self      Role = "self"      // the speaker; never reported by Persons, used by callers
	Concerned Role = "concerned" // the one it is about: 我婆婆, my father
)

// Person is somebody the text speaks of. Value is the words as said ("邻居老王").
type Person struct {
	Finding
	Role     Role
	Relation string // neighbour, employer, landlord, family, official, company, …; "" when only a name was said
}

// Answer is the meaning of a message that is nothing but a yes or a no.
type Answer int

// Unclear is everything that is not wholly a yes or a no.
const (
	Unclear Answer = iota
	Yes
	No
)

// Correct is a resident's correction. New and Old are the words as written
// ("" when not said); Slot is where, when, who, amount, phone, name, what,
// category, or "" when the message does not say which.
type Correct struct {
	Slot string
	New  string
	Old  string
	// Guessed: no word names the slot, it is read off the look of the new value.
	Guessed bool
}

// Command is something asked of the bot itself.
type Command string

// The closed list of commands. SayChinese and SayEnglish ask for a language.
const (
	None       Command = ""
	Skip       Command = "skip"
	Back       Command = "back"
	Repeat     Command = "repeat"
	Restart    Command = "restart"
	Drop       Command = "drop"
	Why        Command = "why"
	Wait       Command = "wait"
	Help       Command = "help"
	Status     Command = "status"
	Human      Command = "human"
	Summary    Command = "summary"
	Stop       Command = "stop"
	Start      Command = "start"
	NewMatter  Command = "new"
	SayChinese Command = "zh"
	SayEnglish Command = "en"
	MyData     Command = "mydata"
	Erase      Command = "erase"
	NotFixed   Command = "notfixed"
	Thanks     Command = "thanks"
	Greeting   Command = "greeting"
)

// Channels on which commands are read differently (keywords of opt-out on SMS).
const (
	SMS      = "sms"
	Telegram = "telegram"
	Web      = "web"
)
