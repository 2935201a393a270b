package main

import (
	"errors"
	"fmt"
	"os"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/corpus"
	"frontdoor/dialog/classify/train"
)

// classifyTrainCommand trains the classifier again, with lines of the town's own.
type classifyTrainCommand struct {
	townSettings
	Add []string `placeholder:"FILE" help:"Lines of the town's own, category TAB text in each. May be given again."`
	Out string   `placeholder:"MODEL" help:"Where the new classifier is written. Not set: it is only measured."`
}

func (*classifyTrainCommand) Help() string {
	return "Takes half a minute. Every written line is also judged by a model that was trained without it, and the town's own lines by the classifier in use and by a new one that does not know them; the figures say what to expect. The same lines always give the same file. Use it with FRONTDOOR_MODEL."
}

func (c *classifyTrainCommand) Run(p *program) error {
	if len(c.Add) == 0 && c.Out != "" {
		return errors.New("there is nothing to add: without -add the result is the built-in classifier")
	}
	now, err := c.model()
	if err != nil {
		return err
	}
	var own []train.Own
	for _, name := range c.Add {
		text, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("reading the town's own lines: %w", err)
		}
		own = append(own, train.Own{Name: name, Text: text})
	}
	before, after, err := train.Trial(corpus.Files, now, own...)
	if err != nil {
		return fmt.Errorf("trying the town's own lines: %w", err)
	}
	result, err := train.Train(corpus.Files, own...)
	if err != nil {
		return fmt.Errorf("training: %w", err)
	}
	fmt.Fprintln(p.stdout, result)
	fmt.Fprintf(p.stdout, "\nChinese lines, each judged by a model that did not know it:\n%s", classify.Table(result.Chinese))
	fmt.Fprintf(p.stdout, "\nOther lines, each judged by a model that did not know it:\n%s", classify.Table(result.Other))
	if len(before) > 0 {
		fmt.Fprintf(p.stdout, "\nOf %d of the town's own lines, kept back from both: right now %.3f, with the others learnt %.3f.\n",
			len(before), classify.Measure(before).Top1, classify.Measure(after).Top1)
	} else if len(own) > 0 {
		fmt.Fprintln(p.stdout, "\nThe town's own lines are too few to say what they bring.")
	}
	if c.Out == "" {
		return nil
	}
	if err := os.WriteFile(c.Out, result.Model, 0o644); err != nil {
		return fmt.Errorf("writing the classifier: %w", err)
	}
	fmt.Fprintf(p.stdout, "Written to %s. To use it: FRONTDOOR_MODEL=%s frontdoor serve\n", c.Out, c.Out)
	return nil
}
