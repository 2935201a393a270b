package headless

import (
	"context"
	"fmt"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// programs are the browsers that will do, the one that costs least first: the shell is
// the same engine without windows, and a third of the work.
var programs = []string{"chromium-headless-shell", "chromium"}

// Start starts a browser without a screen that reaches nothing but this machine. Its
// context is the parent of all windows; stop ends it.
func Start(more ...chromedp.ExecAllocatorOption) (root context.Context, stop func(), err error) {
	path, err := find()
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("disable-component-update", true))
	alloc, end := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	root, leave := chromedp.NewContext(alloc)
	stop = func() {
		leave()
		end()
	}
	if err := chromedp.Do(root); err != nil {
		stop()
		return nil, nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return root, stop, nil
}

func find() (string, error) {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("a browser is needed, one of %v (make tools installs the first)", programs)
}
