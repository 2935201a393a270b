package redis

import (
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"go.uber.org/goleak"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/redis/redistest"
)

func TestMain(m *testing.M) {
	Quiet()
	os.Exit(m.Run())
}

// books opens books at a URL, each under a name of its own, and closes them when
// the test ends.
func books(url string) booktest.Open {
	var n atomic.Int64
	return func(t *testing.T) (casebook.Book, casebook.Shelf, func() (casebook.Book, casebook.Shelf)) {
		name := fmt.Sprintf("%s?book=test%d", url, n.Add(1))
		b := openWith(t, name, Options{Master: booktest.Safe("town")})
		return b, b, func() (casebook.Book, casebook.Shelf) {
			if err := b.Close(); err != nil {
				t.Fatalf("close: %v", err)
			}
			b = openWith(t, name, Options{Master: booktest.Safe("town")})
			return b, b
		}
	}
}

func openTest(t testing.TB, url string) *Book {
	t.Helper()
	return openWith(t, url, Options{})
}

// openWith opens a book and closes it when the test ends.
func openWith(t testing.TB, url string, o Options) *Book {
	t.Helper()
	b, err := Open(t.Context(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return b
}

func TestContractOnMiniredis(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) }) // after the server's own end
	m := miniredis.RunT(t)
	booktest.Run(t, books("redis://"+m.Addr()))
}

func TestContractOnServer(t *testing.T) {
	t.Parallel()
	booktest.Run(t, books("redis://"+redistest.Start(t).Addr))
}

func TestContractOnCluster(t *testing.T) {
	t.Parallel()
	booktest.Run(t, books(redistest.StartCluster(t, false).URL()))
}
