// The chat page: shows the talk, keeps what was not taken in yet, follows news.
const $ = id => document.getElementById(id)
const [talk, scroll, words, line] = [$('talk'), $('scroll'), $('words'), $('line')]
const texts = {}
for (const i of $('texts').content.children) texts[i.dataset.name] = i.textContent
const lang = document.documentElement.lang
const persona = $('texts').dataset.persona
const box = localStorage
const waitingKey = 'frontdoor.waiting.'
const title = document.title
const urgent = [...document.querySelectorAll('.danger a')].map(a => a.getAttribute('href').slice(4))

const make = (tag, name, text) => {
  const e = document.createElement(tag)
  if (name) e.className = name
  if (text) e.textContent = text
  return e
}
const newID = () => {
  const b = crypto.getRandomValues(new Uint8Array(16))
  return [...b].map(x => x.toString(16).padStart(2, '0')).join('')
}
// keep and forget never throw: a full or forbidden store must not stop the talk.
const keep = (k, v) => { try { box.setItem(k, v) } catch { /* kept on the page only */ } }
const kept = k => { try { return box.getItem(k) } catch { return null } }
const forget = k => { try { box.removeItem(k) } catch { /* nothing was kept */ } }

// ---- showing ----
const rows = new Map() // message id -> row
let state = { open: '', cursor: '' }
let lastDay = ''

const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hour12: false })
const dayOf = at => {
  const today = new Date(), day = at.toDateString()
  if (day === today.toDateString()) return texts.today
  today.setDate(today.getDate() - 1)
  if (day === today.toDateString()) return texts.yday
  return new Intl.DateTimeFormat(lang, { month: 'long', day: 'numeric', weekday: 'short' }).format(at)
}
// The view stays at the end of the talk, whatever grows or shrinks, until the
// reader scrolls up.
let end = true, size = ''
const measure = () => scroll.scrollHeight + '/' + scroll.clientHeight + '/' + scroll.clientWidth
const down = () => { end = true; size = measure(); scroll.scrollTop = scroll.scrollHeight; $('newer').hidden = true }
const stay = () => { size = measure(); if (end) down() }
scroll.addEventListener('scroll', () => {
  if (size !== measure()) return stay() // not the reader: something grew or shrank
  end = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60
  if (end) $('newer').hidden = true
}, { passive: true })

// put adds a row behind the talk, before what still waits to be sent.
const put = (row, id, waiting) => {
  if (id) rows.set(id, row)
  const first = waiting ? null : talk.querySelector('.row.waiting')
  talk.insertBefore(row, first)
}
const dayRow = at => {
  const day = dayOf(at)
  if (day === lastDay) return
  lastDay = day
  put(make('p', 'day', day))
}

// rich makes links of addresses, and of the urgent numbers on a danger card; a case
// number is never broken in two.
const rich = (text, safety) => {
  const p = make('p', 'text')
  const numbers = safety && urgent.length ? '|(?<![\\d-])(?:' + [...urgent, '12\\d{3}', '96110', '12110\\d*'].join('|') + ')(?![\\d-])' : ''
  let at = 0
  for (const m of text.matchAll(new RegExp('https?://[^\\s<>"\'()()。,;]+|[A-Z]{1,4}-\\d\\d-\\d{5,}-\\d' + numbers, 'g'))) {
    p.append(text.slice(at, m.index))
    const a = make(/^[A-Z]/.test(m[0]) ? 'span' : 'a', 'whole', m[0])
    if (m[0].startsWith('http')) { a.href = m[0]; a.rel = 'noopener noreferrer nofollow'; a.target = '_blank'; a.className = '' }
    else if (a.tagName === 'A') a.href = (m[0].startsWith('12110') ? 'sms:' : 'tel:') + m[0]
    p.append(a)
    at = m.index + m[0].length
  }
  p.append(text.slice(at))
  return p
}
const image = (src, mime) => {
  if (mime === 'image/heic') return make('p', 'file', '📷 ' + texts.picture)
  const a = make('a', 'photo'), img = make('img')
  a.href = src; a.target = '_blank'; img.src = src; img.alt = texts.picture; img.loading = 'lazy'
  a.append(img)
  return a
}
const pinText = pin => `📍 ${texts.here} ${pin.lat.toFixed(5)}, ${pin.lon.toFixed(5)}`

