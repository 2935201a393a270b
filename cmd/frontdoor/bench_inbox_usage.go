package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cpuTime is how much CPU this process has used, as the system counts it; 0 where it does
// not say.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// memory is how much memory this process has now ("VmRSS") or had at its highest
// ("VmHWM"), in MB, as the system counts it; 0 where it does not say.
func memory(which string) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), which+":")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, err := strconv.Atoi(kb)
	if err != nil {
		return 0
	}
	return n >> 10
}

// profiled begins profiles under a name, for go tool pprof; what it gives ends them. No
// folder, no profiles.
func profiled(folder, name string) (end func() error, err error) {
	if folder == "" {
		return func() error { return nil }, nil
	}
	cpu, err := os.Create(filepath.Join(folder, name+".cpu"))
	if err != nil {
		return nil, fmt.Errorf("begin a profile: %w", err)
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, errors.Join(err, cpu.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		heap, err := os.Create(filepath.Join(folder, name+".heap"))
		if err != nil {
			return errors.Join(err, cpu.Close())
		}
		runtime.GC() // what is garbage is not counted
		return errors.Join(pprof.Lookup("heap").WriteTo(heap, 0), heap.Close(), cpu.Close())
	}, nil
}
