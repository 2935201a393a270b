package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// blankIsUnset makes a setting whose variable of the environment is set to nothing one
// that is not set, for all of them alike: compose files, EnvironmentFile and shells leave
// such lines behind (FRONTDOOR_OPEN311=).
func blankIsUnset(k *kong.Kong) error {
	return eachSetting(k, func(f *kong.Flag) {
		if value, set := os.LookupEnv(f.Tag.Envs[0]); set && value == "" {
			f.Tag.Envs = nil
		}
	})
}

// namesVariable puts the variable behind a complaint about a flag that nobody typed.
func namesVariable(k *kong.Kong, args []string, told error) error {
	said := told
	err := eachSetting(k, func(f *kong.Flag) {
		typed := strings.Contains(strings.Join(args, " "), "-"+f.Name)
		if strings.HasPrefix(told.Error(), "--"+f.Name+" ") && !typed {
			said = fmt.Errorf("%w; this comes from %s", told, f.Tag.Envs[0])
		}
	})
	if err != nil { // then the complaint stands alone
		return told
	}
	return said
}

// eachSetting visits the flags that have a variable.
func eachSetting(k *kong.Kong, visit func(*kong.Flag)) error {
	return kong.Visit(k.Model.Node, func(v kong.Visitable, next kong.Next) error {
		if f, ok := v.(*kong.Flag); ok && len(f.Tag.Envs) > 0 {
			visit(f)
		}
		return next(nil)
	})
}
