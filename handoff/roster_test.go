package handoff_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

const goodPassword = "三个好记的词语哦"

func wu() handoff.Agent { return handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent} }

func TestAddSaysWhatIsWrong(t *testing.T) {
	roster := handoff.NewRoster(openBook(t), nil)
	tests := map[string]struct {
		agent    handoff.Agent
		password string
		code     string
	}{
		"login too short":         {handoff.Agent{Login: "w", Name: "吴姐", Role: "agent"}, goodPassword, "login_form"},
		"login too long":          {handoff.Agent{Login: strings.Repeat("w", 33), Name: "吴姐", Role: "agent"}, goodPassword, "login_form"},
		"login with a capital":    {handoff.Agent{Login: "Wu", Name: "吴姐", Role: "agent"}, goodPassword, "login_form"},
		"login in Chinese":        {handoff.Agent{Login: "吴姐", Name: "吴姐", Role: "agent"}, goodPassword, "login_form"},
		"login with a line break": {handoff.Agent{Login: "wu\n", Name: "吴姐", Role: "agent"}, goodPassword, "login_form"},
		"no name":                 {handoff.Agent{Login: "wu", Name: " ", Role: "agent"}, goodPassword, "name_form"},
		"unknown role":            {handoff.Agent{Login: "wu", Name: "吴姐", Role: "boss"}, goodPassword, "role_unknown"},
		"short password":          {wu(), "1234567", "password_form"},
		"seven characters":        {wu(), "七个字的密码啊", "password_form"},
		"everybody's password":    {wu(), "password123", "password_guessable"},
		"endless password":        {wu(), strings.Repeat("x", 1025), "password_form"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var mistake *handoff.Mistake
			if err := roster.Add(t.Context(), test.agent, test.password); !errors.As(err, &mistake) || mistake.Code != test.code {
				t.Fatalf("Add: %v, want the mistake %s", err, test.code)
			}
			if mistake.What == "" || mistake.Why == "" || mistake.Do == "" {
				t.Errorf("the mistake says too little: %+v", mistake)
			}
		})
	}
	if agents, err := roster.List(t.Context()); err != nil || len(agents) != 0 {
		t.Errorf("List: %v, %v; nobody should have been added", agents, err)
	}
}

func TestSignIn(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	other := handoff.NewRoster(book, nil) // as another process has it
	if err := other.Add(t.Context(), wu(), goodPassword); err != nil {
		t.Fatal(err)
	}
	if err := roster.Add(t.Context(), wu(), goodPassword); !errors.Is(err, handoff.ErrTaken) {
		t.Errorf("adding wu twice: %v, want ErrTaken", err)
	}
	if err := roster.Add(t.Context(), handoff.Agent{Login: "robot", Name: "接口", Role: handoff.RoleAdmin}, ""); err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		name, login, password string
		before                func() error
		ok                    bool
	}{
		{name: "right", login: "wu", password: goodPassword, ok: true},
		{name: "as a telephone writes it", login: " Wu ", password: goodPassword, ok: true},
		{name: "wrong password", login: "wu", password: goodPassword + "!"},
		{name: "empty password", login: "wu", password: ""},
		{name: "nobody", login: "nobody", password: goodPassword},
		{name: "no login at all", login: "\x00", password: goodPassword},
		{name: "agent without a password", login: "robot", password: ""},
		{name: "old password after a new one", login: "wu", password: goodPassword,
			before: func() error { return other.SetPassword(t.Context(), "wu", "another password") }},
		{name: "new password", login: "wu", password: "another password", ok: true},
		{name: "disabled", login: "wu", password: "another password",
			before: func() error { return other.SetDisabled(t.Context(), "wu", true) }},
		{name: "enabled again", login: "wu", password: "another password", ok: true,
			before: func() error { return other.SetDisabled(t.Context(), "wu", false) }},
	}
	for _, step := range steps {
		if step.before != nil {
			if err := step.before(); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
		}
		agent, err := roster.Authenticate(t.Context(), step.login, step.password)
		if step.ok && (err != nil || agent.Name != "吴姐") {
			t.Errorf("%s: %v, %v; want to be let in", step.name, agent, err)
		}
		if !step.ok && !errors.Is(err, handoff.ErrSignIn) {
			t.Errorf("%s: %v, want ErrSignIn", step.name, err)
		}
	}
}

func TestPasswordsAreStoredHashedAndSalted(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	for _, login := range []string{"wu", "li"} {
		if err := roster.Add(t.Context(), handoff.Agent{Login: login, Name: login, Role: handoff.RoleAgent}, goodPassword); err != nil {
			t.Fatal(err)
		}
	}
	records, err := book.List(t.Context(), "agent")
	if err != nil || len(records) != 2 {
		t.Fatal(records, err)
	}
	hash := func(r casebook.Record) string {
		_, after, ok := strings.Cut(string(r.Value), `"hash":"$argon2id$v=19$m=19456,t=2,p=1$`)
		if !ok || strings.Contains(string(r.Value), goodPassword) {
			t.Fatalf("stored as %s", r.Value)
		}
		return after
	}
	if hash(records[0]) == hash(records[1]) {
		t.Error("the same password gives the same hash twice: no salt")
	}
}

// Many guesses sent at once must not all pass before the first has failed; for a
// login nobody has neither, so that nobody learns which logins there are.
func TestGuessingIsSlowedDown(t *testing.T) {
	clock := newClock()
	roster := handoff.NewRoster(openBook(t), clock.now)
	var wg sync.WaitGroup
	var mu sync.Mutex
	tried := 0
	for range 30 {
		wg.Go(func() {
			_, err := roster.Authenticate(t.Context(), "wu", "wrong password")
			mu.Lock()
			defer mu.Unlock()
			if errors.Is(err, handoff.ErrSignIn) {
				tried++
			}
		})
	}
	wg.Wait()
	if tried < 5 || tried > 6 { // five free ones, and one more that was under way
		t.Errorf("%d guesses were tried at once", tried)
	}
	var slow *handoff.SlowError
	if _, err := roster.Authenticate(t.Context(), "wu", goodPassword); !errors.As(err, &slow) || slow.Wait <= 0 {
		t.Errorf("the next try: %v, want to wait", err)
	}
}

func TestList(t *testing.T) {
	clock := newClock()
	roster := handoff.NewRoster(openBook(t), clock.now)
	var want []handoff.Agent
	for _, login := range []string{"an", "bo", "chen"} {
		a := handoff.Agent{Login: login, Name: "代办员" + login, Role: handoff.RoleSupervisor}
		if err := roster.Add(t.Context(), a, ""); err != nil {
			t.Fatal(err)
		}
		a.CreatedAt, a.HasSecond = clock.now().UTC().Truncate(time.Second), true // there is no password that a second would stand beside
		want = append(want, a)
	}
	got, err := roster.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := roster.SetPassword(t.Context(), "ghost", goodPassword); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("a password for nobody: %v, want ErrNotFound", err)
	}
}
