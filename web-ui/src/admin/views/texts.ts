// How does the owner write policies and word lists?
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { STATES } from "../names";
import type { Fault, Policy, Saved, Section, Word, WordLists } from "../types";
import { movedNotice } from "../moved";
import { AdminView } from "../view";

const BLANK: Section = { heading: "", text: "", starts_at: "", ends_at: "" };
const TOPICS = ["发货", "退换货", "发票", "保修", "隐私", "联系我们"];

/** Policy documents: each has a name and headed parts. */
export class AdminPolicies extends AdminView<Policy[]> {
  @state() private open: { name: string; mark: string; isNew: boolean; sections: Section[] } | null = null;
  @state() private moved = false;
  @state() private faults: Fault[] = [];
  @state() private doomed: Policy | null = null;

  protected async fetch(): Promise<Policy[]> {
    return (await this.console.api.get<{ policies: Policy[] }>("/api/admin/knowledge/policies")).policies;
  }

  protected override render(): TemplateResult {
    const add = this.console.isOwner ? html`<button class="button primary" @click=${() => this.edit()}>添加规则</button>` : nothing;
    return html`${this.heading("店铺规则", "发货、退换货、发票、保修……顾客问到时,引用对应的一段来回答。", add)}
      ${this.body()} ${this.editor()}
      <xe-dialog heading="删除规则" ?open=${this.doomed !== null} @close=${() => (this.doomed = null)}>
        <p>从草稿里删除“${this.doomed?.topic}”的全部内容。发布之后才生效。</p>
        <div slot="actions">
          <button class="button" @click=${() => (this.doomed = null)}>取消</button>
          <button class="button danger" @click=${() => void this.takeOut()}>删除</button>
        </div>
      </xe-dialog>`;
  }

  protected show(found: Policy[]): TemplateResult {
    if (!found.length) {
      return html`<div class="empty"><p>还没有店铺规则。建议从这几篇写起:${TOPICS.slice(0, 4).join("、")}。</p></div>`;
    }
    return html`<div class="grid">
      ${found.map(
        (policy) => html`<section class="card">
          <div class="head">
            <h2>${policy.topic}</h2>
            ${policy.state === "same" ? nothing : html`<span class="tag note">${STATES[policy.state]}</span>`}
            <span class="gap"></span>
            ${this.console.isOwner
              ? html`<button class="button small" aria-label="修改规则${policy.topic}" @click=${() => this.edit(policy)}>修改</button>
                  <button class="button quiet small" aria-label="删除规则${policy.topic}" @click=${() => (this.doomed = policy)}>删除</button>`
              : nothing}
          </div>
          ${policy.sections.map(
            (part) => html`<h3 class="small">${part.heading}</h3>
              ${part.starts_at || part.ends_at ? html`<p class="small"><span class="tag warn">${part.starts_at || "现在"} 至 ${part.ends_at || "长期"}</span></p>` : nothing}
              <p class="wrap">${part.text}</p>`,
          )}
        </section>`,
      )}
    </div>`;
  }

  private edit(policy?: Policy): void {
    this.faults = [];
    this.moved = false;
    this.open = policy
      ? { name: policy.name, mark: policy.mark, isNew: false, sections: policy.sections.map((part) => ({ ...part })) }
      : { name: "", mark: "", isNew: true, sections: [{ ...BLANK }] };
  }

  private editor(): TemplateResult {
    const { open } = this;
    return html`<xe-dialog wide heading=${open?.isNew === false ? "修改规则" : "添加规则"} ?open=${open !== null} @close=${() => (this.open = null)}>
      ${this.moved && open ? movedNotice(() => void this.lookAgain(open.name)) : nothing}
      ${open
        ? html`<form @submit=${this.save} novalidate>
            <div class="field">
              <label for="name">这篇规则讲什么</label>
              <input id="name" list="topics" maxlength="60" .value=${open.name} ?readonly=${!open.isNew} placeholder="例如:发货" @change=${(event: Event) => (open.name = (event.target as HTMLInputElement).value.trim())} />
              <datalist id="topics">${TOPICS.map((topic) => html`<option value=${topic}></option>`)}</datalist>
              ${this.fault(0, "name")}
            </div>
            ${open.sections.map((part, place) => this.sectionForm(part, place))}
            <p><button class="button small" type="button" @click=${() => this.grow()}>再加一段</button></p>
            <div class="bar">
              <span class="gap"></span>
              <button class="button" type="button" @click=${() => (this.open = null)}>取消</button>
              <button class="button primary" type="submit">保存到草稿</button>
            </div>
          </form>`
        : nothing}
    </xe-dialog>`;
  }

  private sectionForm(part: Section, place: number): TemplateResult {
    const number = place + 1;
    const take = (name: keyof Section) => (event: Event) => (part[name] = (event.target as HTMLInputElement).value);
    return html`<fieldset class="card">
      <legend class="small">第 ${number} 段</legend>
      <div class="field">
        <label for="heading-${number}">小标题</label>
        <input id="heading-${number}" maxlength="200" .value=${part.heading} placeholder="例如:多久发货" @change=${take("heading")} />
      </div>
      <div class="field">
        <label for="text-${number}">内容</label>
        <textarea id="text-${number}" rows="4" maxlength="20000" .value=${part.text} @change=${take("text")}></textarea>
        ${this.fault(number, "text")}
      </div>
      <div class="grid">
        ${(["starts_at", "ends_at"] as const).map(
          (name) => html`<div class="field">
            <label for="${name}-${number}">${name === "starts_at" ? "从什么时候起(可不填)" : "到什么时候止(可不填)"}</label>
            <input id="${name}-${number}" maxlength="40" placeholder="2026-11-01 或 2026-11-01 20:00" .value=${part[name]} @change=${take(name)} />
            ${this.fault(number, name)}
          </div>`,
        )}
      </div>
      ${place
        ? html`<button class="button quiet small" type="button" aria-label="删去第 ${number} 段" @click=${() => this.cut(place)}>删去这一段</button>`
        : nothing}
    </fieldset>`;
  }

