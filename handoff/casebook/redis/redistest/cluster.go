package redistest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// slots is how many hash slots every Cluster has.
const slots = 16384

// Cluster is a Cluster on this machine.
type Cluster struct {
	Primaries []*Server
	Replicas  []*Server // of the primary at the same place; none unless asked for
}

// StartCluster starts three primaries that share the slots and, if asked for, a
// replica of each.
func StartCluster(t testing.TB, replicas bool) *Cluster {
	t.Helper()
	c := &Cluster{}
	node := func() *Server {
		return Start(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "1500", "--cluster-require-full-coverage", "no")
	}
	for range 3 {
		c.Primaries = append(c.Primaries, node())
	}
	if replicas {
		for range 3 {
			c.Replicas = append(c.Replicas, node())
		}
	}
	first := c.Primaries[0]
	for i, s := range c.Primaries {
		s.Do("CLUSTER", "ADDSLOTSRANGE", i*slots/3, (i+1)*slots/3-1)
		s.Do("CLUSTER", "SET-CONFIG-EPOCH", i+1)
	}
	all := append(append([]*Server{}, c.Primaries...), c.Replicas...)
	for _, s := range all[1:] {
		s.Do("CLUSTER", "MEET", "127.0.0.1", port(first.Addr))
	}
	for _, s := range all {
		Until(t, "every node knows every other", func(ctx context.Context) error {
			if known := strings.Count(fmt.Sprint(s.Do("CLUSTER", "NODES")), "connected\n") + strings.Count(fmt.Sprint(s.Do("CLUSTER", "NODES")), " connected "); known < len(all) {
				return fmt.Errorf("%s knows %d of %d", s.Addr, known, len(all))
			}
			return nil
		})
	}
	for i, s := range c.Replicas {
		s.Do("CLUSTER", "REPLICATE", c.Primaries[i].Do("CLUSTER", "MYID"))
	}
	for _, s := range all {
		Until(t, "the cluster is whole", func(ctx context.Context) error {
			info := fmt.Sprint(s.Do("CLUSTER", "INFO"))
			if !strings.Contains(info, "cluster_state:ok") || !strings.Contains(info, fmt.Sprint("cluster_slots_ok:", slots)) {
				return errors.New(info)
			}
			return nil
		})
	}
	for i, s := range c.Replicas {
		UntilReplicated(t, c.Primaries[i], 1)
		Until(t, "the replica is in step", func(ctx context.Context) error {
			if info := fmt.Sprint(s.Do("INFO", "replication")); !strings.Contains(info, "master_link_status:up") {
				return errors.New(info)
			}
			return nil
		})
	}
	return c
}

// URL is where a book on it lies.
func (c *Cluster) URL() string {
	var addrs []string
	for _, s := range c.Primaries {
		addrs = append(addrs, s.Addr)
	}
	return "redis+cluster://" + strings.Join(addrs, ",")
}

// UntilReplicated waits until a primary has so many replicas in step.
func UntilReplicated(t testing.TB, s *Server, replicas int) {
	t.Helper()
	Until(t, "the primary has its replicas", func(ctx context.Context) error {
		info := fmt.Sprint(s.Do("INFO", "replication"))
		if strings.Count(info, "state=online") < replicas {
			return errors.New(info)
		}
		return nil
	})
}
