package main

import (
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"frontdoor/handoff"
)

// auditCommand reads the record of who did what.
type auditCommand struct {
	List   auditListCommand   `cmd:"" help:"List what was done, the latest first."`
	Verify auditVerifyCommand `cmd:"" help:"Say whether an entry was changed, taken out or put in afterwards."`
}

type auditListCommand struct {
	bookSettings
	Who   string `placeholder:"LOGIN" help:"Only what this agent did."`
	Deed  string `placeholder:"DEED" help:"Only this, e.g. revealed; an unknown one lists all there are."`
	About string `placeholder:"WHAT" help:"Only about this login, case number or program."`
	Since string `placeholder:"DAY" help:"Only from this day on, 2026-11-22."`
	Until string `placeholder:"DAY" help:"Only up to this day, itself included."`
	Max   int    `default:"100" help:"How many at most; ${default} when not set."`
}

func (c *auditListCommand) Run(p *program) error {
	known := c.Deed == ""
	var names []string
	for _, d := range handoff.Deeds() {
		known = known || string(d) == c.Deed
		names = append(names, string(d))
	}
	if !known {
		return fmt.Errorf("%q is no deed: they are %s", c.Deed, strings.Join(names, ", "))
	}
	var days [2]time.Time
	for i, day := range []string{c.Since, c.Until} {
		at, err := time.ParseInLocation(time.DateOnly, day, time.Local)
		if day != "" && err != nil {
			return fmt.Errorf("%q is no day: write it like 2026-11-22", day)
		}
		if days[i] = at.AddDate(0, 0, i); day == "" {
			days[i] = time.Time{}
		}
	}
	return c.withBook(p, func(b book) error {
		all, err := handoff.NewAudit(b, nil).List(p.ctx, handoff.AuditQuery{Who: c.Who, Deed: handoff.Deed(c.Deed), About: c.About, From: days[0], Until: days[1], Max: c.Max})
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(p.stderr, "Nothing of this is in the record.")
			return nil
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, e := range all {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", e.N, e.At.Format(time.RFC3339), e.Who, e.Deed, e.About, e.More)
		}
		return w.Flush()
	})
}

type auditVerifyCommand struct {
	bookSettings
	Seal []string `placeholder:"N:HASH" help:"A seal this command printed earlier and that was kept elsewhere; may be given several times."`
}

func (*auditVerifyCommand) Help() string {
	return `Each entry holds the hash of the one before. Whoever can write into the book could write the whole record anew: note the seal that
is printed where they cannot (on paper, in the minutes of the month), and give it back with -seal.`
}

func (c *auditVerifyCommand) Run(p *program) error {
	seals := map[int]string{}
	for _, s := range c.Seal {
		number, hash, _ := strings.Cut(s, ":")
		n, err := strconv.Atoi(number)
		if err != nil || hash == "" {
			return fmt.Errorf("%q is no seal: copy it whole as frontdoor audit verify printed it, a number, a colon and letters", s)
		}
		seals[n] = hash
	}
	return c.withBook(p, func(b book) error {
		v, err := handoff.NewAudit(b, nil).Verify(p.ctx, seals)
		if err != nil {
			return err
		}
		for _, w := range v.Wrong {
			fmt.Fprintln(p.stdout, w)
		}
		if len(v.Wrong) > 0 {
			return fmt.Errorf("the audit record was tampered with: %d entries read, the first wrong place is entry %d", v.Entries, v.Wrong[0].N)
		}
		if v.Entries == 0 {
			fmt.Fprintln(p.stdout, "The audit record is empty.")
			return nil
		}
		fmt.Fprintf(p.stdout, "The audit record is whole: %d entries. Its seal, to be noted elsewhere: %d:%s\n", v.Entries, v.Last, v.Hash)
		return nil
	})
}