  private fault(row: number, column: string): TemplateResult | typeof nothing {
    const fault = this.faults.find((one) => one.row === row && one.column === column);
    return fault ? html`<p class="error" role="alert">${fault.reason}</p>` : nothing;
  }

  private grow(): void {
    this.open?.sections.push({ ...BLANK });
    this.requestUpdate();
  }

  private cut(place: number): void {
    this.open?.sections.splice(place, 1);
    this.requestUpdate();
  }

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { open } = this;
    if (!open) return;
    if (!open.name || open.name.includes("#")) {
      this.faults = [{ severity: "error", file: "", row: 0, column: "name", reason: "请填一个名称,不要带 # 号" }];
      return;
    }
    const body = { name: open.name, mark: open.mark, sections: open.sections };
    const saved = await this.console.save(() => this.console.api.put<Saved>("/api/admin/knowledge/policies", body));
    this.moved = saved === null;
    if (!saved) return;
    this.faults = saved.problems;
    if (!saved.saved) return;
    this.open = null;
    this.console.say("已保存到草稿,发布后生效");
    await Promise.all([this.console.refresh(), this.load()]);
  };

  private async lookAgain(name: string): Promise<void> {
    await this.load();
    const now = this.found?.find((one) => one.name === name);
    if (now) return this.edit(now);
    this.open = null;
    this.console.say("这一篇已经被别人删除了", "note");
  }

  private async takeOut(): Promise<void> {
    const { doomed } = this;
    this.doomed = null;
    if (!doomed) return;
    const named = { kind: "policy", key: doomed.name, mark: doomed.mark };
    await this.console.change(() => this.console.api.post("/api/admin/knowledge/remove", named), "已从草稿删除,发布后生效");
    await this.load();
  }
}

const LISTS: { name: keyof WordLists; title: string; lead: string; empty: string }[] = [
  { name: "sensitive", title: "敏感词", lead: "顾客一说到这些词,就转给人工,不由机器人回答。", empty: "还没有。投诉、曝光、12315 等已经内置。" },
  { name: "banned", title: "禁说词", lead: "机器人永远不会说出这些词。广告法极限词已经内置。", empty: "还没有。" },
  { name: "slang", title: "口语说法", lead: "把你家顾客的说法对应到标准说法,例如:小蓝瓶 → 补水喷雾。", empty: "还没有。" },
];

/** The shop's word lists. */
export class AdminWords extends AdminView<WordLists> {
  protected fetch(): Promise<WordLists> {
    return this.console.api.get<WordLists>("/api/admin/knowledge/words");
  }

  protected override render(): TemplateResult {
    return html`${this.heading("词表", "三张小表,大多数店铺不改也能用。")}${this.body()}`;
  }

  protected show(found: WordLists): TemplateResult {
    return html`<div class="grid">
      ${LISTS.map(
        (list) => html`<section class="card">
          <h2>${list.title}</h2>
          <p class="muted small">${list.lead}</p>
          ${found[list.name].length
            ? html`<table><caption class="unseen">${list.title}</caption><tbody>${found[list.name].map((word) => this.word(word))}</tbody></table>`
            : html`<p class="muted">${list.empty}</p>`}
          ${this.console.isOwner ? this.adder(list.name, list.title) : nothing}
        </section>`,
      )}
    </div>`;
  }

  private word(word: Word): TemplateResult {
    return html`<tr>
      <td>${word.word}${word.standard ? html` <span class="muted">→ ${word.standard}</span>` : nothing}
        ${word.state === "same" ? nothing : html` <span class="tag note">${STATES[word.state]}</span>`}</td>
      <td class="acts">${this.console.isOwner
        ? html`<button class="button quiet small" aria-label="删除${word.word}" @click=${() => void this.takeOut(word)}>删除</button>`
        : nothing}</td>
    </tr>`;
  }

  private adder(list: keyof WordLists, title: string): TemplateResult {
    return html`<form class="bar" @submit=${(event: Event) => void this.add(event, list)}>
      <input name="word" required maxlength="60" aria-label="${title}:新词" placeholder=${list === "slang" ? "顾客的说法" : "加一个词"} />
      ${list === "slang" ? html`<input name="standard" required maxlength="60" aria-label="标准说法" placeholder="标准说法" />` : nothing}
      <button class="button" type="submit">添加</button>
    </form>`;
  }

  private async add(event: Event, list: keyof WordLists): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const work = () => this.console.api.post("/api/admin/knowledge/words", { list, ...given });
    if (await this.console.change(work, "已加到草稿,发布后生效")) form.reset();
    await this.load();
  }

  private async takeOut(word: Word): Promise<void> {
    const work = () => this.console.api.post("/api/admin/knowledge/remove", { kind: "words", key: word.key, mark: word.mark });
    await this.console.change(work, "已从草稿删除,发布后生效");
    await this.load();
  }
}

customElements.define("admin-policies", AdminPolicies);
customElements.define("admin-words", AdminWords);
