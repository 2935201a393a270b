package main

import (
	"fmt"
	"runtime/debug"
)

// release is the version of the program, raised with CHANGELOG.md.
const release = "0.1.0"

// versionCommand prints the version, with the commit where the build knows it.
type versionCommand struct{}

func (*versionCommand) Run(p *program) error {
	fmt.Fprintln(p.stdout, version())
	return nil
}

func version() string {
	text := "frontdoor " + release
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				text += " (" + s.Value[:12] + ")"
			}
		}
		text += " " + info.GoVersion
	}
	return text
}
