// How does a photo become small enough to send, without telling where it was taken?

const LONGEST_SIDE = 2048;
const SMALL_BYTES = 400_000;
const QUALITY = 0.86;

/** Return a photo redrawn at most 2048 pixels wide, which also drops its place and camera; other files as they are. */
export async function reduced(file: File): Promise<Blob> {
  if (file.type !== "image/jpeg" && (file.type !== "image/png" || file.size <= SMALL_BYTES)) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    pen.fillStyle = "#fff"; // what was transparent would turn black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", QUALITY));
  } catch {
    return file; // not a picture after all: the server will say so
  }
}
