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
