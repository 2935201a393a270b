// ---- photos, voice, place ----
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
const chosen = async input => {
  const list = [...input.files]
  input.value = ''
  for (const file of list) send({ kind: 'photo', file: await smaller(file) })
}
for (const input of document.querySelectorAll('.kinds input')) {
  input.onchange = () => chosen(input)
  if (input.files.length) chosen(input) // chosen before this script was here
}

let recorder, ticking
const recording = $('recording')
// quiet ends a recording; what was recorded is sent only if it is wanted.
const quiet = wanted => {
  const r = recorder
  if (!r) return
  recorder = null
  clearInterval(ticking)
  recording.hidden = true
  r.onstop = () => {
    r.stream.getTracks().forEach(t => t.stop())
    if (wanted && r.parts.length) send({ kind: 'voice', file: new Blob(r.parts, { type: r.mimeType }) })
  }
  if (r.state === 'inactive') r.onstop(); else r.stop()
  words.focus()
}
$('voice').onclick = async () => {
  if (recorder) return
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return hint(texts.voice_no)
  let stream, r
  const done = () => stream?.getTracks().forEach(t => t.stop())
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    if (away || recorder) return done()
    // what most browsers of agents can play comes first
    const mimeType = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'].find(t => MediaRecorder.isTypeSupported(t))
    r = recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32000 })
  } catch (e) { done(); return hint(e.name === 'NotAllowedError' ? texts.voice_denied : texts.voice_no) }
  const began = Date.now()
  r.parts = []
  r.ondataavailable = e => { if (e.data.size) r.parts.push(e.data) }
  const tick = () => {
    const s = Math.round((Date.now() - began) / 1000)
    $('seconds').textContent = `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')} / 2:00`
    if (s < 120) return
    clearInterval(ticking)
    r.stop(); done() // and the choice to send it stays
  }
  tick()
  ticking = setInterval(tick, 500)
  recording.hidden = false
  $('keep').focus()
  r.start(1000)
}
$('keep').onclick = () => quiet(true)
$('discard').onclick = () => quiet()

$('place').onclick = () => {
  if (!navigator.geolocation || !isSecureContext) return hint(texts.place_no)
  say(texts.place_wait)
  navigator.geolocation.getCurrentPosition(
    p => { say(''); send({ pin: { lat: p.coords.latitude, lon: p.coords.longitude } }) },
    e => { hint(e.code === 1 ? texts.place_denied : texts.place_no); if (fine) words.focus() },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 })
}
