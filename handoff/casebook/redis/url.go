package redis

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// How long is waited for a server, and how many connections a process keeps. A
// read outlasts a WAIT.
const (
	dialTime = 2 * time.Second
	readTime = waitTime + 2*time.Second // a busy machine is no reason to have everybody say everything again
	poolSize = 64
	mapTime  = time.Second // how old the map of a Cluster may be: a dead node sends no word of who took over
)

// bookName is what a book may be called: it is part of every key.
var bookName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// Schemes are the beginnings of the URLs that ParseURL reads.
func Schemes() []string {
	return []string{"redis", "rediss", "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster"}
}

// target is where a book lies.
type target struct {
	cluster bool
	name    string
	options redis.UniversalOptions
}

// parseURL reads where a book lies:
//
//	redis://[user:password@]host:port[/db]
//	redis+sentinel://[user:password@]host:port,host:port/master
//	redis+cluster://[user:password@]host:port,host:port
//
// rediss instead of redis speaks TLS; ?book=NAME keeps several books apart on one
// server (default frontdoor).
func parseURL(raw string) (target, error) {
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return target{}, errors.New("it is no URL like redis://host:6379")
	}
	// net/url takes one host only: the list is cut out before it looks.
	rest, query, _ := strings.Cut(rest, "?")
	rest, path, _ := strings.Cut(rest, "/")
	user, hosts := "", rest
	if i := strings.LastIndex(rest, "@"); i >= 0 {
		user, hosts = rest[:i+1], rest[i+1:]
	}
	u, err := url.Parse("redis://" + user + "host/" + path + "?" + query)
	if err != nil {
		return target{}, errors.New("its user, password, path or ?… cannot be read; write % signs for special characters") // the error itself would show the password
	}
	t := target{name: "frontdoor", options: redis.UniversalOptions{
		DialTimeout: dialTime, ReadTimeout: readTime, WriteTimeout: dialTime, PoolSize: poolSize, ContextTimeoutEnabled: true, MaxRetries: 1,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		DisableIdentity:          true,
	}}
	o := &t.options
	for host := range strings.SplitSeq(hosts, ",") {
		if host == "" {
			return target{}, errors.New("it names no host, or has a comma too many")
		}
		if !strings.Contains(host, ":") {
			host += ":6379"
		}
		o.Addrs = append(o.Addrs, host)
	}
	o.Username = u.User.Username()
	o.Password, _ = u.User.Password()
	if user != "" && o.Password == "" { // redis://:secret@ and redis://secret@ are both written
		o.Username, o.Password = "", o.Username
	}
	for key, values := range u.Query() {
		if key != "book" || !bookName.MatchString(values[0]) {
			return target{}, fmt.Errorf("its part ?%s=%s is not known: only ?book=NAME is (letters, digits, - and _)", key, values[0])
		}
		t.name = values[0]
	}
	kind, secure := strings.CutPrefix(scheme, "rediss")
	if !secure {
		kind, ok = strings.CutPrefix(scheme, "redis")
		if !ok {
			return target{}, fmt.Errorf("its beginning %s:// is not known: write one of %s", scheme, strings.Join(Schemes(), ", "))
		}
	}
	if secure {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	switch kind {
	case "":
		if len(o.Addrs) > 1 {
			return target{}, errors.New("it names several hosts: write redis+sentinel:// or redis+cluster:// for them")
		}
		if path != "" {
			if _, err := fmt.Sscanf(path, "%d", &o.DB); err != nil || fmt.Sprint(o.DB) != path {
				return target{}, fmt.Errorf("its database %q is no number", path)
			}
		}
	case "+sentinel":
		if path == "" {
			return target{}, errors.New("it does not say which master the sentinels watch: redis+sentinel://host:26379,host:26379/mymaster")
		}
		o.MasterName = path
	case "+cluster":
		if path != "" {
			return target{}, errors.New("a cluster has no databases: write nothing after the hosts")
		}
		t.cluster = true
	default:
		return target{}, fmt.Errorf("its beginning %s:// is not known: write one of %s", scheme, strings.Join(Schemes(), ", "))
	}
	return t, nil
}

// connect makes the client; it asks nothing yet.
func (t target) connect() (redis.UniversalClient, *redis.ClusterClient) {
	if t.cluster {
		o := t.options.Cluster()
		o.ClusterStateReloadInterval = mapTime
		c := redis.NewClusterClient(o)
		return c, c
	}
	return redis.NewUniversalClient(&t.options), nil
}
