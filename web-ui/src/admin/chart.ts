// How many talks were there each day, as a picture? Loaded by itself, for those who look at the overview.
import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, query, state } from "lit/decorators.js";
import uPlot from "uplot";
import plain from "uplot/dist/uPlot.min.css?inline";
import type { Overview } from "./types";

type Day = Overview["days"][number];
const HEIGHT = 190;
const LABEL_PX = 56; // so much room a date takes
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** `<admin-chart .days>`: two bars a day; the figures of a day stand above while the pointer is on it. */
export class AdminChart extends LitElement {
  @property({ attribute: false }) days: Day[] = [];
  @state() private at: number | null = null;
  @query(".plot") private place!: HTMLElement;
  private plot: uPlot | null = null;
  private readonly watch = new ResizeObserver(() => this.fit());

  static override styles = [
    unsafeCSS(plain),
    css`
      :host {
        display: block;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin: 0 0 6px;
        color: var(--muted);
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }
      .key::before {
        display: inline-block;
        width: 12px;
        height: 12px;
        margin-right: 6px;
        border-radius: 3px;
        background: var(--accent);
        content: "";
        vertical-align: -1px;
      }
      .person::before {
        background: var(--note);
      }
      .day {
        margin-left: auto;
      }
      .plot {
        min-height: 190px;
        overflow: hidden;
      }
      .u-cursor-x {
        border-right: 1px dashed var(--line-strong);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    DARK.addEventListener("change", this.draw);
    this.watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    DARK.removeEventListener("change", this.draw);
    this.watch.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }

  protected override render(): TemplateResult {
    const day = this.at === null ? null : this.days[this.at];
    return html`<p>
        <span class="key">会话${day ? ` ${day.talks}` : nothing}</span>
        <span class="key person">转人工${day ? ` ${day.by_person}` : nothing}</span>
        <span class="day">${day?.day ?? `${this.days[0]?.day} 至 ${this.days.at(-1)?.day}`}</span>
      </p>
      <div class="plot" aria-hidden="true"></div>`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("days")) this.draw();
  }

  private fit(): void {
    const width = this.clientWidth;
    if (!this.plot) this.draw();
    else if (width && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  private readonly draw = (): void => {
    this.plot?.destroy();
    this.plot = null;
    this.at = null;
    if (!this.clientWidth || !this.days.length) return;
    const counts = this.days.map((day) => day.talks);
    const data: uPlot.AlignedData = [this.days.map((_, place) => place), counts, this.days.map((day) => day.by_person)];
    this.plot = new uPlot(this.options(Math.max(...counts)), data, this.place);
  };

  private options(most: number): uPlot.Options {
    const last = this.days.length - 1;
    const paths = uPlot.paths.bars?.({ size: [0.7, 48] });
    const bar = (name: string): uPlot.Series => ({ fill: this.colour(name), points: { show: false }, ...(paths && { paths }) });
    return {
      width: this.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: [-0.5, last + 0.5] },
        y: { range: [0, Math.max(4, Math.ceil(most * 1.1))] },
      },
      axes: [this.dates(), this.numbers()],
      series: [{}, bar("--accent"), bar("--note")],
      hooks: { setCursor: [(plot) => (this.at = plot.cursor.idx ?? null)] },
    };
  }

  private dates(): uPlot.Axis {
    const step = Math.ceil((this.days.length * LABEL_PX) / Math.max(1, this.clientWidth - LABEL_PX));
    const shown = this.days.map((_, place) => place).filter((place) => place % step === 0);
    const names = (_: uPlot, places: number[]): string[] => places.map((place) => this.days[place]?.day.slice(5) ?? "");
    return { ...this.ink(), grid: { show: false }, splits: () => shown, values: names };
  }

  private numbers(): uPlot.Axis {
    return { ...this.ink(), size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] };
  }

  private ink(): uPlot.Axis {
    const line = { stroke: this.colour("--line"), width: 1 };
    return { stroke: this.colour("--muted"), font: "12px system-ui, sans-serif", grid: line, ticks: line };
  }

  private colour(name: string): string {
    return getComputedStyle(this).getPropertyValue(name).trim();
  }
}

customElements.define("admin-chart", AdminChart);
