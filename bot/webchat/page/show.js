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
const down = () => { end = true; size = measure(); scroll.scrollTop = scroll.scrollHeight; newer.hidden = true }
const stay = () => { size = measure(); if (end) down() }
scroll.addEventListener('scroll', () => {
  if (size !== measure()) return stay() // not the reader: something grew or shrank
  end = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60
  if (end) newer.hidden = true
}, { passive: true })
newer.onclick = () => { down(); words.focus() }

// put adds a row behind the talk, before what still waits to be sent.
const firstWaiting = () => talk.querySelector('.row.waiting')
const put = (row, id, waiting) => {
  if (id) rows.set(id, row)
  talk.insertBefore(row, waiting ? null : firstWaiting())
}
const dayRow = at => {
  const day = dayOf(at)
  if (day === lastDay) return
  lastDay = day
  put(make('p', 'day', day))
}

// rich makes links of addresses, and of the urgent numbers on a danger card; a case
// number is never broken in two, nor the number of a choice from its word.
const rich = (text, safety) => {
  const p = make('p', 'text')
  const numbers = safety && urgent.length ? '|(' + [...urgent, '12\\d{3}', '96110', '12110\\d*'].join('|') + ')(?![\\d-])' : ''
  let at = 0
  for (const m of text.matchAll(new RegExp('https?://[^\\s<>"\'()()。,;]+|[A-Z]{1,4}-\\d\\d-\\d{5,}-\\d' + numbers + '|[一-龥]\\d\\d?(?!\\d)|\\b\\d\\d? ?[a-zA-Z一-龥]', 'g'))) {
    if (/^\d/.test(m[0]) && /[\d-]/.test(text[m.index - 1] || '')) continue // part of a longer number
    p.append(text.slice(at, m.index))
    const a = make(m[1] || m[0].startsWith('http') ? 'a' : 'span', 'whole', m[0])
    if (m[0].startsWith('http')) { a.href = m[0]; a.rel = 'noopener noreferrer nofollow'; a.target = '_blank'; a.className = '' }
    else if (a.tagName === 'A') a.href = (m[0].startsWith('12110') ? 'sms:' : 'tel:') + m[0]
    p.append(a)
    at = m.index + m[0].length
  }
  p.append(text.slice(at))
  return p
}
// medium is a photo, a voice note or a paper, as it is stored or as it waits. What cannot
// be shown here (few browsers show HEIC) can still be opened, or saved.
const medium = ({ kind, url, mime = '', name }) => {
  if (kind === 'voice' && url) {
    const a = make('audio')
    a.controls = true; a.preload = 'none'; a.src = url
    a.setAttribute('aria-label', texts.voice)
    return a
  }
  const a = make(url ? 'a' : 'p', 'file', '📎 ' + (kind === 'voice' ? texts.voice : name || texts.file))
  if (!url) return a
  a.href = url; a.target = '_blank'
  if (!mime.startsWith('image/')) return a
  const img = make('img')
  img.onerror = () => { a.className = 'file'; a.textContent = '📷 ' + texts.picture }
  img.src = url; img.alt = texts.picture; img.loading = 'lazy'
  a.className = 'photo'
  a.replaceChildren(img)
  return a
}

const bubble = m => {
  const row = make('div', 'row ' + m.by + (m.safety ? ' safety' : '')), b = make('div', 'bubble')
  if (m.by === 'bot') b.append(make('span', 'by', persona + ' · ' + texts.bot))
  else if (m.by === 'agent') b.append(make('span', 'by', m.agent ? texts.agent + ' ' + m.agent : texts.agent))
  else b.append(make('span', 'by unseen', texts.me))
  for (const x of m.media || []) b.append(medium(x))
  if (m.pin) b.append(make('p', 'text', `📍 ${texts.here} ${m.pin.lat.toFixed(5)}, ${m.pin.lon.toFixed(5)}`))
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
    list.append(button(c.label, () => {
      list.dataset.done = '1' // no second tap until this one is answered
      list.hidden = true
      send({ choice: c.value, label: c.label })
      if (fine) words.focus(); else scroll.focus()
    }))
  }
  return list
}
const event = m => make('p', 'event', (texts[m.kind] || '').replace('{agent}', m.agent ? ' ' + m.agent + ' ' : '').trim())

const show = m => {
  const old = rows.get(m.id)
  if (old && !old.classList.contains('waiting')) return false
  settle(m.id)
  if (m.choice) talk.querySelectorAll('.choices').forEach(e => delete e.dataset.done)
  dayRow(new Date(m.at))
  rows.get(m.of)?.remove()
  const row = m.by === 'system' ? event(m) : bubble(m)
  // Own words that stand in their place already are not read out a second time.
  if (old && old === firstWaiting() && old.querySelector('.bubble').innerHTML === row.querySelector('.bubble').innerHTML) {
    old.classList.remove('waiting')
    old.lastChild.replaceChildren(...row.lastChild.childNodes)
    return false
  }
  old?.remove()
  put(row, m.id)
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
    if (list) list.hidden = id !== t.open || !!list.dataset.done
  }
  typing.hidden = !t.typing
  matter.hidden = !t.case && !t.stopped
  matter.textContent = t.stopped ? texts.stopped : t.case
    ? `${texts.number} ${t.case} · ${texts[t.status] || ''}` + (t.agent && t.status !== 'resolved' ? ` · ${texts.agent} ${t.agent}` : '') : ''
  lastSent()
  offerBack(t.back || [])
  if (end) down(); else if (fresh) newer.hidden = false
  return fresh
}
// offerBack puts a button to the newest message that can be taken back, for as long as it can.
let backs
const offerBack = ids => {
  talk.querySelector('.unsay')?.remove()
  clearTimeout(backs)
  const id = ids.pop()
  rows.get(id)?.lastChild.append(button(texts.unsay, () => unsay(id), 'unsay'))
  if (id) backs = setTimeout(offerBack, 120000, [])
}
const unsay = async id => {
  try {
    const r = await fetch('/web/unsaid', { method: 'POST', body: JSON.stringify({ id }), signal: within(20000) })
    if (r.status === 409) hint(texts.unsay_late)
  } catch { lost() }
}
// lastSent marks the newest of one's own messages as sent, and no other.
const lastSent = () => {
  talk.querySelectorAll('.tick').forEach(e => e.remove())
  const own = [...talk.querySelectorAll('.row.resident:not(.waiting)')].pop()
  own?.lastChild.append(make('span', 'tick', '✓ ' + texts.sent))
}
