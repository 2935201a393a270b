// Makes photos small before they go with a note, so that a slow line carries them; what else
// they hold (where and when they were taken) does not go along.
import { on } from "./ask.js";
const longestSide = 1600, smallEnough = 400_000;

export const photosOf = (form) => [...form.elements.file?.files ?? []];

// bodyOf is what a form sends.
export async function bodyOf(form, more) {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  data.delete("file");
  const photos = photosOf(form);
  if (!photos.length) return new URLSearchParams(data);
  for (const photo of photos) data.append("file", await small(photo), photo.name);
  return data;
}

async function small(photo) {
  if (!photo.type.startsWith("image/") || photo.size < smallEnough) return photo;
  try {
    const picture = await createImageBitmap(photo);
    const by = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.round(picture.width * by), Math.round(picture.height * by));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  } catch {
    return photo; // a kind this browser cannot draw
  }
}

on("change", (e) => {
  if (e.target.matches(".photos input")) e.target.form.querySelector(".sending").textContent = photosOf(e.target.form).map((f) => f.name).join(" · ");
});
