package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	goredis "github.com/redis/go-redis/v9"
)

// bareScript writes the keys of one commit.
const bareScript = `
redis.call('HSET', KEYS[1], 'v', '1', 's', ARGV[1], 'w', '1', 't', '', 'a', '0')
redis.call('ZADD', KEYS[2], '1', ARGV[7])
redis.call('RPUSH', KEYS[3], ARGV[2])
redis.call('XADD', KEYS[4], '0-*', 'e', 'mark1 1 ' .. ARGV[7])
redis.call('RPUSH', KEYS[3], ARGV[3])
redis.call('XADD', KEYS[4], '0-*', 'e', 'mark1 2 ' .. ARGV[7])
local n = redis.call('HINCRBY', KEYS[5], 'messages', 1)
redis.call('HSET', KEYS[6], 'm' .. n, ARGV[4])
redis.call('HSET', KEYS[6], 'q', ARGV[5])
redis.call('ZADD', KEYS[7], '1', ARGV[7])
redis.call('SET', KEYS[8], ARGV[6], 'EX', '604800')
return {'ok', '1'}`

// rawRedis calls a bare script, each caller for itself.
func rawRedis(ctx context.Context, at string, pid int) (*raw, error) {
	client := goredis.NewClient(&goredis.Options{Addr: strings.TrimPrefix(at, "redis://"), PoolSize: rawWidth, DisableIdentity: true})
	script := goredis.NewScript(bareScript)
	if err := script.Load(ctx, client).Err(); err != nil {
		return nil, errors.Join(err, client.Close())
	}
	book, err := openBook(ctx, at+"?book=engine")
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	docs, err := turnOf(0).Documents()
	if err != nil {
		return nil, errors.Join(err, client.Close(), book.Close())
	}
	log := func(i int) string { return string(docs.Events[i].Open) + "\n" + string(docs.Events[i].Private) }
	bare := func(ctx context.Context, serial int64) error {
		a := fmt.Sprint("web:bare", serial)
		key := func(name string) string { return fmt.Sprintf("{bare:%02d}:%s", serial%16, name) }
		return script.EvalSha(ctx, client, []string{key("talk:" + a), key("wakes"), key("case:" + a), key("feed"), key("counters"), key("out:" + a), key("due"), key("key:" + a)},
			string(docs.State), log(0), log(1), string(docs.Send[0]), "1 0 0 1 0 0 -\n", a+" 1", a).Err()
	}
	return &raw{bare: bare, each: 1, side: rawWidth, book: book, store: pid, close: func() {
		client.Close() //nolint:errcheck // thrown away
		book.Close()   //nolint:errcheck // thrown away
	}}, nil
}