const bubble = m => {
  const row = make('div', 'row ' + m.by + (m.safety ? ' safety' : '')), b = make('div', 'bubble')
  if (m.by === 'bot') b.append(make('span', 'by', persona + ' · ' + texts.bot))
  else if (m.by === 'agent') b.append(make('span', 'by', m.agent ? texts.agent + ' ' + m.agent : texts.agent))
  else b.append(make('span', 'by unseen', texts.me))
  for (const x of m.media || []) {
    if (x.url && (x.mime || '').startsWith('image/')) b.append(image(x.url, x.mime))
    else b.append(make('p', 'file', '📎 ' + (x.kind === 'voice' ? texts.voice : x.name || texts.file)))
  }
  if (m.pin) b.append(make('p', 'text', pinText(m.pin)))
  if (m.text) b.append(rich(m.text, m.safety))
  row.append(b)
  if (m.choices) row.append(buttons(m))
  const foot = make('p', 'foot')
  const time = make('time', '', clock.format(new Date(m.at)))
  time.dateTime = m.at
  foot.append(time)
  row.append(foot)
  return row
}
const buttons = m => {
  const list = make('div', 'choices')
  list.hidden = true
  for (const c of m.choices) {
    const b = make('button', '', c.label)
    b.type = 'button'
    b.onclick = () => {
      list.dataset.done = '1' // no second tap until this one is answered
      list.hidden = true
      send({ choice: c.value, label: c.label })
      toWords()
    }
    list.append(b)
  }
  return list
}
const event = m => make('p', 'event', (texts[m.kind] || '').replace('{agent}', m.agent ? ' ' + m.agent + ' ' : '').trim())

const show = m => {
  const old = rows.get(m.id)
  if (old && !old.classList.contains('waiting')) return false
  forget(waitingKey + m.id)
  queue = queue.filter(x => x.id !== m.id)
  old?.remove()
  if (m.choice) talk.querySelectorAll('.choices').forEach(e => delete e.dataset.done)
  dayRow(new Date(m.at))
  put(m.by === 'system' ? event(m) : bubble(m), m.id)
  return m.by !== 'resident'
}

// take shows what is new and where the talk stands now.
const take = t => {
  let fresh = false
  for (const m of t.messages) fresh = show(m) || fresh
  if (t.earlier && !$('earlier')) { const e = make('p', 'event', texts.earlier); e.id = 'earlier'; talk.prepend(e) }
  state = t
  for (const [id, row] of rows) {
    const list = row.querySelector('.choices')
    if (!list) continue
    list.hidden = id !== t.open || !!list.dataset.done
  }
  $('typing').hidden = !t.typing
  const matter = $('matter')
  matter.hidden = !t.case && !t.stopped
  matter.textContent = t.stopped ? texts.stopped : t.case
    ? `${texts.number} ${t.case} · ${texts[t.status] || ''}` + (t.agent && t.status !== 'resolved' ? ` · ${texts.agent} ${t.agent}` : '') : ''
  lastSent()
  if (end) down(); else if (fresh) $('newer').hidden = false
  if (fresh && document.hidden) document.title = '● ' + title
}
// lastSent marks the newest of one's own messages as sent, and no other.
const lastSent = () => {
  talk.querySelectorAll('.tick').forEach(e => e.remove())
  const own = [...talk.querySelectorAll('.row.resident:not(.waiting)')].pop()
  own?.querySelector('.foot').append(make('span', 'tick', '✓ ' + texts.sent))
}

// ---- sending: one after another, each under an id of its own, kept until taken ----
let queue = [] // {id, text | choice+label | pin | photo, at, failed?}
let sending = false, wait = 1000, timer = 0

