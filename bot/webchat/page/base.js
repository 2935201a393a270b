// The chat page. Its parts are joined into one module, in the order page.go names.
const $ = id => document.getElementById(id)
const [main, talk, scroll, words, line, newer, matter, typing] = ['main', 'talk', 'scroll', 'words', 'line', 'newer', 'matter', 'typing'].map($)
const texts = {}
for (const i of $('texts').content.children) texts[i.dataset.name] = i.textContent
const lang = document.documentElement.lang
const persona = $('texts').dataset.persona
const title = document.title
const framed = parent !== window
const tell = what => { if (framed) parent.postMessage({ frontdoor: what }, '*') } // to the widget around us
const urgent = [...document.querySelectorAll('.danger [href^=tel]')].map(a => a.getAttribute('href').slice(4))

const make = (tag, name, text) => {
  const e = document.createElement(tag)
  if (name) e.className = name
  if (text) e.textContent = text
  return e
}
const button = (label, act, name) => {
  const b = make('button', name, label)
  b.type = 'button'
  b.onclick = act
  return b
}
const newID = () => [...crypto.getRandomValues(new Uint8Array(16))].map(x => x.toString(16).padStart(2, '0')).join('')
const within = ms => AbortSignal.timeout?.(ms)

// A full or forbidden store must not stop the talk: then it is kept on the page only.
const box = (() => { try { return localStorage } catch { return {} } })()
const keep = (k, v) => { try { box.setItem(k, v) } catch { /* on the page only */ } }
const kept = k => { try { return box.getItem(k) } catch { return null } }
const forget = k => { try { box.removeItem(k) } catch { /* nothing was kept */ } }

// files does one thing with the photos and voice notes that still wait.
const store = new Promise(done => {
  try {
    const open = indexedDB.open('frontdoor', 1)
    open.onupgradeneeded = () => open.result.createObjectStore('files')
    open.onsuccess = () => done(open.result)
    open.onerror = () => done()
  } catch { done() }
})
const files = async act => {
  try {
    const ask = act((await store).transaction('files', 'readwrite').objectStore('files'))
    return await new Promise(done => { ask.onsuccess = () => done(ask.result); ask.onerror = () => done() })
  } catch { /* on the page only */ }
}

const say = (text, kind) => { line.hidden = !text; line.textContent = text; line.className = 'line ' + (kind || '') }
const hint = text => { say(text); setTimeout(() => { if (line.textContent === text) say('') }, 8000) }
