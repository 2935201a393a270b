package learn

import (
	"fmt"
	"io"
	"os"

	"frontdoor/cmd/frontdoor/textfile"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/corpus"
	"frontdoor/dialog/classify/train"
)

// Train trains the classifier again with the town's own lines in these files, tells what
// they bring, and writes it to a file where one is named.
func Train(out io.Writer, now *classify.Model, add []string, file string) error {
	var own []train.Own
	for _, name := range add {
		text, err := textfile.Read(name)
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
	fmt.Fprintln(out, result)
	fmt.Fprintf(out, "\nChinese lines, each judged by a model that did not know it:\n%s", classify.Table(result.Chinese))
	fmt.Fprintf(out, "\nOther lines, each judged by a model that did not know it:\n%s", classify.Table(result.Other))
	if len(before) > 0 {
		fmt.Fprintf(out, "\nOf %d of the town's own lines, kept back from both: right now %.3f, with the others learnt %.3f.\n",
			len(before), classify.Measure(before).Top1, classify.Measure(after).Top1)
	} else if len(own) > 0 {
		fmt.Fprintln(out, "\nThe town's own lines are too few to say what they bring.")
	}
	if file == "" {
		return nil
	}
	if err := os.WriteFile(file, result.Model, 0o644); err != nil {
		return fmt.Errorf("writing the classifier: %w", err)
	}
	fmt.Fprintf(out, "Written to %s. To use it: FRONTDOOR_MODEL=%s frontdoor serve\n", file, file)
	return nil
}
