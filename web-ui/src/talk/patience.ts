// How long to wait before trying again?

const LONGEST_WAIT_S = 20;

/** Growing pauses between tries; `wake` cuts one short, `end` makes all of them end at once. */
export class Patience {
  ended = false;
  private fails = 0;
  private cut: () => void = () => undefined;

  async pause(atLeastS: number): Promise<void> {
    if (this.ended) return;
    const seconds = Math.max(atLeastS, Math.min(LONGEST_WAIT_S, 2 ** this.fails));
    this.fails += 1;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.cut = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** It worked: begin with short pauses again. */
  renew(): void {
    this.fails = 0;
  }

  wake(): void {
    this.cut();
  }

  end(): void {
    this.ended = true;
    this.cut();
  }
}
