package dialog

// By says whose doing something was.
type By string

// Who can do something to a case.
const (
	ByResident By = "resident"
	ByBot      By = "bot"
	ByAgent    By = "agent"
	BySystem   By = "system"
)
