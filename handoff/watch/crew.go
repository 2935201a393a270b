package watch

import (
	"context"

	"frontdoor/handoff"
)

// Crew reads the agents of a roster, and who of them said that they are away.
func Crew(roster *handoff.Roster, lines *handoff.Lines) func(context.Context) ([]handoff.Member, error) {
	return func(ctx context.Context) ([]handoff.Member, error) {
		agents, err := roster.List(ctx)
		if err != nil {
			return nil, err
		}
		reached, err := lines.All(ctx)
		if err != nil {
			return nil, err
		}
		away := map[string]bool{}
		for _, r := range reached {
			away[r.Login] = r.Line.Quiet
		}
		crew := make([]handoff.Member, 0, len(agents))
		for _, a := range agents {
			crew = append(crew, handoff.Member{Agent: a, Away: away[a.Login]})
		}
		return crew, nil
	}
}
