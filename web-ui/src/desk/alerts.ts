// How does an agent notice something while he looks elsewhere?
import { Memory } from "../shared/memory";

const memory = new Memory("xiaoer:desk:");

/** A short sound and, where allowed, a desktop notification. */
export class Alerts {
  sound = memory.read("sound", true);
  private context: AudioContext | null = null;

  /** Whether it makes sense to ask for notifications. */
  get mayAsk(): boolean {
    return "Notification" in window && Notification.permission === "default" && !memory.read("asked", false);
  }

  async ask(): Promise<void> {
    memory.write("asked", true);
    await Notification.requestPermission();
  }

  dismiss(): void {
    memory.write("asked", true);
  }

  toggle(): void {
    this.sound = !this.sound;
    memory.write("sound", this.sound);
    if (this.sound) this.beep();
  }

  /** Tell about something; `tag` keeps one notification for one thing. */
  tell(title: string, text: string, tag: string, onClick: () => void): void {
    if (this.sound) this.beep();
    if (this.sound) navigator.vibrate?.(200);
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    try {
      const shown = new Notification(title, { body: text, tag });
      shown.onclick = () => {
        window.focus();
        onClick();
        shown.close();
      };
    } catch {
      // Phones leave notifications to service workers: sound and shaking have to do.
    }
  }

  private beep(): void {
    try {
      this.context ??= new AudioContext();
      const { context } = this;
      void context.resume();
      [660, 880].forEach((pitch, n) => {
        const start = context.currentTime + n * 0.14;
        const tone = new OscillatorNode(context, { frequency: pitch });
        const volume = new GainNode(context, { gain: 0 });
        volume.gain.setValueAtTime(0.0001, start);
        volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.13);
        tone.connect(volume).connect(context.destination);
        tone.start(start);
        tone.stop(start + 0.14);
      });
    } catch {
      // Without a sound device the notification alone has to do.
    }
  }
}
