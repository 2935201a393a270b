package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// TestDeploy: every file of deploy that is YAML can be read, every setting named in them is
// one of this program, every command they call it has, and every path they ask for it
// answers.
func TestDeploy(t *testing.T) {
	t.Parallel()
	var cli commands
	model, err := kong.New(&cli)
	if err != nil {
		t.Fatal(err)
	}
	settings, known := map[string]bool{}, map[string]bool{}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			for _, e := range f.Envs {
				settings[e] = true
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(model.Model.Node)
	for _, c := range model.Model.Children {
		known[c.Name] = true
	}
	setting := regexp.MustCompile(`FRONTDOOR_[A-Z0-9_]+`)
	called := regexp.MustCompile(`(?:bin/frontdoor|-u frontdoor frontdoor|-- /frontdoor|--rm door) ([a-z]+)`)
	files, err := filepath.Glob("deploy/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%v, %v", files, err)
	}
	named, calls := map[string]bool{}, 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range setting.FindAllString(string(content), -1) {
			if named[s] = true; !settings[s] {
				t.Errorf("%s: there is no setting %s", file, s)
			}
		}
		for _, m := range called.FindAllStringSubmatch(string(content), -1) {
			if calls++; !known[m[1]] {
				t.Errorf("%s: there is no command %s", file, m[1])
			}
		}
		if ext := filepath.Ext(file); ext == ".yaml" || ext == ".yml" {
			if _, err := parser.ParseBytes(content, 0); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
	if len(named) < 20 || calls < 4 {
		t.Errorf("only %d settings and %d commands are named in deploy", len(named), calls)
	}

	s := aloneHouse(t, &serveSettings{})
	for _, path := range probes(t) {
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 && (path != "/readyz" || w.Code != 503) { // nothing runs behind it
			t.Errorf("%s is answered %d", path, w.Code)
		}
	}
}

// probes are the paths that kubernetes.yaml has asked, container by container.
func probes(t *testing.T) (paths []string) {
	t.Helper()
	f, err := os.Open("deploy/kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read from
	type probe struct {
		Ask struct{ Path string } `yaml:"httpGet"`
	}
	var servers int
	for dec := yaml.NewDecoder(f); ; {
		var o struct {
			Kind string
			Spec struct {
				Replicas int
				Template struct {
					Spec struct {
						Containers []struct {
							Args           []string
							ReadinessProbe probe `yaml:"readinessProbe"`
							LivenessProbe  probe `yaml:"livenessProbe"`
							StartupProbe   probe `yaml:"startupProbe"`
						}
					}
				}
			}
		}
		if dec.Decode(&o) != nil {
			break
		}
		for _, c := range o.Spec.Template.Spec.Containers {
			servers = o.Spec.Replicas
			if !slices.Equal(c.Args, []string{"serve"}) {
				t.Errorf("kubernetes runs %v", c.Args)
			}
			for _, p := range []probe{c.ReadinessProbe, c.LivenessProbe, c.StartupProbe} {
				paths = append(paths, p.Ask.Path)
			}
		}
	}
	if servers != 2 || len(paths) != 3 || slices.Contains(paths, "") {
		t.Errorf("%d servers are asked %q", servers, paths)
	}
	return paths
}
