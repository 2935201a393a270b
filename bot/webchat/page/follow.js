// ---- following ----
let source, heard = 0, retry = 1000, gone = 0
const lost = () => { typing.hidden = true; if (!gone) { gone = Date.now(); say(texts.offline, 'bad') } }
const back = () => {
  retry = 1000; heard = Date.now()
  if (gone) { gone = 0; say(texts.online, 'good'); setTimeout(() => { if (!gone && line.textContent === texts.online) say('') }, 3000) }
  if (queue.length) { wait = 1000; pump() }
}
const later = (f, least) => { setTimeout(f, Math.max(least || 0, retry * (0.75 + Math.random() / 2))); retry = Math.min(retry * 2, 30000) }

const load = async () => {
  if (away) return
  const slow = setTimeout(() => { if (!gone) say(texts.loading) }, 400)
  let after = 0
  talk.setAttribute('aria-busy', 'true') // what was said earlier is not read out as new
  try {
    const r = await fetch('/web/thread', { cache: 'no-store', signal: within(20000) })
    after = Number(r.headers.get('Retry-After')) * 1000 || 0
    if (!r.ok) throw new Error(String(r.status))
    const t = await r.json()
    if (away) return
    nameless = !t.known
    talk.replaceChildren(); rows.clear(); lastDay = ''
    take(t)
    for (const m of queue) showWaiting(m)
    if (line.textContent === texts.loading) say('')
    down()
    if (nameless) return unknown()
    follow(); pump()
  } catch { lost(); later(load, after) } finally { clearTimeout(slow); talk.removeAttribute('aria-busy') }
}
// unknown: the browser keeps no cookie of ours, so no answer would find its way here.
// In a frame of another site that is common; a page of our own is the way out.
const unknown = () => {
  say(framed ? texts.noframe : texts.nocookie, 'bad')
  main.classList.add('nameless')
  if (!framed) return
  const a = make('a', '', texts.outside)
  a.href = '/'; a.target = '_blank'
  line.append(a)
}
const follow = () => {
  source?.close()
  if (away) return
  const s = source = new EventSource('/web/stream?after=' + encodeURIComponent(state.cursor))
  heard = Date.now()
  s.onopen = back
  s.addEventListener('talk', e => {
    heard = Date.now()
    if (!take(JSON.parse(e.data))) return
    if (document.hidden) document.title = '● ' + title
    tell('news')
  })
  s.addEventListener('beat', () => { heard = Date.now() })
  s.addEventListener('reset', () => { s.close(); load() })
  s.onerror = () => {
    setTimeout(() => { if (source === s && s.readyState !== EventSource.OPEN && !away) lost() }, 1200)
    if (s.readyState === EventSource.CLOSED && source === s) { source = null; later(() => { if (!source) follow() }) }
  }
}
// A connection can die without a word, above all while a phone sleeps.
setInterval(() => { if (source && Date.now() - heard > 40000) follow() }, 5000)
document.addEventListener('visibilitychange', () => {
  if (document.hidden || away) return
  document.title = title
  if (source && Date.now() - heard > 20000) follow()
})
addEventListener('offline', lost)
addEventListener('online', () => { retry = wait = 1000; if (source) follow(); pump() })
