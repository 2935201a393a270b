// ---- writing ----
const fine = matchMedia('(pointer: fine)').matches // no keyboard comes up over the page
const fit = () => { words.style.height = 'auto'; words.style.height = words.scrollHeight + 3 + 'px' }
const typed = () => { keep('frontdoor.draft', words.value); fit() }
words.addEventListener('input', typed)
words.addEventListener('keydown', e => {
  // Enter that chooses a word of an input method is no Enter (229: Safari).
  if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return
  e.preventDefault()
  submit()
})
const submit = () => {
  // More than is taken at once goes in parts, at the ends of lines where there are some.
  const parts = words.value.match(/[^]{1,4000}(?:\n|$)|[^]{1,4000}/gu) || []
  words.focus()
  words.value = ''
  typed()
  for (const part of parts) if (part.trim()) send({ text: part.trim() })
}
$('composer').addEventListener('submit', e => { e.preventDefault(); submit() })
$('size').onclick = () => {
  const size = (Number(document.documentElement.dataset.size) + 1) % 3
  document.documentElement.dataset.size = size
  document.cookie = `frontdoor_size=${size}; path=/; max-age=31536000; samesite=lax`
  fit()
}
$('switch').onclick = e => { e.preventDefault(); location.replace(e.currentTarget.href) } // no step back into the talk
// On phones whose keyboard covers the page, the page gives way to it.
const view = window.visualViewport
view?.addEventListener('resize', () => { if (view.scale === 1) document.documentElement.style.setProperty('--high', view.height + 'px') })
if (window.ResizeObserver) { const sizes = new ResizeObserver(stay); sizes.observe(scroll); sizes.observe(talk) }

// ---- beginning ----
const begin = () => {
  const draft = kept('frontdoor.draft') || ''
  if (!words.value.startsWith(draft)) words.value = draft + words.value // typed before this script was here
  typed()
  load()
}
// What waited goes out even while the talk is put away.
for (const k of Object.keys(box).filter(k => k.startsWith(waitingKey))) {
  try {
    const m = JSON.parse(box.getItem(k))
    if (!m.kind) { queue.push(m); continue }
    files(s => s.get(m.id)).then(file => {
      if (!file) return forget(k)
      queue.push({ ...m, file })
      if (!$('cover') || $('cover').hidden) showWaiting(queue[queue.length - 1])
      pump()
    })
  } catch { /* not kept whole */ }
}
queue.sort((a, b) => a.at < b.at ? -1 : 1)
tell('here')
$('send').disabled = false
say('')
$('open').onclick = uncover
if (hasLeft()) { main.classList.add('covered'); $('cover').hidden = false; pump() } else begin()
