
import{a as e,c as t,d as n,f as r,g as i,h as a,i as o,m as s,n as c,o as l,p as u,s as d,t as f,u as p}from"./index-B3NFDvEc.js";var m=class extends u{constructor(...e){super(...e),this.heading=``,this.closeLabel=`关闭`,this.open=!1}static{this.styles=[l,d,i` dialog{width:min(440px,calc(100vw - 24px));max-height:min(720px,calc(100dvh - 24px));padding:0;border:0;border-radius:var(--radius);background:var(--raised);color:var(--text);box-shadow:var(--shadow-high);font:15px/1.6 var(--font);}:host([wide]) dialog{width:min(880px,calc(100vw - 24px));}dialog::backdrop{background:rgb(20 12 5 / 45%);}header{display:flex;align-items:center;gap:8px;padding:12px 8px 4px 20px;}h2{flex:1;margin:0;font-size:17px;line-height:1.4;}.content{padding:8px 20px 20px;overflow-wrap:anywhere;}slot[name="actions"]{display:flex;justify-content:flex-end;flex-wrap:wrap;gap:8px;padding:0 20px 20px;}slot[name="actions"].empty{display:none;}`]}updated(){this.open&&!this.dialog.open&&this.dialog.showModal(),!this.open&&this.dialog.open&&this.dialog.close()}render(){return a`<dialog aria-labelledby="heading" @close=${this.closed} @cancel=${this.stop} @click=${this.outside}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" type="button" aria-label=${this.closeLabel} @click=${this.closed}>${o(`close`)}</button>
      </header>
      <div class="content"><slot></slot></div>
      <slot name="actions" class="empty" @slotchange=${this.countActions}></slot>
    </dialog>`}stop(e){e.stopPropagation()}closed(e){e.stopPropagation(),this.open&&(this.open=!1,this.dispatchEvent(new CustomEvent(`close`)))}outside(e){if(e.target!==this.dialog)return;let t=this.dialog.getBoundingClientRect();(!(e.clientX>=t.left&&e.clientX<=t.right)||e.clientY<t.top||e.clientY>t.bottom)&&this.closed(e)}countActions(e){let t=e.target;t.classList.toggle(`empty`,t.assignedNodes().length===0)}};e([r()],m.prototype,`heading`,void 0),e([r({attribute:`close-label`})],m.prototype,`closeLabel`,void 0),e([r({type:Boolean,reflect:!0})],m.prototype,`open`,void 0),e([p(`dialog`)],m.prototype,`dialog`,void 0),customElements.get(`xe-dialog`)||customElements.define(`xe-dialog`,m);var h=[`reasonOff`,`reasonWrong`,`reasonUnclear`,`reasonOther`],g=[1,2,3,4,5],_={"zh-CN":`简体中文`,"zh-TW":`繁體中文`,en:`English`},v=[[``,`themeAuto`],[`light`,`themeLight`],[`dark`,`themeDark`]],y=class extends u{static{this.styles=[l,d,t,i` :host{font:15px/1.6 var(--font);}form{margin:0;}.end{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;margin-top:16px;}fieldset{margin:0 0 14px;padding:0;border:0;}legend{padding:0;margin-bottom:6px;font-size:13px;font-weight:600;}.choices{display:flex;flex-wrap:wrap;gap:8px;}.choices label{position:relative;display:inline-flex;align-items:center;min-height:40px;padding:5px 14px;border:1px solid var(--line-strong);border-radius:999px;font-size:14px;cursor:pointer;}.choices input,.stars input{position:absolute;inset:0;margin:0;opacity:0;cursor:pointer;}.choices label:has(:checked){border-color:var(--accent);background:var(--accent-soft);color:var(--accent);}label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px;}.stars{display:flex;justify-content:center;gap:6px;}.stars label{position:relative;display:grid;place-items:center;width:46px;height:46px;border-radius:50%;color:var(--line-strong);}.stars svg{width:34px;height:34px;}.stars .on{color:var(--accent);}.stars .on svg{fill:currentColor;}.seen{display:block;max-width:100%;max-height:70dvh;margin:0 auto;border-radius:var(--radius-small);}p{margin:0 0 12px;}`]}constructor(){super(),this.theme=``,this.form=null,this.faults={},this.score=0,this.about=null,this.shown=0,this.drafts=new Map,new f(this)}async show(e,t=null){this.dismiss(),await this.updateComplete,this.about=t,this.faults={},this.shown+=1,this.form=e,this.score=Number(this.typed.score??0)}forget(e){this.drafts.delete(e)}get draft(){return JSON.stringify([this.form,this.about])}get typed(){return this.drafts.get(this.draft)??{}}keep(e){let t=e.target.form;t&&this.drafts.set(this.draft,b(t))}render(){let e=this.form;if(!e)return a``;let t=e===`picture`?this.about.name:this.say({order:`orderTitle`,contact:`leave`,rating:`rateTitle`,opinion:`downTitle`,settings:`settings`,privacy:`privacyTitle`,erase:`erase`,picture:`attach`}[e]),n=this.shown;return a`<xe-dialog open ?wide=${e===`picture`} heading=${t} close-label=${this.say(`close`)}
      @close=${()=>n===this.shown&&this.dismiss()}>${this[e]()}</xe-dialog>`}say(e,t){return this.session.say(e,t)}order(){return a`<form novalidate @submit=${this.askOrder} @input=${this.keep}>
      ${this.field(`no`,`orderNo`,{max:40,value:this.session.context.order_id??``})}
      ${this.field(`tail`,`orderTail`,{max:4,hint:`orderHint`,mode:`numeric`})}
      ${this.end(`order`)}
    </form>`}field(e,t,n){let r=this.faults[e];return a`<div class="field">
      <label for=${e}>${this.say(t)}</label>
      <input id=${e} name=${e} maxlength=${n.max} inputmode=${n.mode??`text`} autocomplete="off"
        .value=${this.typed[e]??n.value??``} aria-invalid=${!!r} aria-describedby="${e}-note" />
      <p class=${r?`error`:`hint`} id="${e}-note">
        ${r??(n.hint?this.say(n.hint):s)}
      </p>
    </div>`}askOrder(e){let t=this.valuesOf(e),n=(t.no??``).trim(),r=(t.tail??``).trim(),i={};n||(i.no=this.say(`orderNoBad`)),/^\d{4}$/.test(r)||(i.tail=this.say(`orderTailBad`)),this.faults=i;let a=Object.keys(i)[0];a?this.renderRoot.querySelector(`#${a}`)?.focus():this.done({form:`order`,text:this.say(`orderAsk`,{no:n,tail:r})})}contact(){return a`<form novalidate @submit=${this.leave} @input=${this.keep}>
      ${this.field(`contact`,`contact`,{max:100})} ${this.comment(`contactMessage`)} ${this.end(`contact`)}
    </form>`}leave(e){let t=this.valuesOf(e),n=(t.contact??``).trim();this.faults=n?{}:{contact:this.say(`contactBad`)},n?this.done({form:`contact`,contact:n,message:(t.comment??``).trim()}):this.renderRoot.querySelector(`#contact`)?.focus()}rating(){return a`<form @submit=${this.rate} @input=${this.keep}>
      <fieldset class="stars" aria-label=${this.say(`rateTitle`)}>
        ${g.map(e=>a`<label class=${e<=this.score?`on`:``}>
            <input type="radio" name="score" value=${e} aria-label=${this.say(`rateLabel`,{n:e})} required
              .checked=${e===this.score}
              @change=${()=>this.score=e} />${o(`star`)}</label>`)}
      </fieldset>
      ${this.comment(`rateComment`)} ${this.end(`rating`)}
    </form>`}comment(e){return a`<div class="field">
      <label for="comment">${this.say(e)}</label>
      <textarea id="comment" name="comment" rows="3" maxlength="500" .value=${this.typed.comment??``}></textarea>
    </div>`}rate(e){let t=this.valuesOf(e);this.score&&this.done({form:`rating`,score:this.score,comment:t.comment??``})}opinion(){let e=this.typed.reason??h[0];return a`<form @submit=${this.judge} @input=${this.keep}>
      <fieldset>
        <legend class="unseen">${this.say(`downTitle`)}</legend>
        <div class="choices">
          ${h.map(t=>a`<label><input type="radio" name="reason" value=${t} .checked=${t===e} />
              ${this.say(t)}</label>`)}
        </div>
      </fieldset>
      ${this.comment(`downComment`)} ${this.end(`opinion`)}
    </form>`}judge(e){let t=this.valuesOf(e),n=[this.say(t.reason),t.comment?.trim()].filter(Boolean).join(`:`).slice(0,500);this.done({form:`opinion`,message:this.about,reason:n})}settings(){return a`<fieldset>
        <legend>${this.say(`language`)}</legend>
        <div class="choices">
          ${c.map(e=>a`<label lang=${e}><input type="radio" name="locale"
              ?checked=${e===this.session.locale} @change=${()=>this.session.speak(e)} />
              ${_[e]}</label>`)}
        </div>
      </fieldset>
      <fieldset>
        <legend>${this.say(`theme`)}</legend>
        <div class="choices">
          ${v.map(([e,t])=>a`<label><input type="radio" name="theme" ?checked=${e===this.theme}
              @change=${()=>this.tell({form:`settings`,theme:e})} />${this.say(t)}</label>`)}
        </div>
      </fieldset>
      <div class="end">
        <button class="button" type="button" @click=${()=>this.form=`privacy`}>${this.say(`privacy`)}</button>
        <button class="button danger" type="button" @click=${()=>this.form=`erase`}>${this.say(`erase`)}</button>
      </div>`}privacy(){return a`<p>${this.say(`privacyText`)}</p>
      <div class="end">
        <button class="button danger" type="button" @click=${()=>this.form=`erase`}>${this.say(`erase`)}</button>
        <button class="button primary" type="button" @click=${this.dismiss}>${this.say(`close`)}</button>
      </div>`}erase(){return a`<p>${this.say(`eraseAsk`)}</p>
      <div class="end">
        <button class="button" type="button" @click=${this.dismiss}>${this.say(`cancel`)}</button>
        <button class="button danger" type="button" @click=${()=>this.done({form:`erase`})}>
          ${this.say(`erase`)}
        </button>
      </div>`}picture(){let{src:e,name:t}=this.about;return a`<img class="seen" src=${e} alt=${t} />`}end(e){let t=e===`order`?`send`:`submit`,n=e===`rating`&&!this.score;return a`<div class="end">
      <button class="button" type="button" @click=${this.cancel}>${this.say(`cancel`)}</button>
      <button class="button primary" type="submit" ?disabled=${n}>${this.say(t)}</button>
    </div>`}valuesOf(e){return e.preventDefault(),b(e.target)}done(e){let{draft:t}=this;e.form===`erase`&&this.drafts.clear(),this.dismiss(),this.tell({...e,draft:t})}cancel(){this.forget(this.draft),this.dismiss()}tell(e){this.dispatchEvent(new CustomEvent(`xe-form`,{detail:e}))}dismiss(){this.form=null}};e([r({attribute:!1})],y.prototype,`session`,void 0),e([r()],y.prototype,`theme`,void 0),e([n()],y.prototype,`form`,void 0),e([n()],y.prototype,`faults`,void 0),e([n()],y.prototype,`score`,void 0);function b(e){return Object.fromEntries(new FormData(e))}customElements.get(`xe-forms`)||customElements.define(`xe-forms`,y);export{y as XeForms};