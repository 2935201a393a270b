package inbox

import (
	"context"
	"net/http"
	"slices"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// routeNotices mounts what has to do with telling an agent in a browser.
func (in *inbox) routeNotices(mux *http.ServeMux) {
	mux.HandleFunc("GET /inbox/worker.js", in.serviceWorker)
	mux.HandleFunc("POST /inbox/me/wishes", in.signedIn(in.saveWishes))
	mux.HandleFunc("POST /inbox/me/devices", in.signedIn(in.addDevice))
	mux.HandleFunc("POST /inbox/me/devices/remove", in.signedIn(in.removeDevice))
}

// serviceWorker is the script that shows notifications while no page is open. Browsers
// give it the folder it lies in, and by the header the address of the list as well.
func (in *inbox) serviceWorker(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Service-Worker-Allowed", "/inbox")
	r.SetPathValue("file", "worker.js")
	in.static.serve(w, r)
}

// notices are what the stream tells an agent whose browser asked to be told.
func (in *inbox) notices(ctx context.Context, r *http.Request, agent handoff.Agent, events []casebook.Event) ([]handoff.Notice, error) {
	if in.Notices == nil || !r.URL.Query().Has("news") {
		return nil, nil
	}
	return in.Notices(ctx, agent.Login, language(r), events)
}

// noticesView is the part of the agent's own page about what they hear of.
type noticesView struct {
	Topics  []topicView
	Ways    []queue // in the order of the boxes
	Always  bool    // outside hours of duty, too
	Devices []deviceView
	// PushKey is what browsers subscribe with; "" where nothing is pushed.
	PushKey string
	OnDuty  bool
}

// topicView is one line of boxes.
type topicView struct {
	Label string
	Boxes []boxView
}

type boxView struct {
	Name    string // of the pair
	Label   string
	Checked bool
}

type deviceView struct{ ID, Name, Since string }

func (in *inbox) noticesOf(ctx context.Context, p page, w handoff.Worker) (noticesView, error) {
	v := noticesView{Always: w.Line.Wishes.Hours == handoff.HoursAlways, OnDuty: w.OnDuty(in.Now(), in.Town)}
	ways := handoff.Ways()
	if in.PushKey == nil {
		ways = slices.DeleteFunc(ways, func(way handoff.Way) bool { return way == handoff.WayPush })
	}
	for _, way := range ways {
		v.Ways = append(v.Ways, queue{Key: string(way), Label: p.T("way_" + string(way))})
	}
	for _, t := range handoff.Topics() {
		line := topicView{Label: p.T("topic_" + string(t))}
		for _, way := range ways {
			name := handoff.Wish(t, way)
			line.Boxes = append(line.Boxes, boxView{Name: name, Label: line.Label + " · " + p.T("way_"+string(way)), Checked: !slices.Contains(w.Line.Wishes.Not, name)})
		}
		v.Topics = append(v.Topics, line)
	}
	for _, d := range w.Line.Devices {
		v.Devices = append(v.Devices, deviceView{ID: d.Address().Local(), Name: d.Name, Since: p.clock(d.Since, in.Now())})
	}
	if in.PushKey == nil {
		return v, nil
	}
	var err error
	v.PushKey, err = in.PushKey(ctx)
	return v, err
}

// saveWishes keeps what the agent wants to hear of. What has no box on the page stays.
func (in *inbox) saveWishes(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	err := in.Lines.Change(r.Context(), agent.Login, func(l *handoff.Line) {
		var not []string
		for _, t := range handoff.Topics() {
			for _, way := range handoff.Ways() {
				name := handoff.Wish(t, way)
				if way == handoff.WayPush && in.PushKey == nil {
					if slices.Contains(l.Wishes.Not, name) {
						not = append(not, name)
					}
				} else if !slices.Contains(r.PostForm["want"], name) {
					not = append(not, name)
				}
			}
		}
		l.Wishes.Not, l.Wishes.Hours, l.Lang = not, handoff.HoursDuty, language(r)
		if r.PostFormValue("hours") == handoff.HoursAlways {
			l.Wishes.Hours = handoff.HoursAlways
		}
	})
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	http.Redirect(w, r, "/inbox/me?saved=1#notices", http.StatusSeeOther)
}

// addDevice takes in the browser that asks.
func (in *inbox) addDevice(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	d := handoff.Device{Endpoint: r.PostFormValue("endpoint"), P256dh: r.PostFormValue("p256dh"), Auth: r.PostFormValue("auth"), Name: browserName(r.UserAgent())}
	err := in.Lines.AddDevice(r.Context(), agent.Login, d)
	if mistaken(err) {
		writeData(w, http.StatusBadRequest, answer{Error: in.words.say(language(r), "device_wrong")})
		return
	}
	if err == nil {
		err = in.Lines.Change(r.Context(), agent.Login, func(l *handoff.Line) {
			if l.Lang == "" {
				l.Lang = language(r)
			}
		})
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	writeData(w, http.StatusOK, answer{})
}

// removeDevice forgets one of the agent's own browsers.
func (in *inbox) removeDevice(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	a := dialog.Address(handoff.Push + ":" + r.PostFormValue("device"))
	worker, ok, err := in.Lines.Find(r.Context(), a)
	if err == nil && ok && worker.Login == agent.Login {
		err = in.Lines.Drop(r.Context(), a)
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	http.Redirect(w, r, "/inbox/me#notices", http.StatusSeeOther)
}

// dropDevice forgets the browser that signs out, if it is of who signs out.
func (in *inbox) dropDevice(r *http.Request, endpoint string) error {
	agent, ok, err := in.agent(r)
	if err != nil || !ok {
		return err
	}
	a := handoff.Device{Endpoint: endpoint}.Address()
	if worker, ok, err := in.Lines.Find(r.Context(), a); err != nil || !ok || worker.Login != agent.Login {
		return err
	}
	return in.Lines.Drop(r.Context(), a)
}
