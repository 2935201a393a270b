// ---- sending: one after another, each under an id of its own, kept until taken ----
const waitingKey = 'frontdoor.waiting.'
let queue = [] // {id, at, text | choice+label | pin | kind+file+url, failed?}
let sending = false, wait = 1000, timer = 0, nameless = false

const hold = ({ file, url, ...m }) => keep(waitingKey + m.id, JSON.stringify(m))
// settle forgets what waited under an id: it is taken, or given up.
const settle = id => {
  const m = queue.find(x => x.id === id)
  queue = queue.filter(x => x !== m)
  forget(waitingKey + id)
  if (m?.file) files(s => s.delete(id))
}
const send = m => {
  m.id = newID(); m.at = new Date().toISOString()
  hold(m)
  if (m.file) files(s => s.put(m.file, m.id))
  queue.push(m)
  showWaiting(m)
  down()
  pump()
}
const showWaiting = m => {
  rows.get(m.id)?.remove()
  if (m.file) m.url ??= URL.createObjectURL(m.file)
  const row = bubble({ by: 'resident', at: m.at, text: m.text || m.label || '', pin: m.pin,
    media: m.file && [{ kind: m.kind, url: m.url, mime: m.file.type || 'image/' }] })
  row.classList.add('waiting')
  put(row, m.id, true)
  mark(m, m.failed ? '' : texts.sending)
}
// mark says below a message what becomes of it.
const mark = (m, text) => {
  const row = rows.get(m.id), foot = row?.lastChild
  if (!foot || !row.classList.contains('waiting')) return
  text = m.failed ? `${texts.refused}: ${m.failed}` : text
  if (foot.firstChild.textContent === text) return // said already
  row.classList.toggle('failed', !!m.failed)
  foot.replaceChildren(make('span', 'state', text))
  const gone = () => { settle(m.id); row.remove(); rows.delete(m.id); words.focus() }
  if (m.failed) {
    if (m.text) foot.append(button(texts.change, () => { gone(); words.value = [m.text, words.value].filter(Boolean).join('\n'); typed() }))
    foot.append(button(texts.drop, gone))
  } else if (text === texts.waiting) foot.append(button(texts.again, () => { wait = 1000; pump() }))
}
const age = m => Math.max(0, Math.round((Date.now() - new Date(m.at)) / 1000)) || 0
const post = m => {
  const { id, text, choice, pin, kind, file } = m
  if (!file) {
    return fetch('/web/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id, text, choice, pin, lang, age: age(m) }), signal: within(20000) })
  }
  const form = new FormData()
  form.append('id', id); form.append('lang', lang); form.append('age', age(m)); form.append(kind, file, kind)
  return fetch(`/web/${kind}s`, { method: 'POST', body: form, signal: within(120000) })
}
const why = (status, m) => status === 413 ? texts[m.kind + '_large'] : status === 415 ? texts[m.kind + '_kind'] : ''
const pump = async () => {
  clearTimeout(timer)
  const m = queue.find(x => !x.failed)
  if (sending || !m || nameless) return
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
    settle(m.id)
    mark(m, '✓ ' + texts.sent)
    return pump()
  }
  if (status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status)) {
    m.failed = why(status, m) || texts.refused_other
    hold(m)
    mark(m)
    return pump()
  }
  if (!status) lost()
  const pause = Math.max(after, wait * (0.75 + Math.random() / 2))
  for (const x of queue) if (!x.failed) mark(x, status === 429 ? texts.many : texts.waiting)
  timer = setTimeout(pump, pause)
  wait = Math.min(wait * 2, 30000)
}
