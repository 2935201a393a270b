// The chat on a page of another site: a button, and a frame that opens over the page.
// It asks nothing of the page around it and leaves nothing in it but one element; that
// lies in a shadow of its own, so no style of the page reaches it.
(() => {
  const script = document.currentScript
  if (!script || document.querySelector('frontdoor-chat')) return
  const home = new URL(script.src).origin
  const zh = /^zh/i.test(script.dataset.lang || document.documentElement.lang || navigator.language || 'zh')
  const w = frontdoorWords[zh ? 'zh' : 'en']
  const place = document.createElement('frontdoor-chat')
  place.lang = zh ? 'zh-CN' : 'en'
  for (const [k, v] of Object.entries({ all: 'initial', display: 'block', position: 'fixed', inset: 'auto 0 0 auto', 'z-index': '2147483647' })) place.style.setProperty(k, v, 'important')
  const shadow = place.attachShadow({ mode: 'closed' })
  const make = (tag, name, text) => { const e = document.createElement(tag); e.className = name; e.textContent = text || ''; return e }
  const style = new CSSStyleSheet()
  style.replaceSync(frontdoorStyle)
  shadow.adoptedStyleSheets = [style]

  const open = make('button', 'open', w.open), panel = make('section', 'panel'), bar = make('div', 'bar')
  const apart = make('a', '', w.apart), close = make('button', '', w.close), news = make('span', 'news')
  const shut = make('p', 'shut', w.shut), out = make('a', '', w.apart)
  open.type = close.type = 'button'
  open.setAttribute('aria-expanded', 'false')
  news.setAttribute('role', 'status')
  for (const a of [apart, out]) { a.href = home + '/'; a.target = '_blank'; a.rel = 'noopener' }
  shut.setAttribute('role', 'alert')
  shut.append(' ', out)
  panel.setAttribute('role', 'dialog'); panel.setAttribute('aria-label', w.title)
  panel.hidden = true
  bar.append(apart, close)
  panel.append(bar)
  shadow.append(panel, news, open)

  let frame, left = true, here
  const show = on => {
    panel.hidden = !on
    open.hidden = on
    news.textContent = ''
    open.setAttribute('aria-expanded', String(on))
    if (!on) return open.focus() // where one came from
    if (!frame) {
      frame = make('iframe', '')
      frame.title = w.title
      frame.allow = 'geolocation; camera; microphone'
      frame.referrerPolicy = 'no-referrer'
      // The chat says that it is there. What loads and says nothing is a browser's refusal
      // to show it on this site, or no network.
      frame.onload = () => setTimeout(() => { if (!here && !left) frame.before(shut) }, 1000)
      panel.append(frame)
    }
    if (left) { left = here = false; frame.src = home + '/?framed&lang=' + (zh ? 'zh' : 'en') }
    frame.focus()
  }
  open.onclick = () => show(true)
  close.onclick = () => show(false)
  panel.onkeydown = e => { if (e.key === 'Escape') show(false) }
  addEventListener('message', e => {
    if (!frame || e.source !== frame.contentWindow || e.origin !== home) return
    here = true
    shut.remove()
    if (e.data?.frontdoor === 'left') { left = true; show(false) }
    if (e.data?.frontdoor === 'news' && panel.hidden) news.textContent = w.news
  })
  document.documentElement.append(place)
})()
