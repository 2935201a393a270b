// What was begun in the forms beside a talk (the words of closing, a reason, a question) stays
// with its case in this tab until it is done: another case, a reload or going back loses nothing.
import { $$, body, on } from "./ask.js";
const fieldsOf = (form) => [...form.elements].filter((f) => f.matches("textarea,select,input:not([type=hidden],[type=file])"));
const written = (f) => !f.matches("select,[type=checkbox],[type=radio]") && f.value !== f.defaultValue;
const forms = "#case details form.act";
const nameOf = (form) => ["begun", body.dataset.login, form.getAttribute("action"),
  ...$$("input[type=hidden]:not([name=key],[name=back],[name=seen])", form).map((f) => f.value)].join(":");

const keep = (e) => {
  const form = e.target.form;
  if (!form?.matches(forms)) return;
  const fields = fieldsOf(form);
  if (!fields.some(written)) return done(form);
  try {
    sessionStorage.setItem(nameOf(form), JSON.stringify(fields.map((f) => [f.value, f.checked])));
  } catch { /* no room: it is on the page */ }
};
on("input", keep);
on("change", keep);

// done forgets what a form held.
export const done = (form) => sessionStorage.removeItem(nameOf(form));

// putBegun puts what was begun back where a page was drawn anew.
export function putBegun() {
  for (const form of $$(forms)) {
    const kept = JSON.parse(sessionStorage.getItem(nameOf(form))), fields = fieldsOf(form);
    if (kept?.length !== fields.length || fields.some(written)) continue;
    fields.forEach((f, i) => { [f.value, f.checked] = kept[i]; });
    form.closest("details").open = true;
  }
}