const send = m => {
  m.id = newID(); m.at = new Date().toISOString()
  if (!m.photo) keep(waitingKey + m.id, JSON.stringify(m))
  queue.push(m)
  showWaiting(m)
  down()
  pump()
}
const showWaiting = m => {
  rows.get(m.id)?.remove()
  const row = bubble({ id: m.id, by: 'resident', at: m.at, text: m.text || m.label || '', pin: m.pin })
  if (m.photo) row.querySelector('.bubble').append(image(m.url, ''))
  row.classList.add('waiting')
  put(row, m.id, true)
  mark(m, m.failed ? '' : texts.sending)
}
// mark says below a message what becomes of it.
const mark = (m, text) => {
  const row = rows.get(m.id), foot = row?.querySelector('.foot')
  if (!foot || !row.classList.contains('waiting')) return
  row.classList.toggle('failed', !!m.failed)
  foot.replaceChildren(make('span', 'state', m.failed ? `${texts.refused}: ${m.failed}` : text))
  const add = (label, act) => { const b = make('button', '', label); b.type = 'button'; b.onclick = act; foot.append(b) }
  const gone = () => { queue = queue.filter(x => x !== m); forget(waitingKey + m.id); row.remove(); rows.delete(m.id) }
  if (m.failed) {
    if (m.text) add(texts.change, () => { gone(); words.value = [m.text, words.value].filter(Boolean).join('\n'); typed(); words.focus() })
    add(texts.drop, gone)
  } else if (text === texts.waiting) add(texts.again, () => { wait = 1000; pump() })
}
const post = m => {
  if (!m.photo) {
    const { id, text, choice, pin } = m
    return fetch('/web/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id, text, choice, pin, lang }), signal: AbortSignal.timeout(20000) })
  }
  const form = new FormData()
  form.append('id', m.id); form.append('lang', lang); form.append('photo', m.photo, 'photo')
  return fetch('/web/photos', { method: 'POST', body: form, signal: AbortSignal.timeout(120000) })
}
const why = { 413: () => texts.photo_large, 415: () => texts.photo_kind, 400: m => m.text ? texts.words_long : texts.refused_other }
const pump = async () => {
  if (sending) return
  clearTimeout(timer)
  const m = queue.find(x => !x.failed)
  if (!m) return
  sending = true
  mark(m, texts.sending)
  let status = 0, after = 0
  try {
    const r = await post(m)
    status = r.status
    after = Number(r.headers.get('Retry-After')) * 1000 || 0
  } catch { /* no network: tried again */ }
  sending = false
  if (status === 200) {
    wait = 1000
    queue = queue.filter(x => x !== m)
    forget(waitingKey + m.id)
    const row = rows.get(m.id)
    if (row?.classList.contains('waiting')) row.querySelector('.foot').replaceChildren(make('span', 'state', '✓ ' + texts.sent))
    return pump()
  }
  if (status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status)) {
    m.failed = (why[status] || (() => texts.refused_other))(m)
    if (!m.photo) keep(waitingKey + m.id, JSON.stringify(m))
    mark(m)
    return pump()
  }
  if (!status) lost()
  for (const x of queue) if (!x.failed) mark(x, texts.waiting)
  timer = setTimeout(pump, Math.max(after, wait * (0.75 + Math.random() / 2)))
  wait = Math.min(wait * 2, 30000)
}

// ---- following ----
let source, heard = 0, retry = 1000, gone = 0
const say = (text, kind) => { line.hidden = !text; line.textContent = text; line.className = 'line ' + (kind || '') }
const lost = () => { $('typing').hidden = true; if (!gone) { gone = Date.now(); say(texts.offline, 'bad') } }
const back = () => {
  retry = 1000; heard = Date.now()
  if (gone) { gone = 0; say(texts.online, 'good'); setTimeout(() => { if (!gone) say('') }, 3000) } else if (line.dataset.kind === 'load') say('')
  if (queue.length) { wait = 1000; pump() }
}
const later = f => { setTimeout(f, retry * (0.75 + Math.random() / 2)); retry = Math.min(retry * 2, 30000) }

