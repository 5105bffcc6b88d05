// Does the newest message stay in sight?
import type { ReactiveController, ReactiveControllerHost } from "lit";

const BY_HAND_MS = 800; // a scroll so soon after wheel, finger or key is the shopper's own
const NEAR_PX = 120; // from the end: whoever reads there wants to see what comes
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/** Keeps the end of a scrolled box in sight while it grows, unless somebody reads what was before. */
export class EndKeeper implements ReactiveController {
  /** Something new lies below what is in sight. */
  below = false;
  private stays = true;
  private touched = -Infinity;
  private scroller: HTMLElement | null = null;
  private readonly grows = new ResizeObserver(() => this.keep());

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.watch();
  }

  hostDisconnected(): void {
    this.grows.disconnect();
  }

  /** Tell the box that scrolls; its first child is what grows. */
  over(scroller: HTMLElement): void {
    this.scroller = scroller;
    for (const name of HANDS) scroller.addEventListener(name, this.touch, { passive: true });
    scroller.addEventListener("scroll", this.scrolled, { passive: true });
    this.watch();
  }

  /** Go to the end and stay there. */
  readonly follow = (): void => {
    this.stay();
    this.keep();
    this.host.requestUpdate();
  };

  /** Stay at the end from now on. */
  stay(): void {
    this.stays = true;
    this.below = false;
  }

  /** Something came: say so where it is out of sight. */
  came(): void {
    if (this.stays) return;
    this.below = true;
    this.host.requestUpdate();
  }

  private watch(): void {
    const { scroller } = this;
    if (!scroller) return;
    this.grows.observe(scroller);
    if (scroller.firstElementChild) this.grows.observe(scroller.firstElementChild);
  }

  private keep(): void {
    if (this.stays && this.scroller) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  private readonly touch = (): void => void (this.touched = performance.now());

  private readonly scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller as HTMLElement;
    if (scrollHeight - scrollTop - clientHeight < NEAR_PX) {
      const wasBelow = this.below;
      this.stay();
      if (wasBelow) this.host.requestUpdate();
    } else if (performance.now() - this.touched < BY_HAND_MS) this.stays = false;
  };
}
