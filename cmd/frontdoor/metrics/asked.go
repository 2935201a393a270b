package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// askTime is how long all figures that are read when asked for may take together: less
// than Prometheus waits.
const askTime = 5 * time.Second

// Figure is a number that is read when somebody asks.
type Figure struct {
	Name, Help string
	// Label names what the numbers are told apart by; "" for one number, under the key "".
	Label string
	Read  func(ctx context.Context, now time.Time) (map[string]float64, error)
}

// Ask adds figures.
func (m *Metrics) Ask(figures ...Figure) {
	m.asked.mu.Lock()
	defer m.asked.mu.Unlock()
	m.asked.figures = append(m.asked.figures, figures...)
}

// asked reads figures when they are asked for, one after another and for one at a time.
type asked struct {
	now     func() time.Time
	mu      sync.Mutex
	figures []Figure
}

// Describe tells nothing before: which numbers there are is known when they are read.
func (a *asked) Describe(chan<- *prometheus.Desc) {}

func (a *asked) Collect(to chan<- prometheus.Metric) {
	a.mu.Lock()
	defer a.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), askTime)
	defer cancel()
	unread := prometheus.NewDesc("frontdoor_unreadable", "1 for a figure that could not be read just now.", []string{"figure"}, nil)
	for _, f := range a.figures {
		numbers, err := f.Read(ctx, a.now())
		failed := 0.0
		if err != nil { // whoever reads the book for its own sake logs why
			numbers, failed = nil, 1
		}
		to <- prometheus.MustNewConstMetric(unread, prometheus.GaugeValue, failed, f.Name)
		var labels []string
		if f.Label != "" {
			labels = []string{f.Label}
		}
		desc := prometheus.NewDesc(f.Name, f.Help, labels, nil)
		for key, n := range numbers {
			if f.Label == "" {
				to <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, n)
			} else {
				to <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, n, key)
			}
		}
	}
}