const load = async () => {
  const slow = setTimeout(() => { if (!gone) { say(texts.loading); line.dataset.kind = 'load' } }, 400)
  try {
    const r = await fetch('/web/thread', { cache: 'no-store', signal: AbortSignal.timeout(20000) })
    if (!r.ok) throw new Error(String(r.status))
    const t = await r.json()
    talk.replaceChildren(); rows.clear(); lastDay = ''
    take(t)
    for (const m of queue) showWaiting(m)
    if (line.dataset.kind === 'load') { say(''); delete line.dataset.kind }
    down(); follow()
  } catch { lost(); later(load) } finally { clearTimeout(slow) }
}
const follow = () => {
  source?.close()
  const s = source = new EventSource('/web/stream?after=' + encodeURIComponent(state.cursor))
  heard = Date.now()
  s.onopen = back
  s.addEventListener('talk', e => { heard = Date.now(); take(JSON.parse(e.data)) })
  s.addEventListener('beat', () => { heard = Date.now() })
  s.addEventListener('reset', () => { s.close(); load() })
  s.onerror = () => {
    setTimeout(() => { if (source === s && s.readyState !== EventSource.OPEN) lost() }, 1200)
    if (s.readyState === EventSource.CLOSED && source === s) { source = null; later(() => { if (!source) follow() }) }
  }
}
// A connection can die without a word, above all while a phone sleeps.
setInterval(() => { if (source && Date.now() - heard > 40000) follow() }, 5000)
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return
  document.title = title
  if (source && Date.now() - heard > 20000) follow()
})
addEventListener('offline', lost)
addEventListener('online', () => { retry = wait = 1000; if (source) follow(); pump() })

// ---- writing ----
const fit = () => { words.style.height = 'auto'; words.style.height = words.scrollHeight + 3 + 'px' }
const typed = () => { keep('frontdoor.draft', words.value); fit() }
const toWords = () => { if (matchMedia('(pointer: fine)').matches) words.focus() }
words.addEventListener('input', typed)
words.addEventListener('keydown', e => {
  // Enter that chooses a word of an input method is no Enter (229: Safari).
  if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return
  e.preventDefault()
  submit()
})
const submit = () => {
  const text = words.value.trim()
  if (!text) return words.focus()
  words.value = ''
  typed()
  send({ text })
  words.focus()
}
$('composer').addEventListener('submit', e => { e.preventDefault(); submit() })
$('newer').onclick = down

// Large photos are made smaller first: phones take 10 MB, the network does not.
const smaller = async file => {
  if (file.size < 1500000) return file
  try {
    const pic = await createImageBitmap(file), k = Math.min(1, 2048 / Math.max(pic.width, pic.height))
    const canvas = document.createElement('canvas')
    canvas.width = pic.width * k; canvas.height = pic.height * k
    canvas.getContext('2d').drawImage(pic, 0, 0, canvas.width, canvas.height)
    const b = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.85))
    return b && b.size < file.size ? b : file
  } catch { return file } // not one this browser can read: sent as it is
}
$('photo').addEventListener('change', async e => {
  const file = e.target.files[0]
  e.target.value = ''
  if (!file) return
  const photo = await smaller(file)
  send({ photo, url: URL.createObjectURL(photo) })
})
const hint = text => { say(text); setTimeout(() => { if (line.textContent === text) say('') }, 8000) }
$('place').onclick = () => {
  if (!navigator.geolocation || !isSecureContext) return hint(texts.place_no)
  say(texts.place_wait)
  navigator.geolocation.getCurrentPosition(
    p => { say(''); send({ pin: { lat: p.coords.latitude, lon: p.coords.longitude } }) },
    e => { hint(e.code === 1 ? texts.place_denied : texts.place_no); toWords() },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 })
}
$('size').onclick = () => {
  const size = (Number(document.documentElement.dataset.size) + 1) % 3
  document.documentElement.dataset.size = size
  document.cookie = `frontdoor_size=${size}; path=/; max-age=31536000; samesite=lax`
  fit()
}
// On phones whose keyboard covers the page, the page gives way to it.
const view = window.visualViewport
view?.addEventListener('resize', () => document.documentElement.style.setProperty('--high', view.height + 'px'))
const sizes = new ResizeObserver(stay)
sizes.observe(scroll)
sizes.observe(talk)

// ---- beginning ----
words.value = kept('frontdoor.draft') || ''
fit()
try {
  for (const k of Object.keys(box).filter(k => k.startsWith(waitingKey))) queue.push(JSON.parse(box.getItem(k)))
} catch { /* nothing was kept */ }
queue.sort((a, b) => a.at < b.at ? -1 : 1)
if (!navigator.cookieEnabled) say(texts.nocookie, 'bad')
load()
pump()
