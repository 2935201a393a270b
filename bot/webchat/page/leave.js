// ---- leaving at once, for whoever is not alone ----
// The calendar stands in the page already: it comes at once, offline too. No step
// back leads to the talk, and whoever comes again sees it only after a tap.
const leftKey = 'frontdoor.left', leftCookie = 'frontdoor_left=1'
const hasLeft = () => kept(leftKey) || document.cookie.includes(leftCookie)
let away = false

const hide = () => {
  if (away) return
  away = true
  source?.close()
  quiet()
  document.title = texts.calendar
  $('icon').remove()
  document.body.className = 'away'
  document.body.replaceChildren($('calendar').content)
  history.replaceState(null, '', '/calendar')
  tell('left')
  empty()
}
// empty takes the page itself away, once what was written has gone out.
const empty = async () => {
  if (queue.some(m => !m.failed)) return setTimeout(empty, 1000)
  try { if ((await fetch('/calendar', { signal: within(20000) })).ok) location.replace('/calendar') } catch { /* offline: the calendar stays */ }
}
const leave = e => {
  e?.preventDefault()
  keep(leftKey, '1')
  document.cookie = leftCookie + '; path=/; max-age=31536000; samesite=lax'
  hide()
}
$('leave').onclick = leave
let escaped = -9999
addEventListener('keydown', e => {
  if (e.key !== 'Escape' || e.isComposing || e.repeat) return
  if (e.timeStamp - escaped < 1500) leave(e)
  escaped = e.timeStamp
}, true)
addEventListener('storage', e => { if (e.key === leftKey && e.newValue) hide() }) // in another tab
// A browser may show a page again as it was left.
addEventListener('pagehide', () => { document.body.hidden = true })
addEventListener('pageshow', e => {
  if (e.persisted && hasLeft() && !away) return location.reload()
  document.body.hidden = false
})
const uncover = () => {
  forget(leftKey)
  document.cookie = leftCookie + '; path=/; max-age=0'
  main.classList.remove('covered')
  $('cover').hidden = true
  begin()
  words.focus()
}
