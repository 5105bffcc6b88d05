// How does speech become text in the composer?
import type { Api } from "../shared/api";

/** Records from the microphone and has the server write it down. */
export class Recorder {
  private recorder: MediaRecorder | null = null;
  private parts: Blob[] = [];

  get possible(): boolean {
    return typeof MediaRecorder !== "undefined" && !!(navigator.mediaDevices as MediaDevices | undefined);
  }

  /** Return whether recording began. */
  async start(): Promise<boolean> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.parts = [];
      this.recorder = new MediaRecorder(stream);
      this.recorder.addEventListener("dataavailable", (event) => this.parts.push(event.data));
      this.recorder.start();
      return true;
    } catch {
      return false;
    }
  }

  /** End the recording and return what was said. */
  async stop(api: Api): Promise<string> {
    const recorder = this.recorder;
    if (!recorder) return "";
    await new Promise<void>((resolve) => {
      recorder.addEventListener("stop", () => resolve(), { once: true });
      recorder.stop();
    });
    for (const track of recorder.stream.getTracks()) track.stop();
    const form = new FormData();
    form.append("file", new Blob(this.parts, { type: recorder.mimeType }), "speech.webm");
    form.append("model", "xiaoer");
    const response = await api.fetch("/v1/audio/transcriptions", { method: "POST", body: form }, 60);
    if (!response.ok) return "";
    return String(((await response.json()) as { text?: string }).text ?? "").trim();
  }
}
