package mediation

import "slices"

// Who does an act.
type Who string

// The mediator at the desk, a party from its own address, and the town: its clocks and
// what the program finds by itself.
const (
	Mediator Who = "mediator"
	Side     Who = "party"
	Town     Who = "town"
)

// Kind is the closed list of acts. The words are stored for years: never rename one.
type Kind string

// What can be done at the table.
const (
	Begin   Kind = "begin"   // Topic, and the party whose case it is
	Add     Kind = "add"     // a party, not yet invited
	Drop    Kind = "drop"    // a party that sits not at the table is taken off the list
	Release Kind = "release" // the invitation may go out
	Link    Kind = "link"    // the party's thread: its case and address
	Accept  Kind = "accept"  // Wording is the version of what was consented to
	Decline Kind = "decline"
	NotMe   Kind = "not_me" // the address is somebody else's: it is asked no more
	Stop    Kind = "stop"   // nothing can be sent there any more
	Back    Kind = "back"   // it can be again
	Limit   Kind = "limit"  // the address has had as many texts as it may
	Silent  Kind = "silent" // no answer to the invitation and its reminders
	Say     Kind = "say"    // Text to Party, or to all
	Pass    Kind = "pass"   // Text, from From, to Party or to all others
	Times   Kind = "times"  // Options of a meeting at Place
	Pick    Kind = "pick"   // Picks of them
	Propose Kind = "propose"
	Agree   Kind = "agree" // Version and Hash
	Refuse  Kind = "refuse"
	Change  Kind = "change" // the party wants it otherwise; how is in its thread
	Leave   Kind = "leave"
	Sign    Kind = "sign"   // the mediator issues the agreement: Number
	Due     Kind = "due"    // who owes Item is reminded
	Ask     Kind = "ask"    // who is owed Item is asked
	Kept    Kind = "kept"   // Item
	Missed  Kind = "missed" // Item
	Unsure  Kind = "unsure" // no answer about Item
	End     Kind = "end"    // Outcome, Level
	Halt    Kind = "halt"   // Reason: nothing goes to any other side
	Resume  Kind = "resume"
	Erased  Kind = "erased" // the party's thread is no more
	Hold    Kind = "hold"   // so is that of whoever asked for the table: Table is what must be kept of it
)

// State is where the table stands.
type State string

// The closed list of states; "" before the beginning.
const (
	None      State = ""
	Open      State = "open"
	Proposed  State = "proposed"
	Agreed    State = "agreed"
	Signed    State = "signed"
	Fulfilled State = "fulfilled"
	Halted    State = "halted"
	Ended     State = "ended"
)

// PartyState is where a party stands.
type PartyState string

// The closed list of the states of a party.
const (
	Listed    PartyState = "listed"
	Invited   PartyState = "invited"
	Unheard   PartyState = "silent"
	Accepted  PartyState = "accepted"
	Declined  PartyState = "declined"
	Left      PartyState = "left"
	Stranger  PartyState = "not_me"
	Forgotten PartyState = "erased"
)

// Rule is one line of the table; no states means any, no who anybody.
type Rule struct {
	Kind    Kind
	Who     Who
	In      []State
	Parties []PartyState
}

// Rules is the table of who may do what in which state.
func Rules() []Rule {
	before := []State{Open, Proposed, Agreed}
	unsigned := []State{Open, Proposed, Agreed, Halted}
	seated := []PartyState{Accepted}
	asked := []PartyState{Invited, Unheard}
	kept := []State{Signed}
	return []Rule{
		{Begin, Mediator, []State{None, Ended}, nil},
		{Add, Mediator, before, nil},
		{Drop, "", before, []PartyState{Listed, Invited, Unheard}},
		{Release, Mediator, []State{Open, Proposed}, []PartyState{Listed, Unheard}},
		{Link, Town, nil, []PartyState{Invited}},
		{Accept, Side, before, asked},
		{Decline, Side, unsigned, asked},
		{NotMe, Side, nil, asked},
		{Stop, Side, nil, []PartyState{Invited, Unheard, Accepted}},
		{Back, Side, nil, seated},
		{Limit, Town, before, []PartyState{Invited}},
		{Silent, Town, before, []PartyState{Invited}},
		{Say, Mediator, []State{Open, Proposed, Agreed, Signed}, seated},
		{Pass, Mediator, []State{Open, Proposed, Agreed, Signed}, seated},
		{Times, Mediator, before, seated},
		{Pick, Side, before, seated},
		{Propose, Mediator, before, seated},
		{Agree, Side, []State{Proposed}, seated},
		{Refuse, Side, []State{Proposed, Agreed}, seated},
		{Change, Side, []State{Proposed, Agreed}, seated},
		{Leave, Side, unsigned, []PartyState{Invited, Unheard, Accepted}},
		{Sign, Mediator, []State{Agreed}, nil},
		{Due, Town, kept, seated},
		{Ask, Town, kept, seated},
		{Kept, "", kept, seated},
		{Missed, "", kept, seated},
		{Unsure, Town, kept, seated},
		{End, Mediator, []State{Open, Proposed, Agreed, Signed, Halted}, nil},
		{Halt, "", []State{Open, Proposed, Agreed, Signed, Halted}, nil},
		{Resume, Mediator, []State{Halted}, nil},
		{Erased, Town, nil, nil},
		{Hold, Town, nil, nil},
	}
}

// rule finds the line of an act; false for an act that there is not.
func rule(k Kind) (Rule, bool) {
	all := Rules()
	if i := slices.IndexFunc(all, func(r Rule) bool { return r.Kind == k }); i >= 0 {
		return all[i], true
	}
	return Rule{}, false
}
