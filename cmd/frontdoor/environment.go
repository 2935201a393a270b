package main

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
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

// unknownVariables is a sentence for every variable of environ (NAME=value) that is written
// like a setting and is none: a slip of the pen would otherwise leave the setting as it was,
// and nobody would hear of it.
func unknownVariables(environ []string) []string {
	var known, out []string
	eachVariable(reflect.TypeFor[commands](), func(name string) { known = append(known, name) })
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, "FRONTDOOR_") || notSettings.MatchString(name) || strings.HasPrefix(value, "tcp://") {
			continue
		}
		meant, most := "", -1
		for _, k := range known {
			if alike := shared(name, k); alike > most {
				meant, most = k, alike
			}
		}
		if meant != name {
			out = append(out, fmt.Sprintf("%s is set, but there is no such setting, so it does nothing: is %s meant? frontdoor serve -h lists them all.", name, meant))
		}
	}
	return sorted(out)
}

// notSettings are names that others set: this project's tests, and Kubernetes for a service
// that is called frontdoor (which also sets links, tcp://…).
var notSettings = regexp.MustCompile(`^FRONTDOOR_(TEST_|SERVICE_HOST$|SERVICE_PORT|PORT_\d+_)`)

// shared is how much of a written name is the same as in b from the front and from the back;
// of two alike the shorter is nearer. The best of a list is the one that was meant.
func shared(a, b string) int {
	n, front, back := min(len(a), len(b)), 0, 0
	for front < n && a[front] == b[front] {
		front++
	}
	for back < n-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	return 100*(front+back) - len(b)
}

// eachVariable visits the variables of the environment that the fields of a grammar name.
func eachVariable(grammar reflect.Type, visit func(name string)) {
	for i := range grammar.NumField() {
		f := grammar.Field(i)
		if name := f.Tag.Get("env"); name != "" {
			visit(name)
		}
		if f.Type.Kind() == reflect.Struct {
			eachVariable(f.Type, visit)
		}
	}
}
