package main

import (
	"fmt"
	"io"
	"os"

	"frontdoor/handoff/report"
)

// reportCommand counts a month.
type reportCommand struct {
	bookSettings
	townSettings
	Month  string `placeholder:"2026-10" help:"Which month; the last whole one when not set."`
	Format string `enum:"table,csv,xlsx,json" default:"table" placeholder:"table|csv|xlsx|json" help:"How it is written; ${default} when not set."`
	Out    string `placeholder:"FILE" help:"Where to; standard output when not set."`
	Lang   string `enum:"zh,en" default:"zh" placeholder:"zh|en" help:"In which language; ${default} when not set."`
}

func (*reportCommand) Help() string {
	return `Reads only, and may run while the book is served:
  frontdoor report -month 2026-10
  frontdoor report -month 2026-10 -format xlsx -out report.xlsx

What each figure counts is written in the package: go doc ./handoff/report. It holds no resident's words, name or number.`
}

func (c *reportCommand) Run(p *program) error {
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	return c.withBook(p, func(b book) error {
		month := report.MonthBefore(clockOf(b)(), place.Zone)
		if c.Month != "" {
			if month, err = report.ParseMonth(c.Month, place.Zone); err != nil {
				return err
			}
		}
		counted, err := report.NewLedger(b, place).Count(p.ctx, month.UpTo(clockOf(b)()))
		if err != nil {
			return err
		}
		return c.write(p, func(out io.Writer) error { return counted.Write(out, c.Format, report.Words(c.Lang, cat, place)) })
	})
}

// write hands out standard output, or the file, which is there whole or not at all.
func (c *reportCommand) write(p *program, do func(io.Writer) error) error {
	if c.Out == "" {
		return do(p.stdout)
	}
	if err := mayOverwrite(c.Out); err != nil {
		return err
	}
	part := c.Out + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	err = do(f)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(part, c.Out)
	}
	if err != nil {
		os.Remove(part) //nolint:errcheck // the report is what matters
		return fmt.Errorf("writing the report to %s: %w", c.Out, err)
	}
	return nil
}
