package dialog

import "frontdoor/dialog/safety"

// Flag marks what everybody on a case must know.
type Flag = safety.Flag

// The closed list of flags.
const (
	FlagEmergency        = safety.Emergency
	FlagSuicideRisk      = safety.SuicideRisk
	FlagDomesticViolence = safety.DomesticViolence
	FlagMinor            = safety.Minor

	FlagStop         Flag = "stop"
	FlagAnonymous    Flag = "anonymous"
	FlagConfidential Flag = "confidential"
	FlagOnBehalf     Flag = "on_behalf"
	FlagHomeVisit    Flag = "home_visit"
	FlagHuman        Flag = "human"
	FlagAbuse        Flag = "abuse"
)

// Status is where a case stands.
type Status string

// The closed list of states; "reopened" is an event, not a state.
const (
	Collecting        Status = "collecting"
	Unclaimed         Status = "unclaimed"
	InProgress        Status = "in_progress"
	WaitingResident   Status = "waiting_resident"
	WaitingDepartment Status = "waiting_department"
	Snoozed           Status = "snoozed"
	Resolved          Status = "resolved"
	Archived          Status = "archived"
)

// Outcome is how a case ended.
type Outcome string

// The closed list of outcomes.
const (
	Solved    Outcome = "solved"
	Partly    Outcome = "partly"
	NotOurs   Outcome = "not_ours"
	Cannot    Outcome = "cannot"
	Withdrawn Outcome = "withdrawn"
	Duplicate Outcome = "duplicate"
)

// Outcomes is the closed list in the order agents see it.
func Outcomes() []Outcome {
	return []Outcome{Solved, Partly, NotOurs, Cannot, Withdrawn, Duplicate}
}

// Statuses is the closed list in the order a case passes through it.
func Statuses() []Status {
	return []Status{Collecting, Unclaimed, InProgress, WaitingResident, WaitingDepartment, Snoozed, Resolved, Archived}
}
