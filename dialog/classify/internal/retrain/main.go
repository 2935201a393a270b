// Command retrain writes model.bin from corpus/. It is what "go generate
// ./dialog/classify" runs, in the folder of package classify.
package main

import (
	"fmt"
	"os"

	"frontdoor/dialog/classify/train"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "retrain:", err)
		os.Exit(1)
	}
}

func run() error {
	result, err := train.Train(os.DirFS("corpus"))
	if err != nil {
		return err
	}
	fmt.Println(result)
	if err := os.WriteFile("model.bin", result.Model, 0o644); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}
