package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// cpuOf is the CPU time a process has used so far, and the most memory it had, by
// /proc; zero where there is none.
func cpuOf(pid int) (used time.Duration, peakMB int) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0
	}
	// The name in brackets may hold spaces; user and system time are the twelfth
	// and thirteenth field after it, in hundredths of a second on every Linux.
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) > 12 {
		user, _ := strconv.Atoi(fields[11])   //nolint:errcheck // zero is said
		system, _ := strconv.Atoi(fields[12]) //nolint:errcheck // zero is said
		used = time.Duration(user+system) * 10 * time.Millisecond
	}
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)) //nolint:errcheck // zero is said
	for text := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(text, "VmHWM:"); ok {
			fmt.Sscanf(size, "%d", &peakMB) //nolint:errcheck // zero is said
		}
	}
	return used, peakMB / 1024
}

// memoryOf is the memory a process has now, in MB, by /proc; zero where there is none.
func memoryOf(pid int) (mb int) {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)) //nolint:errcheck // zero is said
	for text := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(text, "VmRSS:"); ok {
			fmt.Sscanf(size, "%d", &mb) //nolint:errcheck // zero is said
		}
	}
	return mb / 1024
}

// knownGateway is how many signed Twilio messages a second a known gateway of this
// field, which runs no dialog, takes in on two cores.
const knownGateway = 601

// usage is the CPU time of all who take part.
type usage struct{ server, bench, redis time.Duration }

func (u usage) since(before usage) usage {
	return usage{u.server - before.server, u.bench - before.bench, u.redis - before.redis}
}

// each says the CPU time a message.
func (u usage) each(n int) string {
	ms := func(d time.Duration) float64 { return inMs(d) / float64(max(n, 1)) }
	text := fmt.Sprintf("server %.3f ms, this bench %.3f ms", ms(u.server), ms(u.bench))
	if u.redis > 0 {
		text += fmt.Sprintf(", redis-server %.3f ms", ms(u.redis))
	}
	return text
}

// could is how many messages a second two cores have CPU for, without this bench.
func (u usage) could(n int) float64 {
	return 2 * float64(n) / max(u.server+u.redis, time.Microsecond).Seconds()
}

func inMs(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
