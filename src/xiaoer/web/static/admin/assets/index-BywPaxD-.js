
var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:ee,getOwnPropertyNames:te,getOwnPropertySymbols:ne,getPrototypeOf:re}=Object,ie=globalThis,ae=ie.trustedTypes,oe=ae?ae.emptyScript:``,se=ie.reactiveElementPolyfillSupport,d=(e,t)=>e,f={toAttribute(e,t){switch(t){case Boolean:e=e?oe:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},ce=(e,t)=>!l(e,t),le={attribute:!0,type:String,converter:f,reflect:!1,useDefault:!1,hasChanged:ce};Symbol.metadata??=Symbol(`metadata`),ie.litPropertyMetadata??=new WeakMap;var p=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=le){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ee(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??le}static _$Ei(){if(this.hasOwnProperty(d(`elementProperties`)))return;let e=re(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(d(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(d(`properties`))){let e=this.properties,t=[...te(e),...ne(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?f:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?f:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??ce)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};p.elementStyles=[],p.shadowRootOptions={mode:`open`},p[d(`elementProperties`)]=new Map,p[d(`finalized`)]=new Map,se?.({ReactiveElement:p}),(ie.reactiveElementVersions??=[]).push(`2.1.2`);var ue=globalThis,de=e=>e,m=ue.trustedTypes,fe=m?m.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,pe=`$lit$`,h=`lit$${Math.random().toFixed(9).slice(2)}$`,me=`?`+h,he=`<${me}>`,g=document,_=()=>g.createComment(``),v=e=>e===null||typeof e!=`object`&&typeof e!=`function`,ge=Array.isArray,_e=e=>ge(e)||typeof e?.[Symbol.iterator]==`function`,ve=`[ 	
\f\r]`,y=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ye=/-->/g,be=/>/g,b=RegExp(`>|${ve}(?:([^\\s"'>=/]+)(${ve}*=${ve}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),xe=/'/g,Se=/"/g,Ce=/^(?:script|style|textarea|title)$/i,we=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),x=we(1),Te=we(2),S=Symbol.for(`lit-noChange`),C=Symbol.for(`lit-nothing`),Ee=new WeakMap,w=g.createTreeWalker(g,129);function De(e,t){if(!ge(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return fe===void 0?t:fe.createHTML(t)}var Oe=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=y;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===y?c[1]===`!--`?o=ye:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=b):(Ce.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=b):o=be:o===b?c[0]===`>`?(o=i??y,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?b:c[3]===`"`?Se:xe):o===Se||o===xe?o=b:o===ye||o===be?o=y:(o=b,i=void 0);let ee=o===b&&e[t+1].startsWith(`/>`)?` `:``;a+=o===y?n+he:l>=0?(r.push(s),n.slice(0,l)+pe+n.slice(l)+h+ee):n+h+(l===-2?t:ee)}return[De(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},ke=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Oe(t,n);if(this.el=e.createElement(l,r),w.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=w.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(pe)){let t=u[o++],n=i.getAttribute(e).split(h),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Me:r[1]===`?`?Ne:r[1]===`@`?Pe:E}),i.removeAttribute(e)}else e.startsWith(h)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Ce.test(i.tagName)){let e=i.textContent.split(h),t=e.length-1;if(t>0){i.textContent=m?m.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],_()),w.nextNode(),c.push({type:2,index:++a});i.append(e[t],_())}}}else if(i.nodeType===8){if(i.data===me)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(h,e+1))!==-1;)c.push({type:7,index:a}),e+=h.length-1}}a++}}static createElement(e,t){let n=g.createElement(`template`);return n.innerHTML=e,n}};function T(e,t,n=e,r){if(t===S)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=v(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=T(e,i._$AS(e,t.values),i,r)),t}var Ae=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??g).importNode(t,!0);w.currentNode=r;let i=w.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new je(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Fe(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=w.nextNode(),a++)}return w.currentNode=g,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},je=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=C,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=T(this,e,t),v(e)?e===C||e==null||e===``?(this._$AH!==C&&this._$AR(),this._$AH=C):e!==this._$AH&&e!==S&&this._(e):e._$litType$===void 0?e.nodeType===void 0?_e(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==C&&v(this._$AH)?this._$AA.nextSibling.data=e:this.T(g.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=ke.createElement(De(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Ae(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=Ee.get(e.strings);return t===void 0&&Ee.set(e.strings,t=new ke(e)),t}k(t){ge(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(_()),this.O(_()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=de(e).nextSibling;de(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},E=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=C,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=C}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=T(this,e,t,0),a=!v(e)||e!==this._$AH&&e!==S,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=T(this,r[n+o],t,o),s===S&&(s=this._$AH[o]),a||=!v(s)||s!==this._$AH[o],s===C?e=C:e!==C&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===C?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Me=class extends E{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===C?void 0:e}},Ne=class extends E{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==C)}},Pe=class extends E{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=T(this,e,t,0)??C)===S)return;let n=this._$AH,r=e===C&&n!==C||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==C&&(n===C||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Fe=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){T(this,e)}},Ie={M:pe,P:h,A:me,C:1,L:Oe,R:Ae,D:_e,V:T,I:je,H:E,N:Ne,U:Pe,B:Me,F:Fe},Le=ue.litHtmlPolyfillSupport;Le?.(ke,je),(ue.litHtmlVersions??=[]).push(`3.3.3`);var Re=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new je(t.insertBefore(_(),e),e,void 0,n??{})}return i._$AI(e),i},ze=globalThis,D=class extends p{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Re(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return S}};D._$litElement$=!0,D.finalized=!0,ze.litElementHydrateSupport?.({LitElement:D});var Be=ze.litElementPolyfillSupport;Be?.({LitElement:D}),(ze.litElementVersions??=[]).push(`4.2.2`);var Ve={attribute:!0,type:String,converter:f,reflect:!1,hasChanged:ce},He=(e=Ve,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function O(e){return(t,n)=>typeof n==`object`?He(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function k(e){return O({...e,state:!0,attribute:!1})}var Ue=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function We(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return Ue(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return Ue(n,r,{get(){return a(this)}})}}var A=class extends Error{constructor(e,t,n,r,i){super(n),this.status=e,this.code=t,this.detail=n,this.retryAfterS=r,this.requestId=i,this.name=`Problem`}get passing(){return this.status===0||this.status===429||this.status>=500}},Ge=20,Ke=class{constructor(e={}){this.options=e}get(e){return this.call(`GET`,e)}post(e,t){return this.call(`POST`,e,t??{})}put(e,t){return this.call(`PUT`,e,t)}patch(e,t){return this.call(`PATCH`,e,t)}delete(e){return this.call(`DELETE`,e)}upload(e,t,n,r={}){let i=t.type||`application/octet-stream`,a={...r,"Content-Type":i,"X-File-Name":encodeURIComponent(n)};return this.read(this.fetch(e,{method:`POST`,body:t,headers:a},120))}async blob(e){let t=await this.fetch(e,{});if(!t.ok)throw await this.problem(t);return t.blob()}async fetch(e,t,n=this.options.timeoutS??Ge){let r=new Headers(t.headers),i=this.options.token?.()??``;i&&r.set(`Authorization`,`Bearer ${i}`);let a=new AbortController,o=n?setTimeout(()=>a.abort(),n*1e3):0,s=this.options.base??``,c={...t,headers:r,credentials:s?`omit`:`same-origin`,cache:`no-store`};t.signal||(c.signal=a.signal);try{return await fetch(s+e,c)}finally{clearTimeout(o)}}call(e,t,n){let r={method:e};return n!==void 0&&(r.body=JSON.stringify(n),r.headers={"Content-Type":`application/json`}),this.read(this.fetch(t,r))}async read(e){let t;try{if(t=await e,t.ok)return t.status===204?void 0:await t.json()}catch{throw new A(0,`offline`,``,0,``)}throw await this.problem(t)}async problem(e){e.status===401&&this.options.onSignedOut?.();let t=await e.json().catch(()=>({})),n=Number(e.headers.get(`Retry-After`))||0,r=e.headers.get(`X-Request-ID`)??``;return new A(e.status,t.code??`http`,t.detail??``,n,r)}},j=o` *,*::before,*::after{box-sizing:border-box;}[hidden]{display:none !important;}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}@media (prefers-reduced-motion:reduce){*,*::before,*::after{animation-duration:1ms !important;animation-iteration-count:1 !important;transition-duration:1ms !important;scroll-behavior:auto !important;}}`,qe=o` button{font:inherit;color:inherit;cursor:pointer;}button:disabled{cursor:not-allowed;opacity:0.5;}.button{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-height:40px;padding:7px 16px;border:1px solid var(--line);border-radius:var(--radius-small);background:var(--surface);color:inherit;text-decoration:none;white-space:nowrap;transition:background var(--fast),border-color var(--fast);}.button:hover:not(:disabled){border-color:var(--line-strong);background:var(--sunken);}.button.primary{border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:600;}.button.primary:hover:not(:disabled){border-color:var(--accent-strong);background:var(--accent-strong);}.button.quiet{border-color:transparent;background:transparent;}.button.quiet:hover:not(:disabled){background:var(--sunken);}.button.danger{border-color:var(--bad);color:var(--bad);}.button.small{min-height:32px;padding:3px 12px;font-size:13px;}.icon{display:inline-flex;align-items:center;justify-content:center;flex:none;width:40px;height:40px;padding:0;border:0;border-radius:var(--radius-small);background:transparent;transition:background var(--fast);}.icon:hover:not(:disabled){background:var(--sunken);}.icon svg{width:20px;height:20px;}`,Je=o` .field{display:grid;gap:5px;margin:0 0 14px;}.field label,.field .label{font-size:13px;font-weight:600;}.field .hint,.field .error{margin:0;font-size:13px;color:var(--muted);}.field .error{color:var(--bad);}input:not([type="checkbox"],[type="radio"],[type="file"]),textarea,select{width:100%;min-height:40px;padding:8px 12px;border:1px solid var(--line-strong);border-radius:var(--radius-small);background:var(--surface);color:var(--text);font:inherit;}input::placeholder,textarea::placeholder{color:var(--muted);opacity:1;}[aria-invalid="true"]{border-color:var(--bad) !important;}`,Ye=o` .tag{display:inline-flex;align-items:center;gap:4px;padding:1px 8px;border-radius:999px;background:var(--sunken);color:var(--muted);font-size:12px;line-height:1.6;white-space:nowrap;}.tag.good{background:var(--good-soft);color:var(--good);}.tag.warn{background:var(--warn-soft);color:var(--warn);}.tag.bad{background:var(--bad-soft);color:var(--bad);}.tag.note{background:var(--note-soft);color:var(--note);}`,Xe={send:`M5 12h14M13 6l6 6-6 6`,close:`M6 6l12 12M18 6L6 18`,menu:`M4 7h16M4 12h16M4 17h16`,plus:`M12 5v14M5 12h14`,clip:`M20 11.5l-8.2 8.2a5 5 0 0 1-7-7l8.4-8.4a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.3a1.6 1.6 0 0 1-2.4-2.3l7.6-7.6`,person:`M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0`,headset:`M4 14v-2a8 8 0 0 1 16 0v2M4 14a2 2 0 0 1 2-2h1v6H6a2 2 0 0 1-2-2zM20 14a2 2 0 0 0-2-2h-1v6h1a2 2 0 0 0 2-2zM18 18a4 3 0 0 1-4 2.5h-1`,up:`M7 11v9H4v-9zM7 11l4-8a2.2 2.2 0 0 1 2.4 2.6L13 9h5a2 2 0 0 1 2 2.4l-1.2 6.6a2.4 2.4 0 0 1-2.4 2H7`,down:`M17 13V4h3v9zM17 13l-4 8a2.2 2.2 0 0 1-2.4-2.6L11 15H6a2 2 0 0 1-2-2.4L5.200 6a2.4 2.4 0 0 1 2.4-2H17`,order:`M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6`,mic:`M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11v1a6 6 0 0 0 12 0v-1M12 18v3`,stop:`M7 7h10v10H7z`,chat:`M4 5h16v11H9l-5 4z`,check:`M5 12.500l4.500 4.500L19 7.500`,alert:`M12 4l9 16H3zM12 10v4M12 17v.5`,info:`M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.500v.5`,file:`M6 3h8l4 4v14H6zM14 3v4h4`,back:`M15 5l-7 7 7 7`,more:`M5 12h.01M12 12h.01M19 12h.01`,refresh:`M20 11a8 8 0 1 0-2.300 6M20 5v6h-6`,search:`M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5`,star:`M12 3.500l2.600 5.400 5.900.8-4.300 4.100 1 5.900-5.200-2.800-5.200 2.800 1-5.900L3.500 9.700l5.900-.8z`,exit:`M14 4H6v16h8M10 12h10M16 8l4 4-4 4`,gear:`M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M18.400 5.600l-2.100 2.100M7.700 16.300l-2.100 2.100`,trash:`M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13`,bag:`M5 8h14l-1 13H6zM9 8V6a3 3 0 0 1 6 0v2`};function Ze(e){return Te`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d=${Xe[e]} /></svg>`}function M(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var N=class extends D{constructor(...e){super(...e),this.heading=``,this.closeLabel=`关闭`,this.open=!1}static{this.styles=[j,qe,o` dialog{width:min(440px,calc(100vw - 24px));max-height:min(720px,calc(100dvh - 24px));padding:0;border:0;border-radius:var(--radius);background:var(--raised);color:var(--text);box-shadow:var(--shadow-high);font:15px/1.6 var(--font);}:host([wide]) dialog{width:min(880px,calc(100vw - 24px));}dialog::backdrop{background:rgb(20 12 5 / 45%);}header{display:flex;align-items:center;gap:8px;padding:12px 8px 4px 20px;}h2{flex:1;margin:0;font-size:17px;line-height:1.4;}.content{padding:8px 20px 20px;overflow-wrap:anywhere;}slot[name="actions"]{display:flex;justify-content:flex-end;flex-wrap:wrap;gap:8px;padding:0 20px 20px;}slot[name="actions"].empty{display:none;}`]}updated(){this.open&&!this.dialog.open&&this.dialog.showModal(),!this.open&&this.dialog.open&&this.dialog.close()}render(){return x`<dialog aria-labelledby="heading" @close=${this.closed} @cancel=${this.stop} @click=${this.outside}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" type="button" aria-label=${this.closeLabel} @click=${this.closed}>${Ze(`close`)}</button>
      </header>
      <div class="content"><slot></slot></div>
      <slot name="actions" class="empty" @slotchange=${this.countActions}></slot>
    </dialog>`}stop(e){e.stopPropagation()}closed(e){e.stopPropagation(),this.open&&(this.open=!1,this.dispatchEvent(new CustomEvent(`close`)))}outside(e){if(e.target!==this.dialog)return;let t=this.dialog.getBoundingClientRect();(!(e.clientX>=t.left&&e.clientX<=t.right)||e.clientY<t.top||e.clientY>t.bottom)&&this.closed(e)}countActions(e){let t=e.target;t.classList.toggle(`empty`,t.assignedNodes().length===0)}};M([O()],N.prototype,`heading`,void 0),M([O({attribute:`close-label`})],N.prototype,`closeLabel`,void 0),M([O({type:Boolean,reflect:!0})],N.prototype,`open`,void 0),M([We(`dialog`)],N.prototype,`dialog`,void 0),customElements.get(`xe-dialog`)||customElements.define(`xe-dialog`,N);var Qe=[`viewer`,`agent`,`owner`],$e={viewer:`查看`,agent:`客服`,owner:`店主`};function et(e,t){return Qe.indexOf(e.role)>=Qe.indexOf(t)}async function tt(e){try{return await e.get(`/api/staff/session`)}catch(e){if(e instanceof A&&e.status===401)return null;throw e}}function nt(e,t,n){return e.post(`/api/staff/session`,{login:t,password:n})}function rt(e,t){return e.post(`/api/staff/session`,{token:t})}async function it(e){await e.delete(`/api/staff/session`)}function at(e,t){return e.patch(`/api/staff/me`,t)}var ot=8,P={login:`登录名`,password:`密码`,enter:`登录`,token:`店主令牌`,tokenHint:`首次启动时终端里显示的那一串;也可以运行 xiaoer token 换一个新的。`,useToken:`第一次使用?用店主令牌登录`,usePassword:`用登录名和密码登录`,first:`设置登录名和密码`,firstHint:`以后用它们登录,令牌随即作废。`,displayName:`显示名`,displayHint:`接待顾客时,顾客看到的名字。`,passwordHint:`至少 8 个字符,不要用常见密码。`,again:`再输一次密码`,differ:`两次输入的密码不一样`,short:`密码至少要 8 个字符`,save:`保存并继续`,later:`以后再设`,offline:`连不上服务器,请检查网络后再试`,slow:`尝试太频繁,请 {s} 秒后再试`},F=class extends D{constructor(...e){super(...e),this.heading=``,this.me=null,this.step=`password`,this.error=``,this.busy=!1}static{this.styles=[j,qe,Je,o` :host{display:grid;min-height:100dvh;place-items:center;padding:24px 16px;background:var(--page);color:var(--text);font:15px/1.6 var(--font);}main{width:min(380px,100%);padding:28px 24px 24px;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);box-shadow:var(--shadow);}h1{margin:0 0 4px;font-size:20px;line-height:1.4;}.brand{margin:0 0 20px;color:var(--muted);font-size:13px;}.error{margin:0 0 14px;padding:8px 12px;border-radius:var(--radius-small);background:var(--bad-soft);color:var(--bad);font-size:14px;}.actions{display:grid;gap:8px;margin-top:20px;}`]}willUpdate(){this.me?.needs_password&&(this.step=`first`)}render(){return x`<main>
      <h1>${this.step===`first`?P.first:this.heading}</h1>
      <p class="brand">${this.step===`first`?P.firstHint:`店小二`}</p>
      ${this.error?x`<p class="error" role="alert">${this.error}</p>`:C}
      <form @submit=${this.submit} novalidate>${this.form()}</form>
    </main>`}form(){return this.step===`first`?this.firstForm():this.step===`token`?this.tokenForm():x`
      ${this.field(`login`,P.login,{autocomplete:`username`,autocapitalize:`none`})}
      ${this.field(`password`,P.password,{type:`password`,autocomplete:`current-password`})}
      ${this.buttons(P.enter,P.useToken,()=>this.go(`token`))}
    `}tokenForm(){return x`
      ${this.field(`token`,P.token,{type:`password`,autocomplete:`off`,hint:P.tokenHint})}
      ${this.buttons(P.enter,P.usePassword,()=>this.go(`password`))}
    `}firstForm(){let e=P.passwordHint;return x`
      ${this.field(`login`,P.login,{autocomplete:`username`,autocapitalize:`none`})}
      ${this.field(`display_name`,P.displayName,{autocomplete:`nickname`,hint:P.displayHint})}
      ${this.field(`password`,P.password,{type:`password`,autocomplete:`new-password`,hint:e})}
      ${this.field(`again`,P.again,{type:`password`,autocomplete:`new-password`})}
      ${this.buttons(P.save,P.later,()=>this.finish())}
    `}field(e,t,n){let r=n.hint?x`<p class="hint" id="${e}-hint">${n.hint}</p>`:C;return x`<div class="field">
      <label for=${e}>${t}</label>
      <input
        id=${e}
        name=${e}
        type=${n.type??`text`}
        autocomplete=${n.autocomplete??`off`}
        autocapitalize=${n.autocapitalize??`off`}
        spellcheck="false"
        maxlength="128"
        required
        aria-describedby=${n.hint?`${e}-hint`:C}
      />
      ${r}
    </div>`}buttons(e,t,n){return x`<div class="actions">
      <button class="button primary" type="submit" ?disabled=${this.busy}>${e}</button>
      <button class="button quiet" type="button" @click=${n}>${t}</button>
    </div>`}go(e){this.step=e,this.error=``,this.updateComplete.then(()=>this.renderRoot.querySelector(`input`)?.focus())}async submit(e){e.preventDefault();let t=e.target,n=t.querySelector(`input:invalid`);if(n)return n.focus();let r=Object.fromEntries(new FormData(t));this.busy=!0,this.error=``;try{await this.enter(r)}catch(e){this.error=st(e)}this.busy=!1}async enter(e){if(this.step===`first`)return this.setUp(e);let t=this.step===`token`?await rt(this.api,(e.token??``).trim()):await nt(this.api,e.login??``,e.password??``);this.me=t,t.needs_password?this.go(`first`):this.finish()}async setUp(e){let{login:t,display_name:n,password:r,again:i}=e;if((r??``).length<ot)throw new A(422,`weak_password`,P.short,0,``);if(r!==i)throw new A(422,`differ`,P.differ,0,``);await at(this.api,{login:t??``,display_name:n??``,password:r??``}),this.me=await tt(this.api),this.finish()}finish(){this.me&&this.dispatchEvent(new CustomEvent(`signed-in`,{detail:this.me}))}};M([O({attribute:!1})],F.prototype,`api`,void 0),M([O()],F.prototype,`heading`,void 0),M([O({attribute:!1})],F.prototype,`me`,void 0),M([k()],F.prototype,`step`,void 0),M([k()],F.prototype,`error`,void 0),M([k()],F.prototype,`busy`,void 0);function st(e){if(!(e instanceof A))throw e;return e.status===0?P.offline:e.status===429?P.slow.replace(`{s}`,String(Math.ceil(e.retryAfterS))):e.detail}customElements.get(`xe-login`)||customElements.define(`xe-login`,F);var ct=5,lt=class extends D{constructor(...e){super(...e),this.shown=[],this.count=0}static{this.styles=[j,o` :host{position:fixed;inset:auto 0 calc(20px + env(safe-area-inset-bottom)) 0;z-index:60;display:grid;justify-items:center;gap:8px;padding:0 12px;pointer-events:none;font:14px/1.5 var(--font);}p{max-width:440px;margin:0;padding:10px 16px;border-radius:var(--radius-small);background:var(--text);color:var(--page);box-shadow:var(--shadow-high);overflow-wrap:anywhere;animation:rise var(--fast) ease-out;}.bad{background:var(--bad);color:var(--surface);}.good{background:var(--good);color:var(--surface);}@keyframes rise{from{opacity:0;transform:translateY(8px);}}`]}show(e,t=`note`){let n=++this.count;this.shown=[...this.shown.slice(-2),{id:n,text:e,kind:t}],setTimeout(()=>this.shown=this.shown.filter(e=>e.id!==n),ct*1e3)}render(){return x`<div role="status" aria-live="polite">
      ${this.shown.map(e=>x`<p class=${e.kind}>${e.text}</p>`)}
    </div>`}};M([k()],lt.prototype,`shown`,void 0),customElements.get(`xe-toasts`)||customElements.define(`xe-toasts`,lt);var ut=`连不上服务器,请检查网络后再试`,dt=class extends EventTarget{constructor(e,t,n){super(),this.api=e,this.me=t,this.toasts=n,this.working=null}get isOwner(){return et(this.me,`owner`)}get isAgent(){return et(this.me,`agent`)}async refresh(){this.working=await this.api.get(`/api/admin/knowledge/working`),this.dispatchEvent(new Event(`change`))}say(e,t=`good`){this.toasts()?.show(e,t)}async attempt(e){try{return await e()}catch(e){this.say(I(e),`bad`);return}}async save(e){try{return await e()}catch(e){if(e instanceof A&&e.code===`row_moved`)return null;this.say(I(e),`bad`);return}}async publish(e){try{return await this.api.post(`/api/admin/knowledge/publish`,{mark:e}),await this.refresh(),!0}catch(e){if(e instanceof A&&e.code===`draft_moved`)return null;this.say(I(e),`bad`);return}}async change(e,t){let n=await this.attempt(async()=>(await e(),await this.refresh(),!0));return n&&this.say(t),n??!1}async download(e,t){let n=await this.attempt(()=>this.api.blob(e));if(!n)return;let r=document.createElement(`a`);r.href=URL.createObjectURL(n),r.download=t,r.click(),setTimeout(()=>URL.revokeObjectURL(r.href),1e4)}};function I(e){if(!(e instanceof A))throw e;return e.status===0?ut:e.detail}function L(e){let t=Object.entries(e).filter(([,e])=>e!==void 0&&e!==``&&e!==!1);return t.length?`?${new URLSearchParams(t.map(([e,t])=>[e,String(t)]))}`:``}var ft=e=>(...t)=>({_$litDirective$:e,values:t}),pt=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:mt}=Ie,ht={},gt=(e,t=ht)=>e._$AH=t,_t=ft(class extends pt{constructor(){super(...arguments),this.key=C}render(e,t){return this.key=e,t}update(e,[t,n]){return t!==this.key&&(gt(e),this.key=t),n}}),R=[j,qe,Je,Ye,o` :host{display:block;}h1{margin:0;font-size:22px;line-height:1.3;}h2{margin:0 0 12px;font-size:16px;}p{margin:0 0 12px;}a{color:var(--accent-strong);}.head{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px;margin:0 0 6px;}.head.alone{margin-bottom:16px;}.head .gap{flex:1;}.lead{margin:0 0 16px;color:var(--muted);}.card{margin:0 0 16px;padding:18px;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);}.bar{display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin:0 0 12px;}.bar input[type="search"]{flex:1 1 220px;width:auto;}.bar input[type="datetime-local"]{width:auto;}.bar select{flex:0 1 auto;width:auto;}.bar .gap{flex:1;}.muted{color:var(--muted);}.small{font-size:13px;}.empty{padding:36px 16px;border:1px dashed var(--line-strong);border-radius:var(--radius);color:var(--muted);text-align:center;}.empty p:last-child{margin:0;}.fault{padding:12px 16px;border-radius:var(--radius-small);background:var(--bad-soft);color:var(--bad);}.notice{padding:10px 14px;border-radius:var(--radius-small);background:var(--note-soft);color:var(--note);}.good{color:var(--good);}.bad{color:var(--bad);}.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:16px;align-items:start;}.grid>.card{margin:0;min-width:0;}.textlink{padding:0;border:0;background:none;color:var(--accent-strong);text-align:left;text-decoration:underline;text-underline-offset:3px;overflow-wrap:anywhere;}.wrap{white-space:pre-wrap;overflow-wrap:anywhere;}.clip{display:-webkit-box;max-height:4.8em;overflow:hidden;overflow-wrap:anywhere;-webkit-box-orient:vertical;-webkit-line-clamp:3;}code{padding:1px 5px;border-radius:5px;background:var(--sunken);font-family:var(--mono);font-size:0.92em;overflow-wrap:anywhere;}pre{margin:0 0 12px;padding:12px 14px;border-radius:var(--radius-small);background:var(--sunken);font:13px/1.6 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;}.field{align-content:start;}label.check{display:inline-flex;align-items:center;gap:8px;min-height:40px;}.pager{display:flex;align-items:center;justify-content:center;gap:12px;margin:14px 0;}@media (max-width:720px){.card{padding:14px;}.grid{grid-template-columns:minmax(0,1fr);}}`,o` table{width:100%;border-collapse:collapse;}caption{padding:0 0 8px;font-weight:600;text-align:left;}th{padding:8px 10px;color:var(--muted);font-size:13px;font-weight:600;text-align:left;white-space:nowrap;}td{padding:9px 10px;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere;}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;}td.acts{text-align:right;white-space:nowrap;}td.acts .button{margin:-4px 0;}table.cards{border:1px solid var(--line);border-radius:var(--radius);border-spacing:0;border-collapse:separate;background:var(--surface);}.card table.cards{margin:0 0 12px;border:0;border-radius:0;}@media (max-width:720px){table.cards{border:0;background:none;}table.cards caption{white-space:normal;}table.cards,table.cards caption:not(.unseen),table.cards tbody,table.cards tr,table.cards td{display:block;}table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);}table.cards tr{margin:0 0 10px;padding:8px 12px;border:1px solid var(--line);border-radius:var(--radius-small);background:var(--surface);}table.cards td{display:flex;gap:12px;padding:4px 0;border:0;text-align:left;white-space:normal;}table.cards td:empty{display:none;}table.cards td::before{flex:0 0 72px;color:var(--muted);font-size:13px;content:attr(data-label);}table.cards td.title::before,table.cards td.acts::before{display:none;}table.cards td.title{font-weight:600;}table.cards td.acts{justify-content:flex-end;}table.cards td.acts .button{margin:0;}}`],z={faq:`问答`,sku:`商品`,products:`商品`,promotion:`活动`,promotions:`活动`,policy:`规则`,words:`词表`,profile:`店铺设置`,order:`订单`,orders:`订单`},vt={faq:`#/faq`,sku:`#/products`,promotion:`#/promotions`,policy:`#/policies`,words:`#/words`,profile:`#/settings`,order:`#/orders`},yt={full_reduction:`满减`,per_reduction:`每满减`,coupon:`优惠券`,discount:`折扣`,gift:`赠品`,presale:`预售`,note:`说明`},B={direct:`直接回答`,composed:`模型撰写`,clarify:`反问顾客`,unsure:`没答上来`,handoff:`转人工`,refuse:`婉拒`},bt={user_asked:`顾客要求`,keyword:`敏感词`,two_misses:`两次没答上`,negative_emotion:`情绪激动`,money_dispute:`金额纠纷`,policy_block:`规则限制`,low_confidence:`把握不大`,out_of_scope:`超出范围`,vip:`VIP 顾客`,system_degraded:`系统故障`},xt={bot:`机器人接待`,waiting:`等待人工`,agent:`人工接待`,closed:`已结束`},St={history:`回看上文`,understand:`理解`,screen:`安全检查`,retrieve:`查找资料`,plan:`决定怎么答`,compose:`模型撰写`,review:`出口核对`},Ct={store:`数据库`,knowledge:`店铺资料`,model:`模型`,limiter:`限流`,bus:`消息通知`},wt={"knowledge.saved":`修改资料`,"knowledge.removed":`删除资料`,"knowledge.undone":`撤销修改`,"knowledge.discarded":`放弃草稿`,"knowledge.imported":`导入资料`,"knowledge.exported":`导出资料`,"knowledge.published":`发布`,"knowledge.rolled_back":`退回旧版本`,"order.saved":`修改订单`,"order.removed":`删除订单`,"order.read":`查看订单原文`,"talk.unmasked":`查看会话原文`,"backup.made":`备份`,"backup.fetched":`下载备份`,"staff.signed_in":`登录`,"staff.added":`添加员工`,"staff.changed":`修改员工`,"key.made":`新建密钥`,"key.revoked":`停用密钥`},Tt={caller:`只能提问`,viewer:`查看`,agent:`客服`,owner:`店主`},Et={added:`新增`,changed:`已修改`,removed:`删除`,same:``};function V(e){return e?new Date(e).toLocaleString(`zh-CN`,{year:`numeric`,month:`2-digit`,day:`2-digit`,hour:`2-digit`,minute:`2-digit`,hourCycle:`h23`}):``}function H(e){return e===null?`—`:e<1?`${Math.max(1,Math.round(e*1e3))} 毫秒`:e<60?`${e.toFixed(1)} 秒`:e<3600?`${Math.round(e/60)} 分钟`:`${(e/3600).toFixed(1)} 小时`}var Dt={added:[`新增`,`good`],changed:[`修改`,`note`],removed:[`删除`,`bad`]};function Ot(e,{undo:t,fresh:n}={}){let r=e.changes.length,i=e.added+e.changed+e.removed;return x`<table class="cards" role="table">
      <caption class="unseen">修改明细</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">变化</th><th role="columnheader" scope="col">哪一条</th><th role="columnheader" scope="col">改了什么</th>
        ${t?x`<th role="columnheader" scope="col"><span class="unseen">操作</span></th>`:C}
      </tr></thead>
      <tbody role="rowgroup">
        ${e.changes.map(e=>x`<tr role="row">
            <td role="cell" data-label="变化"><span class="tag ${Dt[e.change][1]}">${Dt[e.change][0]}</span>${n?.(e)?x` <span class="tag warn">刚改的</span>`:C}</td>
            <td role="cell" data-label="哪一条"><span><span class="muted small">${z[e.kind]??e.kind}</span> ${e.title}</span></td>
            <td role="cell" data-label="改了什么">${e.fields.length?x`<span>${e.fields.map(e=>x`<span class="small">${e.field}:<del>${e.old}</del> → <ins>${e.new}</ins></span><br />`)}</span>`:C}</td>
            ${t?x`<td role="cell" class="acts"><button class="button quiet small" aria-label="撤销${e.title}" @click=${()=>t(e.kind,e.key)}>撤销</button></td>`:C}
          </tr>`)}
      </tbody>
    </table>
    ${r<i?x`<p class="muted small">只列出前 ${r} 条,共 ${i} 条。</p>`:C}`}var kt=10;function At(e){return e.outcome!==`rejected`&&e.counts.some(e=>e.loaded)}function jt(e){let t=e.counts.filter(e=>e.seen);return t.length?x`<ul>${t.map(e=>x`<li>${z[e.kind]??e.kind}:读懂 ${e.loaded} 条${e.loaded<e.seen?x`,<span class="bad">${e.seen-e.loaded} 条有问题</span>`:C}</li>`)}</ul>`:C}function Mt(e){let t=At(e)?`(其他行照常导入)`:``,n=t=>e.problems.filter(e=>e.severity===t);return x`${Nt(n(`error`),e.errors,`${e.errors} 处需要改正${t}`)}
    ${Nt(n(`warning`),e.warnings,`${e.warnings} 处请留意(照常导入)`)}`}function Nt(e,t,n){if(!e.length)return C;let r=e.slice(kt);return x`${Pt(n,e.slice(0,kt))}
    ${r.length?x`<details><summary>还有 ${t-kt} 处</summary>${Pt(`其余的`,r)}
          ${e.length<t?x`<p class="muted small">只列出前 ${e.length} 处,共 ${t} 处。改好这些再传一次。</p>`:C}</details>`:C}`}function Pt(e,t){return x`<table class="cards" role="table">
    <caption>${e}</caption>
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">位置</th><th role="columnheader" scope="col">列</th><th role="columnheader" scope="col">怎么了</th>
    </tr></thead>
    <tbody role="rowgroup">
      ${t.map(e=>x`<tr role="row">
          <td role="cell" data-label="位置"><span><span class="tag ${e.severity===`error`?`bad`:`warn`}">${e.severity===`error`?`错误`:`提醒`}</span> ${e.file}${e.row===null?``:` 第 ${e.row} 行`}</span></td>
          <td role="cell" data-label="列">${e.column}</td>
          <td role="cell" data-label="怎么了">${e.reason}</td>
        </tr>`)}
    </tbody>
  </table>`}var Ft=67324752,It=33639248,Lt=101010256,Rt=2048,zt=33,Bt=Uint32Array.from({length:256},(e,t)=>{let n=t;for(let e=0;e<8;e+=1)n=n&1?3988292384^n>>>1:n>>>1;return n});async function Vt(e){let t=[],n=[],r=0;for(let i of e){let e=new TextEncoder().encode(i.webkitRelativePath||i.name),a=new Uint8Array(await i.arrayBuffer()),o=[Wt(a),a.length,a.length],s=Ut([[Ft,4],[20,2],[Rt,2],[0,2],[0,2],[zt,2],...Ht(o),[e.length,2],[0,2]]);n.push(Ut([[It,4],[20,2],[20,2],[Rt,2],[0,2],[0,2],[zt,2],...Ht(o),[e.length,2],[0,2],[0,2],[0,2],[0,2],[0,4],[r,4]]),e),t.push(s,e,a),r+=s.length+e.length+a.length}let i=n.reduce((e,t)=>e+t.length,0),a=Ut([[Lt,4],[0,2],[0,2],[e.length,2],[e.length,2],[i,4],[r,4],[0,2]]);return new Blob([...t,...n,a],{type:`application/zip`})}function Ht(e){return e.map(e=>[e,4])}function Ut(e){let t=new DataView(new ArrayBuffer(e.reduce((e,[,t])=>e+t,0))),n=0;for(let[r,i]of e)i===2?t.setUint16(n,r,!0):t.setUint32(n,r,!0),n+=i;return new Uint8Array(t.buffer)}function Wt(e){let t=4294967295;for(let n of e)t=(Bt[(t^n)&255]??0)^t>>>8;return(t^4294967295)>>>0}var Gt=[[`products`,`商品`],[`faq`,`问答`],[`promotions`,`活动`],[`orders`,`订单`]],Kt=`.xlsx,.xls,.csv,.zip,.md,.txt,.docx,.pdf,.toml,.ods`,U=class extends D{constructor(...e){super(...e),this.file=null,this.report=null,this.failed=``,this.busy=``,this.seconds=0,this.prune=!1,this.over=!1,this.hover=e=>{e.preventDefault(),this.over=!0},this.drop=e=>{e.preventDefault(),this.over=!1,this.take([...e.dataTransfer?.files??[]])},this.chosen=e=>{let t=e.target;this.take([...t.files??[]]).then(()=>t.value=``)},this.forget=()=>{this.file=null,this.report=null,this.failed=``},this.switchPrune=e=>{this.prune=e.target.checked,this.look()}}static{this.styles=[...R,o` .drop{display:grid;gap:10px;justify-items:center;padding:26px 16px;border:2px dashed var(--line-strong);border-radius:var(--radius);background:var(--sunken);text-align:center;}.drop.over{border-color:var(--accent);background:var(--accent-soft);}.drop p{margin:0;}input[type="file"]{position:absolute;width:1px;height:1px;opacity:0;}label.button{cursor:pointer;}input[type="file"]:focus-visible + label{outline:2px solid var(--accent);outline-offset:2px;}section.card,[role="status"]{margin:16px 0 0;}progress{width:100%;height:8px;accent-color:var(--accent);}details{margin:0 0 12px;}summary{min-height:32px;cursor:pointer;}`]}render(){return x`${this.templates()}
      <div class="drop ${this.over?`over`:``}" @dragover=${this.hover} @dragleave=${()=>this.over=!1} @drop=${this.drop}>
        <p>把文件拖到这里,或者</p>
        <div class="bar">
          <span><input id="file" type="file" multiple accept=${Kt} @change=${this.chosen} /><label class="button primary" for="file">选择文件</label></span>
          <span><input id="folder" type="file" webkitdirectory @change=${this.chosen} /><label class="button" for="folder">选择文件夹</label></span>
        </div>
        <p class="muted small">Excel、CSV、zip 或整个文件夹;规则可以是 Word、PDF、Markdown。先看结果,再决定导不导入。</p>
      </div>
      ${this.failed?x`<p class="fault" role="alert">${this.failed}</p>`:C}
      <div aria-live="polite">${this.busy?this.waiting():this.result()}</div>`}templates(){return x`<p>还没有现成的表格?下载模板,照着填:
      ${Gt.map(([e,t])=>x`<button class="button small" @click=${()=>void this.console.download(`/api/admin/knowledge/templates/${e}`,`${t}.xlsx`)}>${t}模板</button> `)}</p>`}result(){let{report:e}=this;if(!e)return C;if(!this.file)return this.leftOver(e);let t=At(e);return x`<section class="card" aria-label="预览">
      <h2>预览:${this.file.name}</h2>
      ${jt(e)} ${t?this.verdict(e):x`<p class="fault" role="alert">这个文件里没有读出任何内容,请按下面的提示改好,或者换一个文件。</p>`}
      <div class="bar">
        ${t?x`<label class="check"><input type="checkbox" .checked=${this.prune} @change=${this.switchPrune} />文件里没有的旧条目也一并删除</label>`:C}
        <span class="gap"></span>
        <button class="button" @click=${this.forget}>换一个文件</button>
        ${t&&qt(e)?x`<button class="button primary" @click=${()=>void this.store()}>${e.errors?`导入能读懂的部分`:`导入到草稿`}</button>`:C}
      </div>
      ${Mt(e)}
    </section>`}leftOver(e){return x`<section class="card" aria-label="没有导入的">
      <h2>已导入到草稿,还有 ${e.errors} 处没有导入</h2>
      <p>照下面的提示改好表格,再传一次就行;已经导入的不会重复。</p>
      ${Mt(e)}
    </section>`}verdict(e){let{diff:t}=e;return qt(e)?x`<p>导入后草稿里会<strong>新增 ${t.added} 条、修改 ${t.changed} 条、删除 ${t.removed} 条</strong>。</p>
      <details><summary>看看具体是哪些</summary>${Ot(t)}</details>`:x`<p class="notice">${e.errors?`读懂的部分和现有资料完全一样,没有要导入的。`:`和现有资料完全一样,没有要导入的。`}</p>`}waiting(){let e=this.seconds>=5?x` 已经 ${this.seconds} 秒了,几万行的表格要一两分钟,请不要关闭页面。`:C;return x`<div class="card" role="status"><p>${this.busy}${e}</p><progress aria-label=${this.busy}></progress></div>`}async take(e){let t=e[0];if(!t)return;let n=e.length>1||!!t.webkitRelativePath;this.prune=!1,this.file=n?{blob:await Vt(e),name:`资料.zip`}:{blob:t,name:t.name},await this.look()}async send(e){let{file:t}=this;if(!t)return null;this.failed=``,this.busy=e?`正在读取 ${t.name}…`:`正在导入 ${t.name}…`,this.seconds=0;let n=window.setInterval(()=>this.seconds+=1,1e3);try{let n=`/api/admin/knowledge/upload${L({dry_run:String(e),prune:this.prune})}`;return await this.console.api.upload(n,new Blob([t.blob]),t.name)}catch(e){return this.failed=I(e),null}finally{clearInterval(n),this.busy=``}}async look(){this.report=await this.send(!0)}async store(){let e=await this.send(!1);e&&(this.forget(),this.report=e.errors?e:null,this.console.say(`已导入到草稿:新增 ${e.diff.added} 条,修改 ${e.diff.changed} 条`),await this.console.attempt(()=>this.console.refresh()),this.dispatchEvent(new CustomEvent(`imported`,{detail:e})))}};M([O({attribute:!1})],U.prototype,`console`,void 0),M([k()],U.prototype,`file`,void 0),M([k()],U.prototype,`report`,void 0),M([k()],U.prototype,`failed`,void 0),M([k()],U.prototype,`busy`,void 0),M([k()],U.prototype,`seconds`,void 0),M([k()],U.prototype,`prune`,void 0),M([k()],U.prototype,`over`,void 0);function qt(e){return e.diff.added+e.diff.changed+e.diff.removed>0}customElements.define(`admin-upload`,U);var Jt=class extends D{static{this.styles=R}render(){let{console:e}=this;return x`<div class="head"><h1 tabindex="-1">导入导出</h1></div>
      <p class="lead">用 Excel 一次改很多条。按编号对应:编号相同就更新,没有的就新增。</p>
      ${e.isOwner?x`<section class="card"><h2>导入</h2><admin-upload .console=${e} @imported=${this.imported}></admin-upload></section>
            <section class="card">
              <h2>导出</h2>
              <p>导出的是 Excel 压缩包,改完可以直接再导入。里面含有订单,请妥善保管。</p>
              <div class="bar">
                ${e.working?.live?x`<button class="button" @click=${()=>this.take(`live`)}>导出正在使用的资料</button>`:C}
                <button class="button" @click=${()=>this.take(`draft`)}>导出草稿</button>
              </div>
            </section>`:x`<p class="notice">导入和导出只有店主能做。</p>`}`}imported(e){e.detail.errors||(location.hash=`#/publish`)}take(e){this.console.download(`/api/admin/knowledge/export?side=${e}`,`店铺资料-${this.console.working?.shop_name??``}.zip`)}};M([O({attribute:!1})],Jt.prototype,`console`,void 0),customElements.define(`admin-files`,Jt);var Yt=/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/,W=class extends D{constructor(...e){super(...e),this.fields=[],this.cells={},this.faults=[],this.existing=!1,this.busy=!1,this.saveLabel=`保存到草稿`,this.cancelLabel=`取消`,this.filled={},this.all=!1}static{this.styles=[...R,o` .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(250px,1fr));gap:0 18px;}.wide{grid-column:1 / -1;}textarea{resize:vertical;}.required::after{margin-left:4px;color:var(--bad);content:"*";}.acts{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;position:sticky;bottom:0;margin:8px 0 -8px;padding:8px 0;background:linear-gradient(transparent,var(--surface) 8px);}`]}willUpdate(e){if(e.has(`cells`)&&(this.filled={...this.cells}),e.has(`faults`)&&this.faults.length){let e=this.fields.filter(e=>e.more).map(e=>e.name);this.faults.some(t=>e.includes(t.column))&&(this.all=!0)}}updated(e){e.has(`faults`)&&this.faults.some(e=>e.severity===`error`)&&this.renderRoot.querySelector(`[aria-invalid='true']`)?.focus()}render(){let e=this.fields.filter(e=>!e.when||e.when(this.filled)),t=new Set(e.map(e=>e.name)),n=this.faults.filter(e=>!t.has(e.column));return x`<form @submit=${this.submit} novalidate>
      ${n.map(e=>x`<p class="fault" role="alert">${e.column?`${e.column}:`:``}${e.reason}</p>`)}
      <div class="columns">${e.filter(e=>!e.more||this.all||this.filled[e.name]).map(e=>this.field(e))}</div>
      ${e.some(e=>e.more)&&!this.all?x`<button class="button quiet small" type="button" @click=${()=>this.all=!0}>更多选填项</button>`:C}
      <div class="acts">
        ${this.cancelLabel?x`<button class="button" type="button" @click=${()=>this.dispatchEvent(new CustomEvent(`cancel`))}>${this.cancelLabel}</button>`:C}
        <button class="button primary" type="submit" ?disabled=${this.busy}>${this.busy?`正在保存…`:this.saveLabel}</button>
      </div>
    </form>`}field(e){let t=this.faults.filter(t=>t.column===e.name),n=e.wide||e.kind===`area`||e.kind===`lines`||e.kind===`pairs`,r=[e.hint?`${e.name}-hint`:``,t.length?`${e.name}-fault`:``].join(` `).trim();return x`<div class="field ${n?`wide`:``}">
      <label for=${e.name} class=${e.required?`required`:``}>${e.label}</label>
      ${this.control(e,r,t.some(e=>e.severity===`error`))}
      ${e.hint?x`<p class="hint" id="${e.name}-hint">${e.hint}</p>`:C}
      ${t.length?x`<p class="error" id="${e.name}-fault" role="alert">${t.map(e=>e.reason).join(` `)}</p>`:C}
    </div>`}control(e,t,n){let r=this.filled[e.name]??``,i=n?`true`:`false`,a=t||C;if(e.kind===`choice`)return x`<select id=${e.name} aria-invalid=${i} aria-describedby=${a} @change=${this.took(e)}>
        ${(e.choices??[]).map(([e,t])=>x`<option value=${e} ?selected=${e===r}>${t}</option>`)}
      </select>`;if(e.kind===`area`||e.kind===`lines`||e.kind===`pairs`){let t=e.kind===`area`?4:Math.min(8,Math.max(2,Xt(e,r).split(`
`).length+1));return x`<textarea
        id=${e.name}
        rows=${t}
        maxlength="20000"
        placeholder=${e.placeholder??``}
        aria-invalid=${i}
        aria-describedby=${a}
        .value=${Xt(e,r)}
        @change=${this.took(e)}
      ></textarea>`}let o=e.kind===`moment`&&(!r||Yt.test(r));return x`<input
      id=${e.name}
      type=${o?`datetime-local`:`text`}
      inputmode=${e.kind===`number`?`decimal`:C}
      maxlength="2000"
      autocomplete="off"
      placeholder=${e.placeholder??``}
      ?readonly=${!!e.fixed&&this.existing}
      aria-invalid=${i}
      aria-describedby=${a}
      .value=${o?r.slice(0,16).replace(` `,`T`):r}
      @change=${this.took(e)}
    />`}took(e){return t=>{let{value:n}=t.target;this.filled={...this.filled,[e.name]:Zt(e,n)}}}submit(e){e.preventDefault();let t={};for(let e of this.fields)(!e.when||e.when(this.filled))&&(t[e.name]=this.filled[e.name]??e.choices?.[0]?.[0]??``);this.dispatchEvent(new CustomEvent(`save`,{detail:{...this.unshown(),...t}}))}unshown(){let e=new Set(this.fields.map(e=>e.name));return Object.fromEntries(Object.entries(this.filled).filter(([t])=>!e.has(t)))}};M([O({attribute:!1})],W.prototype,`fields`,void 0),M([O({attribute:!1})],W.prototype,`cells`,void 0),M([O({attribute:!1})],W.prototype,`faults`,void 0),M([O({type:Boolean})],W.prototype,`existing`,void 0),M([O({type:Boolean})],W.prototype,`busy`,void 0),M([O({attribute:`save-label`})],W.prototype,`saveLabel`,void 0),M([O({attribute:`cancel-label`})],W.prototype,`cancelLabel`,void 0),M([k()],W.prototype,`filled`,void 0),M([k()],W.prototype,`all`,void 0);function Xt(e,t){return e.kind===`lines`?t.split(`|`).join(`
`):e.kind===`pairs`&&!t.startsWith(`{`)?t.split(`;`).join(`
`):t}function Zt(e,t){let n=()=>t.split(`
`).map(e=>e.trim()).filter(Boolean);return e.kind===`lines`?n().join(`|`):e.kind===`pairs`&&!t.startsWith(`{`)?n().join(`;`):e.kind===`moment`?t.replace(`T`,` `):t}customElements.define(`admin-form`,W);var G=class extends D{constructor(...e){super(...e),this.rest=``,this.found=null,this.failed=``,this.asked=0,this.renew=()=>this.requestUpdate()}static{this.styles=R}connectedCallback(){super.connectedCallback(),this.console.addEventListener(`change`,this.renew),this.load()}disconnectedCallback(){super.disconnectedCallback(),this.console.removeEventListener(`change`,this.renew)}async load(){let e=++this.asked;try{let t=await this.fetch();if(e!==this.asked)return;this.found=t,this.failed=``}catch(t){e===this.asked&&(this.failed=I(t))}}heading(e,t=``,n=C){return x`<div class="head ${t?``:`alone`}"><h1 tabindex="-1">${e}</h1><span class="gap"></span>${n}</div>
      ${t?x`<p class="lead">${t}</p>`:C}`}body(){return this.failed?x`<div class="fault" role="alert">
        ${this.failed} <button class="button small" @click=${()=>void this.load()}>重试</button>
      </div>`:this.found?this.show(this.found):x`<p class="muted" role="status">正在加载…</p>`}};M([O({attribute:!1})],G.prototype,`console`,void 0),M([O()],G.prototype,`rest`,void 0),M([k()],G.prototype,`found`,void 0),M([k()],G.prototype,`failed`,void 0);function Qt(e){return x`<div class="fault" role="alert">
    <p>这一条刚被别人改过,您的修改还没有保存。需要的话先把写好的内容复制下来,再载入最新内容接着改。</p>
    <button class="button small" type="button" @click=${e}>载入最新内容</button>
  </div>`}var $t=[`categories`,`principles`,`handoff_words`,`sensitive_words`],en=[{name:`name`,label:`店铺名称`,required:!0,hint:`打招呼时会说到`},{name:`assistant_name`,label:`客服叫什么`,hint:`不填就叫小二`},{name:`business_hours`,label:`人工客服在线时间`,placeholder:`09:00-22:00`,hint:`这段时间之外,转人工会请顾客留言`},{name:`unsure_reply`,label:`答不上来时说什么`,kind:`area`,hint:`资料里没有答案时就说这一句,绝不编造`},{name:`categories`,label:`主营品类`,kind:`lines`,hint:`一行一个`,more:!0},{name:`principles`,label:`说话的原则`,kind:`lines`,hint:`给模型的补充要求,一行一条,例如:回答简洁明了`,more:!0},{name:`handoff_words`,label:`说到就转人工的词`,kind:`lines`,hint:`一行一个;“转人工”“人工客服”等已经内置`,more:!0},{name:`sensitive_words`,label:`敏感词`,kind:`lines`,hint:`一行一个;说到就由人来答,不由机器人回答`,more:!0}],tn=new WeakMap;function nn(e){let t=tn.get(e)??Object.fromEntries(Object.entries(e.profile).map(([e,t])=>[e,Array.isArray(t)?t.join(`|`):t]));return tn.set(e,t),t}function rn(e,t){return Object.fromEntries(Object.entries(e).map(([e,n])=>$t.includes(e)?[e,n.split(`|`).filter(Boolean)]:[e,n||(t[e]??``)]))}var an=class extends G{constructor(...e){super(...e),this.faults=[],this.moved=!1}fetch(){return this.console.api.get(`/api/admin/knowledge/profile`)}render(){return x`${this.heading(`店铺设置`,`和其他资料一样:先存草稿,发布后生效。时区是 `+(this.found?.timezone??`Asia/Shanghai`)+`。`)}${this.body()}`}show(e){let t=nn(e);if(!this.console.isOwner)return x`<dl class="card">${en.map(e=>x`<dt class="muted small">${e.label}</dt><dd class="wrap">${(t[e.name]??``).split(`|`).join(`、`)||`—`}</dd>`)}</dl>`;let n=en.map(t=>({...t,more:!1,hint:this.hint(t,e)}));return x`<section class="card">
      ${this.moved?Qt(()=>void this.load().then(()=>this.moved=!1)):C}
      <admin-form .fields=${n} .cells=${t} .faults=${this.faults} cancel-label="恢复" @save=${t=>void this.save(t.detail,e)} @cancel=${()=>void this.load()}></admin-form>
    </section>`}hint(e,t){let n=t.defaults[e.name];return typeof n==`string`&&n?`${e.hint??``}(默认:${n})`:e.hint??``}async save(e,t){let n={...rn(e,t.defaults),mark:t.mark},r=await this.console.save(()=>this.console.api.put(`/api/admin/knowledge/profile`,n));this.moved=r===null,r&&(this.faults=r.problems,r.saved&&(this.console.say(`已保存到草稿,发布后生效`),await Promise.all([this.console.refresh(),this.load()])))}};M([k()],an.prototype,`faults`,void 0),M([k()],an.prototype,`moved`,void 0),customElements.define(`admin-settings`,an);var on=[`店铺名称`,`放进资料`,`试一试`,`发布`],sn=en.filter(e=>[`name`,`assistant_name`,`business_hours`].includes(e.name)),cn=class extends G{constructor(...e){super(...e),this.step=-1,this.faults=[]}static{this.styles=[...R,o` .steps{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 16px;padding:0;list-style:none;}.steps button{display:flex;align-items:center;gap:8px;min-height:40px;padding:4px 14px 4px 6px;border:1px solid var(--line);border-radius:999px;background:var(--surface);}.steps [aria-current]{border-color:var(--accent);font-weight:600;}.dot{display:grid;place-items:center;width:26px;height:26px;border-radius:50%;background:var(--sunken);}.done .dot{background:var(--good-soft);color:var(--good);}[aria-current] .dot{background:var(--accent);color:var(--on-accent);}`]}fetch(){return this.console.api.get(`/api/admin/knowledge/profile`)}get reached(){let e=this.console.working;return e?.live?4:e?.shop_name?this.rows?2:1:0}get rows(){let e=this.console.working?.counts??{};return(e.sku??0)+(e.faq??0)+(e.policy??0)+(e.promotion??0)}render(){let e=this.step<0?Math.min(this.reached,3):this.step,t=this.console.working?.live?`开店引导`:`欢迎!四步就能开张`;return x`${this.heading(t,this.console.working?.live?``:`大约十分钟。随时可以离开,进度会留着。`)}
      <ol class="steps" aria-label="步骤">
        ${on.map((t,n)=>x`<li class=${n<this.reached?`done`:``}>
            <button aria-current=${n===e?`step`:C} ?disabled=${n>this.reached} @click=${()=>this.step=n}>
              <span class="dot">${n<this.reached?Ze(`check`):n+1}</span>${t}
            </button>
          </li>`)}
      </ol>
      ${this.found||this.failed?this.at(e):this.body()}`}show(){return x`${C}`}at(e){return this.found?e===0?this.named(this.found):e===1?this.filled():e===2?this.tried():this.console.working?.live?this.opened():this.published():this.body()}named(e){return x`<section class="card">
      <h2>1. 你的店叫什么?</h2>
      <admin-form .fields=${sn} .cells=${nn(e)} .faults=${this.faults} save-label="下一步" cancel-label="" @save=${t=>void this.name(t.detail,e)}></admin-form>
    </section>`}filled(){return x`<section class="card">
        <h2>2. 把商品和常见问题放进来</h2>
        <admin-upload .console=${this.console} @imported=${()=>this.requestUpdate()}></admin-upload>
      </section>
      <section class="card">
        <h2>没有表格也行</h2>
        <p>先手动写几条:<a href="#/faq">添加问答</a>、<a href="#/products">添加商品</a>、<a href="#/policies">添加规则</a>,写完再回到这里。</p>
      </section>
      ${this.rows?x`<section class="card bar">
            <span class="good">草稿里已有 ${this.rows} 条资料。</span>
            <span class="gap"></span>
            <button class="button primary" @click=${()=>this.step=2}>下一步</button>
          </section>`:C}`}tried(){return x`<section class="card">
      <h2>3. 像顾客一样问几句</h2>
      <p>草稿里有 ${this.rows} 条资料。现在只有你能看到,先试试答得对不对。</p>
      <div class="bar">
        <a class="button primary" href="#/try?draft">打开试一试</a>
        <button class="button" @click=${()=>this.step=3}>试过了,下一步</button>
      </div>
    </section>`}published(){return x`<section class="card">
      <h2>4. 发布</h2>
      <p>发布之后,顾客在聊天页就能得到回答。以后每次修改也是先存草稿、再发布,随时可以退回。</p>
      <div class="bar">
        <button class="button primary" @click=${()=>void this.publish()}>发布,开张</button>
        <a class="button" href="#/publish">先看看要发布什么</a>
      </div>
    </section>`}opened(){let{origin:e}=location;return x`<section class="card">
        <h2>开张了!</h2>
        <p>顾客现在就能提问:<a href="/" target="_blank" rel="noopener">${e}/</a></p>
      </section>
      <section class="card">
        <h2>放到自己的网站上</h2>
        <p>把这一行贴到网页的 <code>&lt;/body&gt;</code> 之前,右下角会出现聊天按钮:</p>
        <p class="muted small">先在启动配置的 <code>server.allowed_origins</code> 里写上你的网站地址,例如 https://www.example.com。</p>
        <pre>&lt;script src="${e}/widget.js" async&gt;&lt;/script&gt;</pre>
      </section>
      <section class="card">
        <h2>接下来</h2>
        <ul>
          <li><a href="#/staff">给客服开账号</a>,让他们在 <a href="/desk">工作台</a> 接待转人工的顾客</li>
          <li><a href="#/failures">看看哪些问题答不上来</a>,一条条补成问答</li>
          <li><a href="#/promotions">加上正在做的活动</a>,顾客问到手价时会自动算</li>
          <li><a href="#/system">备份一次</a></li>
        </ul>
      </section>`}async name(e,t){let n={...rn(nn(t),t.defaults),...rn(e,t.defaults),mark:t.mark},r=await this.console.save(()=>this.console.api.put(`/api/admin/knowledge/profile`,n));r===null&&this.console.say(`店铺设置刚被别人改过,已载入最新内容`,`bad`),r===null&&await this.load(),r&&(this.faults=r.problems,r.saved&&(await this.console.refresh(),this.step=1,await this.load()))}async publish(){await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/publish`),`开张了!`)&&(this.step=3)}};M([k()],cn.prototype,`step`,void 0),M([k()],cn.prototype,`faults`,void 0),customElements.define(`admin-guide`,cn);var K=e=>t=>t[e]??``,ln=`不填就是长期有效`,un=[[``,`不限`],[`售前`,`售前`],[`售中`,`售中`],[`售后`,`售后`]],dn=[`满减`,`每满减`,`优惠券`,`折扣`,`赠品`,`预售`,`说明`];function fn(e){let{starts_at:t,ends_at:n}=e;return!t&&!n?`长期`:`${t||`现在`} 至 ${n||`长期`}`}function pn(e){let{threshold:t=``,amount:n=``,gift:r=``}=e,i=t&&t!==`0`?`满 ${t} `:``;switch(e.kind){case`折扣`:return`${i}${n?`${Number(n)*10} 折`:``}`;case`赠品`:return`${i}送 ${r}`;case`预售`:return`定金 ${t} 抵 ${n}`;case`说明`:return``;case`每满减`:return`每${i}减 ${n}`;default:return`${i}减 ${n}`}}var mn={faq:{kind:`faq`,title:`问答`,lead:`顾客问到这些问题,就原样说出答案。多写几种问法,听懂得更准。`,add:`添加问答`,empty:`还没有问答。先把客服每天回答最多的十个问题写下来,效果最明显。`,name:K(`question`),columns:[{label:`答案`,read:K(`answer`)},{label:`相似问法`,read:e=>e.similar?`${e.similar.split(`|`).length} 种`:``},{label:`分类`,read:e=>[e.category,e.stage].filter(Boolean).join(` · `)},{label:`有效期`,read:e=>e.starts_at||e.ends_at?fn(e):``}],fields:[{name:`question`,label:`问题`,required:!0,wide:!0,hint:`写成顾客会问的一句话,例如:多久发货?`},{name:`similar`,label:`相似问法`,kind:`lines`,hint:`一行一种,同一个意思的其他说法,越多越好`},{name:`answer`,label:`答案`,kind:`area`,required:!0,hint:`会原样说给顾客听;金额和日期写错了也会照说`},{name:`category`,label:`分类`,placeholder:`例如:发货`,more:!0},{name:`stage`,label:`阶段`,kind:`choice`,choices:un,more:!0},{name:`product_id`,label:`只适用于商品`,hint:`填商品ID(款号);不填就是全店通用`,more:!0},{name:`starts_at`,label:`生效时间`,kind:`moment`,hint:ln,more:!0},{name:`ends_at`,label:`失效时间`,kind:`moment`,hint:ln,more:!0}],fresh:{}},sku:{kind:`sku`,title:`商品`,lead:`每个规格一行,和 Excel 里一样。顾客问价格、库存、参数时,只按这里的数字回答。`,add:`添加商品`,empty:`还没有商品。可以在“导入导出”里上传 Excel,也可以一条条添加。`,name:e=>[e.name,gn(e)].filter(Boolean).join(` `),columns:[{label:`编码`,read:K(`sku`)},{label:`类目`,read:K(`category`)},{label:`价格`,read:e=>e.price?`¥${e.price}`:`暂无报价`,number:!0},{label:`库存`,read:_n,number:!0},{label:`状态`,read:e=>e.status===`下架`?`已下架`:``}],fields:[{name:`name`,label:`商品名称`,required:!0,hint:`顾客看到的名称`},{name:`sku`,label:`商品编码`,required:!0,hint:`每个规格一个,不能重复`},{name:`price`,label:`价格(元)`,kind:`number`,hint:`价格不定就留空,不要填 0`},{name:`stock`,label:`库存(件)`,kind:`number`,hint:`售罄填 0;不知道就留空,会如实说不清楚`},{name:`options`,label:`规格`,kind:`pairs`,placeholder:`颜色=黑色
容量=256G`,hint:`一行一项,和同款其他规格的差别`},{name:`category`,label:`类目`,hint:`活动按类目设置时要用到`},{name:`product_id`,label:`商品ID(款号)`,hint:`同一款的各个规格填同一个;不填就自成一款`},{name:`aliases`,label:`别名`,kind:`lines`,hint:`顾客常说的其他叫法,一行一个`,more:!0},{name:`brand`,label:`品牌`,more:!0},{name:`list_price`,label:`原价(元)`,kind:`number`,more:!0},{name:`restock_at`,label:`到货时间`,placeholder:`2026-12-01`,more:!0},{name:`attributes`,label:`参数`,kind:`pairs`,placeholder:`屏幕=6.1英寸
电池=4500mAh`,hint:`一行一项;顾客问参数时按这里回答`,more:!0},{name:`description`,label:`描述`,kind:`area`,more:!0},{name:`url`,label:`链接`,more:!0},{name:`status`,label:`状态`,kind:`choice`,choices:[[`上架`,`上架`],[`下架`,`下架`]],more:!0}],fresh:{status:`上架`}},promotion:{kind:`promotion`,title:`活动`,lead:`只有在时间之内的活动才会介绍和计算;还没开始的会说明什么时候开始,过期的不再提。`,add:`添加活动`,empty:`还没有活动。加一个满减或优惠券,顾客问“有什么优惠”“到手价多少”时就会算进去。`,name:e=>e.name||e.id||``,columns:[{label:`类型`,read:K(`kind`)},{label:`优惠`,read:pn},{label:`范围`,read:K(`scope`)},{label:`人群`,read:e=>e.audience===`全部`?``:e.audience??``},{label:`时间`,read:fn}],fields:[{name:`name`,label:`活动名称`,required:!0,placeholder:`例如:双十一每满300减50`},{name:`id`,label:`活动编号`,required:!0,hint:`自己取一个,不能重复`,placeholder:`例如:d11-50`},{name:`kind`,label:`类型`,kind:`choice`,required:!0,choices:dn.map(e=>[e,e])},{name:`threshold`,label:`门槛(元)`,kind:`number`,hint:`满多少元;预售填定金;没有门槛留空`,when:e=>e.kind!==`说明`},{name:`amount`,label:`优惠`,kind:`number`,hint:`减多少元;折扣填 8折 或 0.8;预售填定金能抵多少`,when:e=>![`赠品`,`说明`].includes(e.kind??``)},{name:`gift`,label:`赠品`,required:!0,when:e=>e.kind===`赠品`},{name:`starts_at`,label:`开始时间`,kind:`moment`,required:!0},{name:`ends_at`,label:`结束时间`,kind:`moment`,required:!0,hint:`到这一刻为止,这一刻起不再有效`},{name:`scope`,label:`适用范围`,hint:`全场,或 类目=智能手机,或 sku=A1|A2,或 商品=X1|X2`},{name:`audience`,label:`适用人群`,kind:`choice`,choices:[[`全部`,`全部`],[`VIP`,`VIP`],[`新客`,`新客`]]},{name:`stackable`,label:`能和其他活动一起用吗`,kind:`choice`,choices:[[`否`,`不能`],[`是`,`可以`]]},{name:`description`,label:`说明`,kind:`area`,hint:`需要对顾客解释的规则`}],fresh:{kind:`满减`,scope:`全场`,audience:`全部`,stackable:`否`}}},hn=[{name:`order_id`,label:`订单号`,required:!0,fixed:!0},{name:`phone`,label:`手机号`,hint:`顾客查单时要报后四位`},{name:`items`,label:`商品`,kind:`lines`,placeholder:`X1-BLK×1`,hint:`一行一种:商品编码×数量`},{name:`paid`,label:`实付(元)`,kind:`number`},{name:`status`,label:`订单状态`,kind:`choice`,required:!0,choices:[`待付款`,`待发货`,`已发货`,`已签收`,`已取消`,`退款中`,`已退款`].map(e=>[e,e])},{name:`created_at`,label:`下单时间`,kind:`moment`},{name:`paid_at`,label:`付款时间`,kind:`moment`,more:!0},{name:`shipped_at`,label:`发货时间`,kind:`moment`,more:!0},{name:`signed_at`,label:`签收时间`,kind:`moment`,more:!0},{name:`carrier`,label:`快递公司`},{name:`tracking_no`,label:`运单号`},{name:`logistics`,label:`物流`,kind:`lines`,placeholder:`2026-11-20 10:02 已到达杭州转运中心`,hint:`一行一条:时间 加一句话`,more:!0},{name:`address`,label:`收货地址`,kind:`area`,hint:`只用于核对,不会整段告诉任何人`,more:!0}];function gn(e){let t=e.options??``;return t.startsWith(`{`)?``:t.split(`;`).map(e=>e.split(`=`)[1]??``).join(` `)}function _n(e){return e.stock===``?`不清楚`:e.stock===`0`?`售罄`:e.stock??``}var vn=30,q=class extends G{constructor(...e){super(...e),this.sought=``,this.offset=0,this.open=null,this.faults=[],this.doomed=``,this.timer=0,this.save=async e=>{let t=await this.console.attempt(()=>this.console.api.post(`/api/admin/orders`,{cells:e.detail}));if(!t||(this.faults=t.problems,!t.saved))return;this.open=null;let n=t.problems.map(e=>e.reason).join(` `);this.console.say(n?`已保存。请留意:${n}`:`已保存,立即生效`),await this.load()},this.seek=e=>{this.sought=e.target.value,this.offset=0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.load(),250)}}fetch(){return this.console.api.get(`/api/admin/orders${L({q:this.sought,offset:this.offset,limit:vn})}`)}render(){let e=this.console.isOwner?x`<button class="button primary" @click=${()=>this.edit({status:`待发货`},!0)}>添加订单</button>`:C;return x`${this.heading(`订单`,`顾客报出订单号和手机后四位才能查到。订单改了立即生效,不用发布;手机号和地址在列表里已打码。`,e)}
      <div class="bar"><input type="search" aria-label="搜索订单" placeholder="订单号开头,或手机后四位" .value=${this.sought} @input=${this.seek} /></div>
      ${this.body()}
      <xe-dialog wide heading=${this.open?.isNew?`添加订单`:`修改订单`} ?open=${this.open!==null} @close=${()=>this.open=null}>
        ${this.open?x`<admin-form .fields=${hn} .cells=${this.open.cells} .faults=${this.faults} .existing=${!this.open.isNew} save-label="保存,立即生效" @save=${this.save} @cancel=${()=>this.open=null}></admin-form>`:C}
      </xe-dialog>
      <xe-dialog heading="删除订单" ?open=${this.doomed!==``} @close=${()=>this.doomed=``}>
        <p>删除订单 ${this.doomed}。立即生效,不能撤销。</p>
        <div slot="actions">
          <button class="button" @click=${()=>this.doomed=``}>取消</button>
          <button class="button danger" @click=${()=>void this.takeOut()}>删除</button>
        </div>
      </xe-dialog>`}show(e){if(!e.orders.length)return x`<div class="empty"><p>${this.sought?`没有符合的订单。`:`还没有订单。可以用 Excel 导入,也可以接上你的订单系统。`}</p></div>`;let{isOwner:t}=this.console;return x`<table class="cards" role="table">
        <caption class="unseen">订单</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">订单号</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">商品</th><th role="columnheader" scope="col" class="number">实付</th><th role="columnheader" scope="col">手机</th><th role="columnheader" scope="col">下单</th>
          ${t?x`<th role="columnheader" scope="col"><span class="unseen">操作</span></th>`:C}
        </tr></thead>
        <tbody role="rowgroup">
          ${e.orders.map(({cells:e})=>{let n=e.order_id??``;return x`<tr role="row">
              <td role="cell" class="title">${t?x`<button class="textlink" @click=${()=>void this.read(n)}>${n}</button>`:n}</td>
              <td role="cell" data-label="状态">${e.status}</td>
              <td role="cell" data-label="商品">${(e.items??``).split(`|`).join(`、`)}</td>
              <td role="cell" data-label="实付" class="number">${e.paid?`¥${e.paid}`:``}</td>
              <td role="cell" data-label="手机">${e.phone}</td>
              <td role="cell" data-label="下单">${e.created_at}</td>
              ${t?x`<td role="cell" class="acts"><button class="button quiet small" aria-label="删除订单${n}" @click=${()=>this.doomed=n}>删除</button></td>`:C}
            </tr>`})}
        </tbody>
      </table>
      <nav class="pager" aria-label="翻页">
        <button class="button small" ?disabled=${this.offset===0} @click=${()=>this.turn(-30)}>上一页</button>
        <button class="button small" ?disabled=${!e.more} @click=${()=>this.turn(vn)}>下一页</button>
      </nav>`}edit(e,t){this.faults=[],this.open={cells:e,isNew:t}}async read(e){let t=await this.console.attempt(()=>this.console.api.get(`/api/admin/orders/${encodeURIComponent(e)}`));t&&this.edit(t.cells,!1)}async takeOut(){let e=this.doomed;this.doomed=``,await this.console.attempt(async()=>(await this.console.api.post(`/api/admin/orders/remove`,{order_id:e}),!0))&&(this.console.say(`已删除`),await this.load())}turn(e){this.offset=Math.max(0,this.offset+e),this.load()}};M([k()],q.prototype,`sought`,void 0),M([k()],q.prototype,`offset`,void 0),M([k()],q.prototype,`open`,void 0),M([k()],q.prototype,`faults`,void 0),M([k()],q.prototype,`doomed`,void 0),customElements.define(`admin-orders`,q);var yn=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),bn=function(e){return`/static/admin/`+e},xn={},Sn=function(e){return e.pathname.endsWith(`.css`)},Cn=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},wn=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=bn(t,n);let r=s(t),i=Sn(r);return Cn(xn,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:yn,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Tn=[[1,`今天`],[7,`近 7 天`],[30,`近 30 天`],[90,`近 90 天`]],En=class extends G{constructor(...e){super(...e),this.days=7,this.drawn=!0,this.choose=e=>{this.days=Number(e.target.value),this.load()}}static{this.styles=[...R,o` .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:0 0 16px;padding:0;list-style:none;}.tiles li{padding:14px 16px;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);}.tiles strong{display:block;font-size:26px;line-height:1.3;font-variant-numeric:tabular-nums;}.notice{margin:0 0 16px;}admin-chart{min-height:216px;}summary{min-height:32px;cursor:pointer;}@media (max-width:720px){.tiles{grid-template-columns:1fr 1fr;}}`]}connectedCallback(){super.connectedCallback(),wn(()=>import(`./chart-DGB-ex_7.js`),[]).catch(()=>this.drawn=!1)}fetch(){return this.console.api.get(`/api/admin/overview?days=${this.days}`)}render(){let e=x`<label class="unseen" for="days">时间范围</label>
      <select id="days" @change=${this.choose}>${Tn.map(([e,t])=>x`<option value=${e} ?selected=${e===this.days}>${t}</option>`)}</select>`;return x`${this.heading(`概览`,``,x`<div class="bar">${e}</div>`)} ${this.body()}`}show(e){let t=t=>e.talks?`${Math.round(t/e.talks*100)}%`:`—`,n=[[`会话`,String(e.talks),`有顾客说过话的会话`],[`不用人工`,t(e.without_person),`${e.without_person} 个会话没有转人工`],[`一次解决`,t(e.resolved_at_once),`没转人工、都答上了、没有差评,72 小时内也没再来问`],[`机器人回复`,H(e.reply_wait.half),`95% 在 ${H(e.reply_wait.most)} 以内`],[`人工首次回复`,H(e.person_wait.half),e.person_wait.count?`95% 在 ${H(e.person_wait.most)} 以内`:`还没有人工接待`],[`评分`,e.score===null?`—`:e.score.toFixed(1),`${e.rated} 人评价,满分 5`]];return x`
      ${e.waiting_now?x`<p class="notice">现在有 ${e.waiting_now} 位顾客在等人工。<a href="/desk">去工作台</a></p>`:C}
      ${e.is_cut?x`<p class="notice">会话太多,只统计了最近的一部分。</p>`:C}
      <ul class="tiles">
        ${n.map(([e,t,n])=>x`<li><span class="muted">${e}</span><strong>${t}</strong><span class="muted small">${n}</span></li>`)}
      </ul>
      ${e.talks?this.more(e):this.nobody()}
    `}nobody(){return x`<div class="empty">
      <p>这段时间还没有顾客来问。</p>
      <p><a href="/" target="_blank" rel="noopener">打开聊天页</a> 自己先问一句,或者看看怎么<a href="#/guide">把它放到店里</a>。</p>
    </div>`}more(e){return x`${e.days.length>1?this.chart(e):C}
      <div class="grid">
        ${J(`最常问的话`,e.asked,e=>e,`还没有。`)}
        <section class="card">
          <div class="head"><h2>答不上来的</h2><span class="gap"></span><a class="small" href="#/failures">全部</a></div>
          ${e.failures.length?x`<table><caption class="unseen">答不上来的问题</caption><tbody>
                ${e.failures.slice(0,8).map(e=>x`<tr><td>${e.question}</td><td class="number">${e.count} 次</td><td class="acts">${e.known?x`<span class="tag good">已补</span>`:this.console.isOwner?x`<a class="small" href="#/faq?${encodeURIComponent(e.question)}">补上</a>`:C}</td></tr>`)}</tbody></table>`:x`<p class="good">都答上了。</p>`}
        </section>
        ${J(`最常用到的资料`,e.cited.map(e=>({name:`${z[e.kind]??e.kind} · ${e.title||e.id}`,count:e.count})),e=>e,`还没有。`)}
        ${J(`怎么答的`,e.routes,e=>B[e]??e,`还没有。`)}
        ${J(`为什么转人工`,e.reasons,e=>bt[e]??e,`没有转过人工。`)}
        ${J(`评分分布`,e.by_score.map((e,t)=>({name:`${t+1} 分`,count:e})).reverse(),e=>e,`还没有。`)}
      </div>`}chart(e){return x`<section class="card">
      <h2>每天的会话</h2>
      ${this.drawn?x`<admin-chart .days=${e.days}></admin-chart>`:C}
      <details ?open=${!this.drawn}>
        <summary>看数字</summary>
        <table>
          <caption class="unseen">每天的会话</caption>
          <thead><tr><th scope="col">日期</th><th scope="col" class="number">会话</th><th scope="col" class="number">转人工</th></tr></thead>
          <tbody>${e.days.map(e=>x`<tr><td>${e.day}</td><td class="number">${e.talks}</td><td class="number">${e.by_person}</td></tr>`)}</tbody>
        </table>
      </details>
    </section>`}};M([k()],En.prototype,`days`,void 0),M([k()],En.prototype,`drawn`,void 0);function J(e,t,n,r){let i=t.filter(e=>e.count).slice(0,8);return x`<section class="card">
    <h2>${e}</h2>
    ${i.length?x`<table><caption class="unseen">${e}</caption><tbody>${i.map(e=>x`<tr><td>${n(e.name)}</td><td class="number">${e.count}</td></tr>`)}</tbody></table>`:x`<p class="muted">${r}</p>`}
  </section>`}customElements.define(`admin-overview`,En);var Dn=[[`agent`,`客服:接待顾客,能看资料`],[`viewer`,`查看:只能看,隐私打码`],[`owner`,`店主:什么都能做`]],On=class extends G{constructor(...e){super(...e),this.open=null,this.given={},this.faults=[]}async fetch(){return(await this.console.api.get(`/api/admin/staff`)).accounts}render(){let e=x`<button class="button primary" @click=${()=>this.edit(`new`)}>添加员工</button>`;return x`${this.heading(`员工`,`每人一个账号,谁改了什么都有记录。客服在 /desk 接待顾客。`,e)} ${this.body()}
      <xe-dialog heading=${this.open===`new`?`添加员工`:`修改员工`} ?open=${this.open!==null} @close=${()=>this.open=null}>
        ${this.open?x`<admin-form .fields=${this.fields(this.open)} .cells=${this.given} .faults=${this.faults} save-label="保存" @save=${e=>void this.save(e.detail)} @cancel=${()=>this.open=null}></admin-form>`:C}
      </xe-dialog>`}show(e){return x`<table class="cards" role="table">
      <caption class="unseen">员工</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">登录名</th><th role="columnheader" scope="col">显示名</th><th role="columnheader" scope="col">角色</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">加入</th>
      </tr></thead>
      <tbody role="rowgroup">
        ${e.map(e=>x`<tr role="row">
            <td role="cell" class="title"><button class="textlink" @click=${()=>this.edit(e)}>${e.login}</button></td>
            <td role="cell" data-label="显示名">${e.display_name}</td>
            <td role="cell" data-label="角色">${$e[e.role]}</td>
            <td role="cell" data-label="状态"><span class="tag ${e.status===`active`?`good`:``}">${e.status===`active`?`在用`:`已停用`}</span></td>
            <td role="cell" data-label="加入">${V(e.created_at)}</td>
          </tr>`)}
      </tbody>
    </table>`}fields(e){let t=e===`new`,n=[{name:`login`,label:`登录名`,required:!0},{name:`display_name`,label:`显示名`,required:!0,hint:`接待时顾客看到的名字`},{name:`role`,label:`角色`,kind:`choice`,choices:Dn},{name:`password`,label:t?`密码`:`新密码`,required:t,hint:t?`至少 8 个字符,告诉本人后请其自行更换`:`不改就留空;改了会在所有设备上退出登录`}];return t?n:[...n,{name:`status`,label:`状态`,kind:`choice`,choices:[[`active`,`在用`],[`off`,`停用`]]}]}cellsOf(e){return e===`new`?{role:`agent`}:{login:e.login,display_name:e.display_name,role:e.role,status:e.status}}edit(e){this.faults=[],this.given=this.cellsOf(e),this.open=e}async save(e){let{open:t}=this,n=[`login`,`display_name`,...t===`new`?[`password`]:[]].filter(t=>!e[t]);if(this.faults=n.map(e=>({severity:`error`,file:``,row:null,column:e,reason:`不能为空,请补上`})),n.length||!t)return;let r=Object.fromEntries(Object.entries(e).filter(([,e])=>e));await this.console.attempt(()=>t===`new`?this.console.api.post(`/api/admin/staff`,r):this.console.api.patch(`/api/admin/staff/${t.id}`,r))&&(this.open=null,this.console.say(`已保存`),await this.load())}};M([k()],On.prototype,`open`,void 0),M([k()],On.prototype,`faults`,void 0);var kn={role:`caller`},An=class extends G{constructor(...e){super(...e),this.made=null,this.adding=!1,this.doomed=null}async fetch(){return(await this.console.api.get(`/api/admin/keys`)).keys}render(){let e=x`<button class="button primary" @click=${()=>this.adding=!0}>新建密钥</button>`;return x`${this.heading(`接口密钥`,`给调用接口的程序用。密钥只显示一次,丢了就停用旧的、再建一个。`,e)} ${this.body()}
      <xe-dialog heading="新建密钥" ?open=${this.adding} @close=${()=>this.adding=!1}>
        ${this.adding?x`<admin-form .fields=${[{name:`name`,label:`给哪个系统用`,required:!0,placeholder:`例如:千牛机器人`},{name:`role`,label:`能做什么`,kind:`choice`,choices:[[`caller`,`只能提问(推荐)`],[`viewer`,`查看后台`],[`agent`,`客服`],[`owner`,`店主`]]}]} .cells=${kn} save-label="新建" @save=${e=>void this.make(e.detail)} @cancel=${()=>this.adding=!1}></admin-form>`:C}
      </xe-dialog>
      <xe-dialog heading="请现在抄下密钥" ?open=${this.made!==null} @close=${()=>this.made=null}>
        <p>只显示这一次:</p>
        <pre>${this.made?.secret}</pre>
        <div slot="actions"><button class="button" @click=${()=>void this.copy()}>复制</button><button class="button primary" @click=${()=>this.made=null}>我抄好了</button></div>
      </xe-dialog>
      <xe-dialog heading="停用密钥" ?open=${this.doomed!==null} @close=${()=>this.doomed=null}>
        <p>停用“${this.doomed?.name}”,用它的程序会立刻连不上。不能恢复。</p>
        <div slot="actions"><button class="button" @click=${()=>this.doomed=null}>取消</button><button class="button danger" @click=${()=>void this.revoke()}>停用</button></div>
      </xe-dialog>`}show(e){return e.length?x`<table class="cards" role="table">
      <caption class="unseen">接口密钥</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">名称</th><th role="columnheader" scope="col">权限</th><th role="columnheader" scope="col">尾号</th><th role="columnheader" scope="col">建立</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th>
      </tr></thead>
      <tbody role="rowgroup">
        ${e.map(e=>x`<tr role="row">
            <td role="cell" class="title">${e.name}</td>
            <td role="cell" data-label="权限">${Tt[e.role]??e.role}</td>
            <td role="cell" data-label="尾号"><code>…${e.hint}</code></td>
            <td role="cell" data-label="建立">${V(e.created_at)} ${e.created_by}</td>
            <td role="cell" class="acts">${e.revoked_at?x`<span class="tag">已停用</span>`:x`<button class="button quiet small" aria-label="停用${e.name}" @click=${()=>this.doomed=e}>停用</button>`}</td>
          </tr>`)}
      </tbody>
    </table>`:x`<div class="empty"><p>还没有密钥。只用网页聊天的话不需要。</p></div>`}async make(e){if(!e.name)return this.console.say(`请填一个名称`,`bad`);let t=await this.console.attempt(()=>this.console.api.post(`/api/admin/keys`,{name:e.name,role:e.role}));t&&(this.adding=!1,this.made=t,await this.load())}async copy(){await navigator.clipboard.writeText(this.made?.secret??``).then(()=>this.console.say(`已复制`),()=>this.console.say(`浏览器不让复制,请手动选中`,`bad`))}async revoke(){let e=this.doomed;this.doomed=null,e&&await this.console.attempt(()=>this.console.api.delete(`/api/admin/keys/${e.id}`))&&(this.console.say(`已停用`),await this.load())}};M([k()],An.prototype,`made`,void 0),M([k()],An.prototype,`adding`,void 0),M([k()],An.prototype,`doomed`,void 0);var jn=class extends G{constructor(...e){super(...e),this.next=null}fetch(){return this.page(void 0)}async page(e){let t=await this.console.api.get(`/api/admin/audit${L({before:e,limit:50})}`);return this.next=t.next,t.entries}render(){return x`${this.heading(`操作记录`,`谁在什么时候改了什么。只会增加,不能修改。`)}${this.body()}`}show(e){return x`<table class="cards" role="table">
        <caption class="unseen">操作记录</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">时间</th><th role="columnheader" scope="col">谁</th><th role="columnheader" scope="col">做了什么</th><th role="columnheader" scope="col">对象</th><th role="columnheader" scope="col">详情</th>
        </tr></thead>
        <tbody role="rowgroup">
          ${e.map(e=>x`<tr role="row">
              <td role="cell" data-label="时间">${V(e.at)}</td>
              <td role="cell" data-label="谁">${e.actor}</td>
              <td role="cell" data-label="做了什么">${wt[e.action]??e.action}</td>
              <td role="cell" data-label="对象">${e.target}</td>
              <td role="cell" data-label="详情">${e.detail}</td>
            </tr>`)}
        </tbody>
      </table>
      ${this.next?x`<p class="pager"><button class="button" @click=${()=>void this.more()}>更早的记录</button></p>`:C}`}async more(){let e=await this.console.attempt(()=>this.page(this.next??void 0));e&&(this.found=[...this.found??[],...e])}};M([k()],jn.prototype,`next`,void 0),customElements.define(`admin-staff`,On),customElements.define(`admin-keys`,An),customElements.define(`admin-audit`,jn);var Y=class extends G{constructor(...e){super(...e),this.findings=null,this.busy=``,this.asking=null,this.seen=null}async fetch(){let{api:e}=this.console,[t,{versions:n}]=await Promise.all([e.get(`/api/admin/knowledge/diff`),e.get(`/api/admin/knowledge/versions`)]);return{diff:t,versions:n}}render(){return x`${this.heading(`发布`,`修改都先存在草稿里。发布之后顾客立刻按新资料得到回答,随时可以退回。`)} ${this.body()} ${this.question()}`}show({diff:e,versions:t}){let n=e.added+e.changed+e.removed,{isOwner:r}=this.console;return x`<section class="card">
        <h2>${n?`${n} 处修改等待发布`:`没有等待发布的修改`}</h2>
        ${n&&r?x`<div class="bar">
              <button class="button primary" ?disabled=${this.busy!==``} @click=${()=>void this.publish()}>${this.busy||`发布`}</button>
              <a class="button" href="#/try?draft">先用草稿试一试</a>
              <span class="gap"></span>
              <button class="button danger" @click=${()=>this.asking=`discard`}>放弃全部修改</button>
            </div>`:C}
        ${this.seen?x`<div class="fault" role="alert">草稿刚被别人改过,还没有发布。下面是最新的修改,新改的几处标着“刚改的”,请看过再发布。</div>`:C}
        ${n?Ot(e,{undo:r?(e,t)=>void this.undo(e,t):void 0,fresh:e=>this.isFresh(e)}):C}
      </section>
      <section class="card">
        <div class="head"><h2>体检</h2><span class="gap"></span><button class="button small" @click=${()=>void this.check()}>检查草稿</button></div>
        <p class="muted small">找出互相矛盾的答案、过期的活动、标价 0 元、广告法不允许的说法等隐患。</p>
        <div aria-live="polite">${this.found?this.checked():C}</div>
      </section>
      <section class="card">
        <h2>历史版本</h2>
        ${t.length?this.history(t):x`<p class="muted">还没有发布过。</p>`}
      </section>`}checked(){let{findings:e}=this;return e?e.length?x`<p>${e.length} 条:</p>
      <ul>
        ${e.slice(0,100).map(e=>x`<li>
            <span class="tag ${e.severity===`error`?`bad`:`warn`}">${e.severity===`error`?`错误`:`提醒`}</span>
            <a href=${vt[e.kind]??`#/`}>${z[e.kind]??e.kind} ${e.key}</a>:${e.what};${e.advice}
          </li>`)}
      </ul>`:x`<p class="good">没有发现问题。</p>`:C}history(e){return x`<table class="cards" role="table">
      <caption class="unseen">历史版本</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">版本</th><th role="columnheader" scope="col">来源</th><th role="columnheader" scope="col">存入时间</th><th role="columnheader" scope="col">发布时间</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th>
      </tr></thead>
      <tbody role="rowgroup">
        ${e.slice(0,30).map(e=>x`<tr role="row">
            <td role="cell" data-label="版本"><span>${e.number} ${e.live?x`<span class="tag good">正在使用</span>`:e.published_at?C:x`<span class="tag">草稿</span>`}</span></td>
            <td role="cell" data-label="来源">${e.note}</td>
            <td role="cell" data-label="存入时间">${V(e.stated_at)}</td>
            <td role="cell" data-label="发布时间">${V(e.published_at)}</td>
            <td role="cell" class="acts">${!e.live&&e.published_at&&this.console.isOwner?x`<button class="button small" aria-label="退回版本 ${e.number}" @click=${()=>this.asking=e}>退回</button>`:C}</td>
          </tr>`)}
      </tbody>
    </table>`}question(){let{asking:e}=this,t=e!==null&&e!==`discard`;return x`<xe-dialog heading=${t?`退回旧版本`:`放弃全部修改`} ?open=${e!==null} @close=${()=>this.asking=null}>
      <p>${t?`顾客会立刻按版本 ${e.number}(${V(e.stated_at)})的资料得到回答。现在的版本不会丢,还可以再换回来。`:`草稿里的修改和还没发布的导入都会丢掉,回到正在使用的资料。`}</p>
      <div slot="actions">
        <button class="button" @click=${()=>this.asking=null}>取消</button>
        <button class="button ${t?`primary`:`danger`}" @click=${()=>void this.confirmed()}>${t?`退回`:`放弃修改`}</button>
      </div>
    </xe-dialog>`}async confirmed(){let{asking:e}=this;this.asking=null;let{api:t}=this.console;(e===`discard`?await this.console.change(()=>t.post(`/api/admin/knowledge/discard`),`已放弃草稿里的修改`):e&&await this.console.change(()=>t.post(`/api/admin/knowledge/rollback`,{number:e.number}),`已退回版本 ${e.number}`))&&await this.load()}async publish(){let e=this.found?.diff;if(!e)return;this.busy=`正在发布…`;let t=await this.console.publish(e.mark);t===null&&await Promise.all([this.console.attempt(()=>this.console.refresh()),this.load()]),this.seen=t===null?new Set(e.changes.map(Mn)):t?null:this.seen,this.busy=``,t&&(this.console.say(`已发布,立即生效`),await this.load())}isFresh(e){return this.seen!==null&&!this.seen.has(Mn(e))}async undo(e,t){await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/undo`,{kind:e,key:t}),`已撤销这处修改`)&&await this.load()}async check(){let e=await this.console.attempt(()=>this.console.api.get(`/api/admin/knowledge/check`));this.findings=e?.findings??this.findings}};M([k()],Y.prototype,`findings`,void 0),M([k()],Y.prototype,`busy`,void 0),M([k()],Y.prototype,`asking`,void 0),M([k()],Y.prototype,`seen`,void 0);function Mn({kind:e,key:t,change:n,fields:r}){return JSON.stringify([e,t,n,r])}customElements.define(`admin-publish`,Y);var Nn=30,X=class extends G{constructor(...e){super(...e),this.kind=`faq`,this.sought=``,this.changed=!1,this.offset=0,this.open=null,this.first={},this.faults=[],this.busy=!1,this.moved=!1,this.doomed=null,this.timer=0,this.shut=()=>{this.open=null},this.seek=e=>{this.sought=e.target.value,this.offset=0,clearTimeout(this.timer),this.timer=setTimeout(()=>void this.load(),250)},this.filter=e=>{this.changed=e.target.checked,this.offset=0,this.load()}}get table(){return mn[this.kind]}connectedCallback(){super.connectedCallback(),this.rest&&this.console.isOwner&&this.add({question:this.rest})}fetch(){let e=L({q:this.sought,offset:this.offset,limit:Nn,changed:this.changed});return this.console.api.get(`/api/admin/knowledge/rows/${this.kind}${e}`)}render(){let{table:e}=this,t=this.console.isOwner?x`<button class="button primary" @click=${()=>this.add()}>${e.add}</button>`:C;return x`${this.heading(e.title,e.lead,t)}
      <div class="bar">
        <input type="search" aria-label="搜索${e.title}" placeholder="搜索${e.title}" .value=${this.sought} @input=${this.seek} />
        <label class="check"><input type="checkbox" .checked=${this.changed} @change=${this.filter} />只看未发布的修改</label>
      </div>
      ${this.body()} ${this.editor()} ${this.farewell()}`}show(e){return e.total?x`<table class="cards" role="table">
        <caption class="unseen">${this.table.title}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${this.kind===`faq`?`问题`:`名称`}</th>
            ${this.table.columns.map(e=>x`<th role="columnheader" scope="col" class=${e.number?`number`:``}>${e.label}</th>`)}
            ${this.console.isOwner?x`<th role="columnheader" scope="col"><span class="unseen">操作</span></th>`:C}
          </tr>
        </thead>
        <tbody role="rowgroup">${e.rows.map(e=>this.row(e))}</tbody>
      </table>
      ${this.pager(e)}`:x`<div class="empty"><p>${this.sought||this.changed?`没有符合的条目。`:this.table.empty}</p></div>`}row(e){let{table:t,console:n}=this,r=t.name(e.cells)||e.key;return x`<tr role="row">
      <td role="cell" class="title">
        <button class="textlink" @click=${()=>this.edit(e)}>${r}</button>
        ${e.state===`same`?C:x` <span class="tag note">${Et[e.state]}</span>`}
      </td>
      ${t.columns.map(t=>this.cell(t.label,t.read(e.cells),!!t.number))}
      ${n.isOwner?x`<td role="cell" class="acts">
            ${e.state===`same`?C:x`<button class="button quiet small" aria-label="撤销对${r}的修改" @click=${()=>void this.undo(e)}>撤销</button>`}
            <button class="button quiet small" aria-label="删除${r}" @click=${()=>this.doomed=e}>删除</button>
          </td>`:C}
    </tr>`}cell(e,t,n){return t?x`<td role="cell" data-label=${e} class=${n?`number`:``}><span class="clip">${t}</span></td>`:x`<td role="cell" data-label=${e}></td>`}pager(e){let t=Math.min(this.offset+Nn,e.total);return x`<nav class="pager" aria-label="翻页">
      <button class="button small" ?disabled=${this.offset===0} @click=${()=>this.turn(-30)}>上一页</button>
      <span class="muted small">${this.offset+1}–${t} / ${e.total}</span>
      <button class="button small" ?disabled=${t>=e.total} @click=${()=>this.turn(Nn)}>下一页</button>
    </nav>`}editor(){let{open:e,table:t}=this,n=!this.console.isOwner;return x`<xe-dialog wide heading=${e===`new`?t.add:`${n?`查看`:`修改`}${t.title}`} ?open=${e!==null} @close=${this.shut}>
      ${this.moved&&e!==null&&e!==`new`?Qt(()=>void this.lookAgain(e)):C}
      ${e===null?C:n&&e!==`new`?this.shown(e):this.form(e)}
    </xe-dialog>`}form(e){return x`<admin-form
      .fields=${this.table.fields}
      .cells=${e===`new`?this.first:e.cells}
      .faults=${this.faults}
      .existing=${e!==`new`}
      .busy=${this.busy}
      @save=${t=>void this.save(e,t.detail)}
      @cancel=${this.shut}
    ></admin-form>`}shown(e){return x`<dl>
      ${this.table.fields.filter(t=>e.cells[t.name]).map(t=>x`<dt class="muted small">${t.label}</dt><dd class="wrap">${e.cells[t.name]}</dd>`)}
    </dl>`}farewell(){let{doomed:e}=this,t=e?this.table.name(e.cells)||e.key:``;return x`<xe-dialog heading="删除${this.table.title}" ?open=${e!==null} @close=${()=>this.doomed=null}>
      <p>从草稿里删除“${t}”。发布之后顾客才看得到变化,之前随时可以撤销。</p>
      <div slot="actions">
        <button class="button" @click=${()=>this.doomed=null}>取消</button>
        <button class="button danger" @click=${()=>void this.takeOut()}>删除</button>
      </div>
    </xe-dialog>`}add(e={}){this.first={...this.table.fresh,...e},this.faults=[],this.moved=!1,this.open=`new`}async lookAgain(e){let t=`/api/admin/knowledge/rows/${this.kind}${L({q:e.key.slice(0,200),limit:200})}`,n=(await this.console.attempt(()=>this.console.api.get(t)))?.rows.find(t=>t.key===e.key);if(await this.load(),n)return this.edit(n);this.shut(),this.console.say(`这一条已经被别人删除了`,`note`)}edit(e){this.faults=[],this.moved=!1,this.open=e}async save(e,t){this.busy=!0;let n=e===`new`?{}:{key:e.key,mark:e.mark},r=`/api/admin/knowledge/rows/${this.kind}`,i=await this.console.save(()=>this.console.api.post(r,{...n,cells:Pn(t)}));if(this.busy=!1,this.moved=i===null,!i||(this.faults=i.problems,!i.saved))return;this.open=null;let a=i.problems.map(e=>e.reason).join(` `);this.console.say(a?`已保存到草稿。请留意:${a}`:`已保存到草稿,发布后生效`),await Promise.all([this.console.refresh(),this.load()])}async takeOut(){let e=this.doomed;this.doomed=null,e&&(await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/remove`,{kind:this.kind,key:e.key,mark:e.mark}),`已从草稿删除,发布后生效`),await this.load())}async undo(e){await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/undo`,{kind:this.kind,key:e.key}),`已撤销修改`)&&await this.load()}turn(e){this.offset=Math.max(0,this.offset+e),this.load()}};M([O()],X.prototype,`kind`,void 0),M([k()],X.prototype,`sought`,void 0),M([k()],X.prototype,`changed`,void 0),M([k()],X.prototype,`offset`,void 0),M([k()],X.prototype,`open`,void 0),M([k()],X.prototype,`first`,void 0),M([k()],X.prototype,`faults`,void 0),M([k()],X.prototype,`busy`,void 0),M([k()],X.prototype,`moved`,void 0),M([k()],X.prototype,`doomed`,void 0);function Pn(e){return Object.fromEntries(Object.entries(e).filter(([,e])=>e!==``))}customElements.define(`admin-rows`,X);var Fn={ok:[`正常`,`good`],degraded:[`凑合能用`,`warn`],down:[`不可用`,`bad`]},In=class extends G{constructor(...e){super(...e),this.busy=!1}async fetch(){let{api:e,isOwner:t}=this.console,[n,r]=await Promise.all([e.get(`/api/admin/system`),t?e.get(`/api/admin/backups`):{backups:[]}]);return{system:n,backups:r.backups}}render(){return x`${this.heading(`系统与备份`)}${this.body()}`}show({system:e,backups:t}){return x`<section class="card">
        <h2>各部分是否正常</h2>
        <table class="cards" role="table">
          <caption class="unseen">健康状况</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">部分</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">说明</th></tr></thead>
          <tbody role="rowgroup">
            ${e.parts.map(e=>x`<tr role="row">
                <td role="cell" class="title">${Ct[e.name]??e.name}</td>
                <td role="cell" data-label="状态"><span class="tag ${Fn[e.status][1]}">${Fn[e.status][0]}</span></td>
                <td role="cell" data-label="说明">${e.detail}</td>
              </tr>`)}
          </tbody>
        </table>
        <p class="muted small">店小二 ${e.version}</p>
      </section>
      ${this.console.isOwner?this.copies(t):C}
      <section class="card">
        <h2>运行设置</h2>
        <p class="muted small">这些由启动时的配置决定(xiaoer.toml 或环境变量),在这里只能看。要改请照文档“部署”一页,改完重启。</p>
        <table class="cards" role="table">
          <caption class="unseen">运行设置</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">含义</th><th role="columnheader" scope="col">现在的值</th><th role="columnheader" scope="col">配置项</th></tr></thead>
          <tbody role="rowgroup">
            ${e.settings.map(e=>x`<tr role="row">
                <td role="cell" data-label="含义">${e.meaning}</td>
                <td role="cell" data-label="现在的值">${e.value||`(空)`}</td>
                <td role="cell" data-label="配置项"><code>${e.name}</code></td>
              </tr>`)}
          </tbody>
        </table>
      </section>`}copies(e){return x`<section class="card">
      <div class="head"><h2>备份</h2><span class="gap"></span>
        <button class="button primary" ?disabled=${this.busy} @click=${()=>void this.make()}>${this.busy?`正在备份…`:`立即备份`}</button></div>
      <p class="muted small">一个文件就是全部:资料、会话、订单、账号。备份时不用停服务。请下载到别的机器上保存;恢复用命令 <code>xiaoer restore 文件</code>。</p>
      ${e.length?x`<table class="cards" role="table">
            <caption class="unseen">备份</caption>
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">文件</th><th role="columnheader" scope="col">时间</th><th role="columnheader" scope="col" class="number">大小</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th></tr></thead>
            <tbody role="rowgroup">
              ${e.map(e=>x`<tr role="row">
                  <td role="cell" class="title">${e.name}</td>
                  <td role="cell" data-label="时间">${V(e.made_at)}</td>
                  <td role="cell" data-label="大小" class="number">${(e.size_bytes/1e6).toFixed(1)} MB</td>
                  <td role="cell" class="acts"><button class="button small" aria-label="下载${e.name}" @click=${()=>void this.console.download(`/api/admin/backups/${e.name}`,e.name)}>下载</button></td>
                </tr>`)}
            </tbody>
          </table>`:x`<p class="muted">还没有备份。</p>`}
    </section>`}async make(){this.busy=!0;let e=await this.console.attempt(()=>this.console.api.post(`/api/admin/backups`));this.busy=!1,e&&(this.console.say(`已备份到 ${e.name}`),await this.load())}};M([k()],In.prototype,`busy`,void 0),customElements.define(`admin-system`,In);var Ln={allow:`放行`,handoff:`转人工`,refuse:`婉拒`},Rn={positive:`满意`,negative:`不满`,neutral:`平静`},zn=class extends D{static{this.styles=[...R,o` :host{font-size:14px;}h2{margin:14px 0 4px;color:var(--muted);font-size:13px;}ul{margin:0;padding-left:18px;}.stages{display:grid;grid-template-columns:auto 1fr auto;gap:2px 10px;align-items:center;margin:0;}.stages dd{margin:0;font-variant-numeric:tabular-nums;}meter{width:100%;height:10px;}`]}render(){let{receipt:e}=this,{understanding:t}=e,n=e.stages.reduce((e,t)=>e+t.ms,0);return x`
      <p><span class="tag note">${B[e.route]??e.route}</span> 规则 <code>${e.rule}</code> · 资料版本 ${e.shop_version} · 共 ${n.toFixed(1)} 毫秒</p>
      <h2>听成了什么</h2>
      <ul>
        ${t.standalone===t.normalized?C:x`<li>补全后:${t.standalone}</li>`}
        ${t.asks.map(e=>x`<li>“${e.text}” → 意图 <code>${e.intent}</code>,把握 ${Math.round(e.confidence*100)}%${Bn(e.entities)}</li>`)}
        <li>情绪:${Rn[t.sentiment]??t.sentiment}${t.anger>0?`,生气程度 ${Math.round(t.anger*100)}%`:``}</li>
      </ul>
      <h2>安全检查</h2>
      <p>${Ln[e.screening.action]??e.screening.action}${e.screening.reason?`(${e.screening.reason})`:``}</p>
      <h2>依据的资料</h2>
      ${e.evidence.length?x`<ul>${e.evidence.map(e=>x`<li><span class="tag">${z[e.kind]??e.kind}</span> ${e.id}<br /><span class="muted wrap">${e.text}</span></li>`)}</ul>`:x`<p class="muted">没有用到店铺资料。</p>`}
      ${e.replaced.length?x`<h2>被出口核对拦下的句子</h2><ul>${e.replaced.map(e=>x`<li>${e}</li>`)}</ul>`:C}
      ${e.composed?x`<h2>模型</h2><p>${e.composed.model}:读入 ${e.composed.prompt_tokens} 词元,写出 ${e.composed.completion_tokens},结束于 ${e.composed.ended}</p>`:C}
      <h2>用时</h2>
      <dl class="stages">
        ${e.stages.map(e=>x`<dt>${St[e.stage]??e.stage}</dt><dd><meter min="0" max=${n||1} value=${e.ms} aria-label=${St[e.stage]??e.stage}></meter></dd><dd>${e.ms.toFixed(2)} ms</dd>`)}
      </dl>
    `}};M([O({attribute:!1})],zn.prototype,`receipt`,void 0);function Bn(e){let t=[];for(let n of e.products??[])t.push(n.mention);for(let n of[`attribute`,`option_name`,`order_id`])e[n]&&t.push(String(e[n]));return typeof e.quantity==`number`&&t.push(`${e.quantity} 件`),t.length?`,提到 ${[...new Set(t)].join(`、`)}`:``}customElements.define(`admin-receipt`,zn);var Vn={shopper:`顾客`,assistant:`机器人`,agent:`人工`,system:`系统`},Hn=30,Un=class extends G{constructor(...e){super(...e),this.filter={q:``,days:30,route:``,handed_over:``,rating:``},this.next=``,this.timer=0,this.seek=e=>{this.filter={...this.filter,q:e.target.value},clearTimeout(this.timer),this.timer=setTimeout(()=>void this.load(),300)}}fetch(){return this.page(``)}async page(e){let t=`/api/admin/conversations${L({...this.filter,before:e,limit:Hn})}`,n=await this.console.api.get(t);return this.next=n.next,n.talks}render(){if(this.rest)return x`<admin-talk .console=${this.console} rest=${this.rest}></admin-talk>`;let e=(e,t,n)=>x`<select aria-label=${t} @change=${t=>this.set(e,t.target.value)}>
        ${n.map(([t,n])=>x`<option value=${t} ?selected=${String(this.filter[e])===t}>${n}</option>`)}
      </select>`;return x`${this.heading(`会话`,`手机号、地址等私人信息已打码;店主可以查看原文,每次查看都会记入操作记录。`)}
      <div class="bar">
        <input type="search" aria-label="搜索会话" placeholder="搜索说过的话" .value=${this.filter.q} @input=${this.seek} />
        ${e(`days`,`时间`,[[`1`,`今天`],[`7`,`近 7 天`],[`30`,`近 30 天`],[`90`,`近 90 天`]])}
        ${e(`route`,`怎么答的`,[[``,`全部回答`],...Object.entries(B)])}
        ${e(`handed_over`,`有没有转人工`,[[``,`人工和机器人`],[`true`,`转过人工`],[`false`,`没转人工`]])}
        ${e(`rating`,`评价`,[[``,`全部评价`],[`good`,`好评`],[`bad`,`差评`]])}
      </div>
      ${this.body()}`}show(e){return e.length?x`<table class="cards" role="table">
        <caption class="unseen">会话</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">第一句话</th><th role="columnheader" scope="col">开始</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">评分</th>
        </tr></thead>
        <tbody role="rowgroup">
          ${e.map(e=>x`<tr role="row">
              <td role="cell" class="title"><a href="#/talks/${e.id}">${e.first_words||`(没有文字)`}</a></td>
              <td role="cell" data-label="开始">${V(e.created_at)}</td>
              <td role="cell" data-label="状态"><span>${xt[e.status]??e.status} ${e.handed_over?x`<span class="tag note">转过人工</span>`:C}</span></td>
              <td role="cell" data-label="评分">${e.score===null?``:`${e.score} 分`}</td>
            </tr>`)}
        </tbody>
      </table>
      ${this.next?x`<p class="pager"><button class="button" @click=${()=>void this.more()}>更早的会话</button></p>`:C}`:x`<div class="empty"><p>没有符合的会话。</p></div>`}set(e,t){this.filter={...this.filter,[e]:e===`days`?Number(t):t},this.load()}async more(){let e=await this.console.attempt(()=>this.page(this.next));e&&(this.found=[...this.found??[],...e])}};M([k()],Un.prototype,`filter`,void 0),M([k()],Un.prototype,`next`,void 0);var Wn=class extends G{constructor(...e){super(...e),this.receipts={}}static{this.styles=[...R,o` ol{display:grid;gap:10px;margin:0;padding:0;list-style:none;}.shopper{border-left:4px solid var(--accent);}.assistant{border-left:4px solid var(--line-strong);}.agent{border-left:4px solid var(--note);}li.card{margin:0;padding:12px 16px;}li.state{color:var(--muted);text-align:center;}`]}fetch(){return this.console.api.get(`/api/admin/conversations/${this.rest}`)}render(){let e=this.found?.masked&&this.console.isOwner;return x`${this.heading(`会话内容`,``,x`${e?x`<button class="button" @click=${()=>void this.unmask()}>查看原文(会留下记录)</button>`:C}
        <a class="button" href="#/talks">返回列表</a>`)}
      ${this.body()}`}show(e){return x`<p class="muted small">${V(e.created_at)} 开始 · ${xt[e.status]??e.status}${e.masked?``:` · 正在显示原文`}</p>
      <ol>${e.events.map(e=>this.entry(e))}</ol>`}entry(e){let{message:t}=e;if(!t)return x`<li class="state small">${V(e.at)} · ${xt[e.state?.status??``]??``} ${e.state?.speaker??``}</li>`;let n=this.receipts[t.message_id];return x`<li class="card ${t.role}">
      <p class="muted small">${Vn[t.role]??t.role}${t.speaker?` ${t.speaker}`:``} · ${V(e.at)}
        ${t.route?x`<span class="tag ${t.route===`unsure`?`warn`:``}">${B[t.route]??t.route}</span>`:C}</p>
      <p class="wrap">${t.text}</p>
      ${t.attachment?x`<p class="small">附件:${t.attachment.name}</p>`:C}
      ${t.sources.length?x`<p class="small">来源:${t.sources.map(e=>x`<span class="tag">${e.title||e.id}</span> `)}</p>`:C}
      ${t.role===`assistant`?n?x`<admin-receipt .receipt=${n}></admin-receipt>`:x`<button class="button small" @click=${()=>void this.explain(t.message_id)}>为什么这样回答</button>`:C}
    </li>`}async explain(e){let t=await this.console.attempt(()=>this.console.api.get(`/api/admin/messages/${e}/receipt`));t&&(this.receipts={...this.receipts,[e]:t})}async unmask(){let e=await this.console.attempt(()=>this.console.api.post(`/api/admin/conversations/${this.rest}/unmask`));e&&(this.found=e)}};M([k()],Wn.prototype,`receipts`,void 0);var Gn=class extends G{async fetch(){return(await this.console.api.get(`/api/admin/failures?days=30`)).failures}render(){return x`${this.heading(`答不上来的`,`近 30 天里资料回答不了的问题,问得最多的在前面。一条条补成问答,机器人就会越来越懂你的店。`)}${this.body()}`}show(e){return e.length?x`<table class="cards" role="table">
      <caption class="unseen">答不上来的问题</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">问题</th><th role="columnheader" scope="col" class="number">次数</th><th role="columnheader" scope="col">最近一次</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th>
      </tr></thead>
      <tbody role="rowgroup">
        ${e.map(e=>x`<tr role="row">
            <td role="cell" class="title">${e.question}</td>
            <td role="cell" data-label="次数" class="number">${e.count}</td>
            <td role="cell" data-label="最近一次"><a href="#/talks/${e.conversation_id}">${V(e.last_at)}</a></td>
            <td role="cell" class="acts">${e.known?x`<span class="tag good">已补上</span>`:this.console.isOwner?x`<a class="button small" href="#/faq?${encodeURIComponent(e.question)}">补成问答</a>`:C}</td>
          </tr>`)}
      </tbody>
    </table>`:x`<div class="empty"><p>近 30 天的问题都答上了。</p></div>`}},Kn=class extends G{async fetch(){return(await this.console.api.get(`/api/admin/opinions?days=30&limit=100`)).opinions}render(){return x`${this.heading(`评价`,`近 30 天顾客打的分、点的赞和踩。`)}${this.body()}`}show(e){return e.length?x`<table class="cards" role="table">
      <caption class="unseen">评价</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">评价</th><th role="columnheader" scope="col">说了什么</th><th role="columnheader" scope="col">针对哪句</th><th role="columnheader" scope="col">时间</th>
      </tr></thead>
      <tbody role="rowgroup">
        ${e.map(e=>x`<tr role="row">
            <td role="cell" data-label="评价">${qn(e)}</td>
            <td role="cell" data-label="说了什么">${e.words}</td>
            <td role="cell" data-label="针对哪句">${e.about?x`<span class="clip">${e.about}</span>`:C}</td>
            <td role="cell" data-label="时间"><a href="#/talks/${e.conversation_id}">${V(e.at)}</a></td>
          </tr>`)}
      </tbody>
    </table>`:x`<div class="empty"><p>还没有评价。</p></div>`}};function qn(e){return e.score===null?x`<span class="tag ${e.helpful?`good`:`bad`}">${e.helpful?`有帮助`:`没帮助`}</span>`:x`<span class="tag ${e.score>=4?`good`:e.score<=2?`bad`:``}">${e.score} 分</span>`}customElements.define(`admin-talks`,Un),customElements.define(`admin-talk`,Wn),customElements.define(`admin-failures`,Gn),customElements.define(`admin-opinions`,Kn);var Jn={heading:``,text:``,starts_at:``,ends_at:``},Yn=[`发货`,`退换货`,`发票`,`保修`,`隐私`,`联系我们`],Z=class extends G{constructor(...e){super(...e),this.open=null,this.moved=!1,this.faults=[],this.doomed=null,this.save=async e=>{e.preventDefault();let{open:t}=this;if(!t)return;if(!t.name||t.name.includes(`#`)){this.faults=[{severity:`error`,file:``,row:0,column:`name`,reason:`请填一个名称,不要带 # 号`}];return}let n={name:t.name,mark:t.mark,sections:t.sections},r=await this.console.save(()=>this.console.api.put(`/api/admin/knowledge/policies`,n));this.moved=r===null,r&&(this.faults=r.problems,r.saved&&(this.open=null,this.console.say(`已保存到草稿,发布后生效`),await Promise.all([this.console.refresh(),this.load()])))}}async fetch(){return(await this.console.api.get(`/api/admin/knowledge/policies`)).policies}render(){let e=this.console.isOwner?x`<button class="button primary" @click=${()=>this.edit()}>添加规则</button>`:C;return x`${this.heading(`店铺规则`,`发货、退换货、发票、保修……顾客问到时,引用对应的一段来回答。`,e)}
      ${this.body()} ${this.editor()}
      <xe-dialog heading="删除规则" ?open=${this.doomed!==null} @close=${()=>this.doomed=null}>
        <p>从草稿里删除“${this.doomed?.topic}”的全部内容。发布之后才生效。</p>
        <div slot="actions">
          <button class="button" @click=${()=>this.doomed=null}>取消</button>
          <button class="button danger" @click=${()=>void this.takeOut()}>删除</button>
        </div>
      </xe-dialog>`}show(e){return e.length?x`<div class="grid">
      ${e.map(e=>x`<section class="card">
          <div class="head">
            <h2>${e.topic}</h2>
            ${e.state===`same`?C:x`<span class="tag note">${Et[e.state]}</span>`}
            <span class="gap"></span>
            ${this.console.isOwner?x`<button class="button small" aria-label="修改规则${e.topic}" @click=${()=>this.edit(e)}>修改</button>
                  <button class="button quiet small" aria-label="删除规则${e.topic}" @click=${()=>this.doomed=e}>删除</button>`:C}
          </div>
          ${e.sections.map(e=>x`<h3 class="small">${e.heading}</h3>
              ${e.starts_at||e.ends_at?x`<p class="small"><span class="tag warn">${e.starts_at||`现在`} 至 ${e.ends_at||`长期`}</span></p>`:C}
              <p class="wrap">${e.text}</p>`)}
        </section>`)}
    </div>`:x`<div class="empty"><p>还没有店铺规则。建议从这几篇写起:${Yn.slice(0,4).join(`、`)}。</p></div>`}edit(e){this.faults=[],this.moved=!1,this.open=e?{name:e.name,mark:e.mark,isNew:!1,sections:e.sections.map(e=>({...e}))}:{name:``,mark:``,isNew:!0,sections:[{...Jn}]}}editor(){let{open:e}=this;return x`<xe-dialog wide heading=${e?.isNew===!1?`修改规则`:`添加规则`} ?open=${e!==null} @close=${()=>this.open=null}>
      ${this.moved&&e?Qt(()=>void this.lookAgain(e.name)):C}
      ${e?x`<form @submit=${this.save} novalidate>
            <div class="field">
              <label for="name">这篇规则讲什么</label>
              <input id="name" list="topics" maxlength="60" .value=${e.name} ?readonly=${!e.isNew} placeholder="例如:发货" @change=${t=>e.name=t.target.value.trim()} />
              <datalist id="topics">${Yn.map(e=>x`<option value=${e}></option>`)}</datalist>
              ${this.fault(0,`name`)}
            </div>
            ${e.sections.map((e,t)=>this.sectionForm(e,t))}
            <p><button class="button small" type="button" @click=${()=>this.grow()}>再加一段</button></p>
            <div class="bar">
              <span class="gap"></span>
              <button class="button" type="button" @click=${()=>this.open=null}>取消</button>
              <button class="button primary" type="submit">保存到草稿</button>
            </div>
          </form>`:C}
    </xe-dialog>`}sectionForm(e,t){let n=t+1,r=t=>n=>e[t]=n.target.value;return x`<fieldset class="card">
      <legend class="small">第 ${n} 段</legend>
      <div class="field">
        <label for="heading-${n}">小标题</label>
        <input id="heading-${n}" maxlength="200" .value=${e.heading} placeholder="例如:多久发货" @change=${r(`heading`)} />
      </div>
      <div class="field">
        <label for="text-${n}">内容</label>
        <textarea id="text-${n}" rows="4" maxlength="20000" .value=${e.text} @change=${r(`text`)}></textarea>
        ${this.fault(n,`text`)}
      </div>
      <div class="grid">
        ${[`starts_at`,`ends_at`].map(t=>x`<div class="field">
            <label for="${t}-${n}">${t===`starts_at`?`从什么时候起(可不填)`:`到什么时候止(可不填)`}</label>
            <input id="${t}-${n}" maxlength="40" placeholder="2026-11-01 或 2026-11-01 20:00" .value=${e[t]} @change=${r(t)} />
            ${this.fault(n,t)}
          </div>`)}
      </div>
      ${t?x`<button class="button quiet small" type="button" aria-label="删去第 ${n} 段" @click=${()=>this.cut(t)}>删去这一段</button>`:C}
    </fieldset>`}fault(e,t){let n=this.faults.find(n=>n.row===e&&n.column===t);return n?x`<p class="error" role="alert">${n.reason}</p>`:C}grow(){this.open?.sections.push({...Jn}),this.requestUpdate()}cut(e){this.open?.sections.splice(e,1),this.requestUpdate()}async lookAgain(e){await this.load();let t=this.found?.find(t=>t.name===e);if(t)return this.edit(t);this.open=null,this.console.say(`这一篇已经被别人删除了`,`note`)}async takeOut(){let{doomed:e}=this;if(this.doomed=null,!e)return;let t={kind:`policy`,key:e.name,mark:e.mark};await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/remove`,t),`已从草稿删除,发布后生效`),await this.load()}};M([k()],Z.prototype,`open`,void 0),M([k()],Z.prototype,`moved`,void 0),M([k()],Z.prototype,`faults`,void 0),M([k()],Z.prototype,`doomed`,void 0);var Xn=[{name:`sensitive`,title:`敏感词`,lead:`顾客一说到这些词,就转给人工,不由机器人回答。`,empty:`还没有。投诉、曝光、12315 等已经内置。`},{name:`banned`,title:`禁说词`,lead:`机器人永远不会说出这些词。广告法极限词已经内置。`,empty:`还没有。`},{name:`slang`,title:`口语说法`,lead:`把你家顾客的说法对应到标准说法,例如:小蓝瓶 → 补水喷雾。`,empty:`还没有。`}],Zn=class extends G{fetch(){return this.console.api.get(`/api/admin/knowledge/words`)}render(){return x`${this.heading(`词表`,`三张小表,大多数店铺不改也能用。`)}${this.body()}`}show(e){return x`<div class="grid">
      ${Xn.map(t=>x`<section class="card">
          <h2>${t.title}</h2>
          <p class="muted small">${t.lead}</p>
          ${e[t.name].length?x`<table><caption class="unseen">${t.title}</caption><tbody>${e[t.name].map(e=>this.word(e))}</tbody></table>`:x`<p class="muted">${t.empty}</p>`}
          ${this.console.isOwner?this.adder(t.name,t.title):C}
        </section>`)}
    </div>`}word(e){return x`<tr>
      <td>${e.word}${e.standard?x` <span class="muted">→ ${e.standard}</span>`:C}
        ${e.state===`same`?C:x` <span class="tag note">${Et[e.state]}</span>`}</td>
      <td class="acts">${this.console.isOwner?x`<button class="button quiet small" aria-label="删除${e.word}" @click=${()=>void this.takeOut(e)}>删除</button>`:C}</td>
    </tr>`}adder(e,t){return x`<form class="bar" @submit=${t=>void this.add(t,e)}>
      <input name="word" required maxlength="60" aria-label="${t}:新词" placeholder=${e===`slang`?`顾客的说法`:`加一个词`} />
      ${e===`slang`?x`<input name="standard" required maxlength="60" aria-label="标准说法" placeholder="标准说法" />`:C}
      <button class="button" type="submit">添加</button>
    </form>`}async add(e,t){e.preventDefault();let n=e.target,r=Object.fromEntries(new FormData(n));await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/words`,{list:t,...r}),`已加到草稿,发布后生效`)&&n.reset(),await this.load()}async takeOut(e){await this.console.change(()=>this.console.api.post(`/api/admin/knowledge/remove`,{kind:`words`,key:e.key,mark:e.mark}),`已从草稿删除,发布后生效`),await this.load()}};customElements.define(`admin-policies`,Z),customElements.define(`admin-words`,Zn);var Qn=864e5,$n=.03,er=class extends G{constructor(...e){super(...e),this.at=``,this.look=e=>{e.preventDefault(),this.at&&(location.hash=`#/try?draft&at=${this.at}`)}}static{this.styles=[...R,o` .lane{display:grid;grid-template-columns:180px 1fr;gap:10px;align-items:center;padding:5px 0;border-top:1px solid var(--line);}.lane svg{display:block;width:100%;height:22px;}.track{fill:var(--sunken);}.past{fill:var(--line-strong);opacity:0.5;}.now{fill:var(--good);}.coming{fill:var(--note);}.mark{stroke:var(--bad);stroke-width:2;}.ends{display:grid;grid-template-columns:180px 1fr 1fr;gap:10px;}.ends span:last-child{text-align:right;}@media (max-width:720px){.lane{grid-template-columns:1fr;gap:2px;}.ends{grid-template-columns:1fr 1fr;}.ends span:first-child{display:none;}}`]}fetch(){return this.console.api.get(`/api/admin/knowledge/timeline`)}render(){return x`${this.heading(`时间线`,`活动和限时问答、规则各在什么时候有效。红线是现在。`)} ${this.preview()} ${this.body()}`}preview(){return this.console.isAgent?x`<form class="card bar" @submit=${this.look}>
      <label for="at">到那一刻会怎么说?</label>
      <input id="at" type="datetime-local" required .value=${this.at} @change=${e=>this.at=e.target.value} />
      <button class="button primary" type="submit">去试一试</button>
    </form>`:C}show({now:e,windows:t}){if(!t.length)return x`<div class="empty"><p>还没有活动,也没有设了有效期的问答和规则。</p></div>`;let n=Date.parse(e),r=t.flatMap(e=>[e.starts_at,e.ends_at]).map(e=>e?Date.parse(e):n).filter(e=>Math.abs(e-n)<400*Qn),i=Math.min(n-Qn,...r),a=Math.max(n+Qn,...r),o=e=>Math.max(0,Math.min(100,($n+(e-i)/(a-i)*(1-2*$n))*100));return x`<section class="card" aria-label="时间线">
        <div class="ends muted small"><span></span><span>${V(new Date(i).toISOString()).slice(0,10)}</span><span>${V(new Date(a).toISOString()).slice(0,10)}</span></div>
        ${t.map(e=>this.lane(e,n,o))}
      </section>
      ${this.table(t,n)}`}lane(e,t,n){let r=e.starts_at?n(Date.parse(e.starts_at)):0,i=e.ends_at?n(Date.parse(e.ends_at)):100;return x`<div class="lane">
      <span class="small"><a href=${vt[e.kind]??`#/`}>${e.title}</a></span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" x="0" y="1" width="100" height="8"></rect>
        ${Te`<rect class=${tr(e,t)} x=${r} y="1" width=${Math.max(.6,i-r)} height="8" rx="1"></rect>
        <line class="mark" x1=${n(t)} x2=${n(t)} y1="0" y2="10" vector-effect="non-scaling-stroke"></line>`}
      </svg>
    </div>`}table(e,t){let n={past:[`已过期`,``],now:[`进行中`,`good`],coming:[`未开始`,`note`]};return x`<table class="cards" role="table">
      <caption>明细</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">名称</th><th role="columnheader" scope="col">类别</th><th role="columnheader" scope="col">开始</th><th role="columnheader" scope="col">结束</th><th role="columnheader" scope="col">现在</th>
      </tr></thead>
      <tbody role="rowgroup">
        ${e.map(e=>{let[r,i]=n[tr(e,t)];return x`<tr role="row">
            <td role="cell" class="title">${e.title}</td>
            <td role="cell" data-label="类别">${e.kind===`promotion`?yt[e.about]??e.about:z[e.kind]}</td>
            <td role="cell" data-label="开始">${V(e.starts_at)||`一直`}</td>
            <td role="cell" data-label="结束">${V(e.ends_at)||`长期`}</td>
            <td role="cell" data-label="现在"><span class="tag ${i}">${r}</span></td>
          </tr>`})}
      </tbody>
    </table>`}};M([k()],er.prototype,`at`,void 0);function tr(e,t){return e.ends_at&&Date.parse(e.ends_at)<=t?`past`:e.starts_at&&Date.parse(e.starts_at)>t?`coming`:`now`}customElements.define(`admin-timeline`,er);function nr(e){return e.isComposing||e.keyCode===229}var rr=[`有什么优惠`,`多久发货`,`可以退货吗`,`转人工`],Q=class extends D{constructor(...e){super(...e),this.rest=``,this.side=`live`,this.at=``,this.audience=`all`,this.turns=[],this.chosen=-1,this.busy=!1,this.keys=e=>{e.key===`Enter`&&nr(e)&&e.preventDefault()},this.submit=e=>{e.preventDefault();let t=this.field.value.trim();t&&!this.busy&&(this.field.value=``,this.say(t))},this.restart=()=>{this.turns=[],this.chosen=-1,this.field.focus()}}static{this.styles=[...R,o` .two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px;align-items:start;}.talk{display:grid;gap:10px;max-height:52vh;min-height:120px;padding:2px;overflow-y:auto;}.said{justify-self:end;max-width:85%;padding:8px 12px;border-radius:12px 12px 2px 12px;background:var(--accent);color:var(--on-accent);}.reply{justify-self:start;max-width:92%;padding:8px 12px;border:1px solid var(--line);border-radius:12px 12px 12px 2px;background:var(--sunken);color:inherit;text-align:left;}.reply[aria-pressed="true"]{border-color:var(--accent);}.bar .field{flex:1 1 180px;margin:0;}.ask{margin:14px 0 0;}.ask input{flex:1;width:auto;}@media (max-width:900px){.two{grid-template-columns:minmax(0,1fr);}}`]}connectedCallback(){super.connectedCallback();let e=new URLSearchParams(this.rest.replace(/^\?/,``));(e.has(`draft`)||this.console.working?.live===null)&&(this.side=`draft`),this.at=e.get(`at`)??``}render(){let e=this.console.working?.live===null;return x`<div class="head"><h1 tabindex="-1">试一试</h1></div>
      <p class="lead">像顾客一样提问,旁边就能看到为什么这样回答。这里说的话不会留下记录。${e?x`试好了就<a href="#/guide">回到开店引导</a>。`:C}</p>
      <section class="card bar" aria-label="用哪份资料、什么时候">
        <div class="field"><label for="side">用哪份资料</label>
          <select id="side" @change=${e=>this.set(`side`,e)}>
            <option value="live" ?selected=${this.side===`live`} ?disabled=${e}>正在使用的资料</option>
            <option value="draft" ?selected=${this.side===`draft`}>草稿</option>
          </select></div>
        <div class="field"><label for="at">假设现在是</label>
          <input id="at" type="datetime-local" .value=${this.at} @change=${e=>this.set(`at`,e)} /></div>
        <div class="field"><label for="audience">假设顾客是</label>
          <select id="audience" @change=${e=>this.set(`audience`,e)}>
            <option value="all">普通顾客</option><option value="vip">VIP</option><option value="new">新客</option>
          </select></div>
      </section>
      <div class="two">
        <section class="card" aria-label="对话">
          <div class="talk" role="log" aria-live="polite" tabindex="0" aria-label="对话内容">
            ${this.turns.length?this.turns.map((e,t)=>this.turn(e,t)):x`<p class="muted">不知道问什么?试试:${rr.map(e=>x`<button class="button small" @click=${()=>void this.say(e)}>${e}</button> `)}</p>`}
          </div>
          <form class="bar ask" @submit=${this.submit}>
            <input id="say" maxlength="2000" autocomplete="off" aria-label="像顾客一样提问" placeholder="像顾客一样提问" @keydown=${this.keys} />
            <button class="button primary" type="submit" ?disabled=${this.busy}>问</button>
          </form>
          ${this.turns.length?x`<p><button class="button quiet small" @click=${this.restart}>重新开始</button></p>`:C}
          ${this.side===`draft`||this.at?x`<p class="muted small">用草稿或换时间试的时候,只用资料直接回答,不请模型撰写。</p>`:C}
        </section>
        <section class="card" aria-label="为什么这样回答">
          <h2>为什么这样回答</h2>
          ${this.why()}
        </section>
      </div>`}turn(e,t){let{tried:n}=e;return x`<div class="said">${e.text}</div>
      <button class="reply" aria-pressed=${t===this.chosen?`true`:`false`} @click=${()=>this.chosen=t}>
        <span class="wrap">${n.reply}</span><br />
        <span class="tag ${n.route===`unsure`?`warn`:`note`}">${B[n.route]??n.route}</span>
        ${this.at?x`<span class="tag">${n.at.slice(0,16).replace(`T`,` `)}</span>`:C}
      </button>`}why(){let e=this.turns[this.chosen];if(!e)return x`<p class="muted">问一句,这里会列出听成了什么、依据哪些资料、用了多少毫秒。</p>`;let{sources:t}=e.tried;return x`${t.length?x`<p>来源:${t.map(e=>x`<span class="tag">${e.title||e.id}</span> `)}</p>`:C}
      <admin-receipt .receipt=${e.tried.receipt}></admin-receipt>`}set(e,t){let{value:n}=t.target;e===`side`?this.side=n===`draft`?`draft`:`live`:this[e]=n}async say(e){this.busy=!0;let t={text:e,side:this.side,audience:this.audience,said_before:this.turns.slice(-6).map(e=>e.text),...this.at?{at:this.at}:{}},n=await this.console.attempt(()=>this.console.api.post(`/api/admin/try`,t));if(this.busy=!1,!n)return;this.turns=[...this.turns,{text:e,tried:n}],this.chosen=this.turns.length-1,await this.updateComplete;let r=this.renderRoot.querySelector(`.talk`);r&&(r.scrollTop=r.scrollHeight)}};M([O({attribute:!1})],Q.prototype,`console`,void 0),M([O()],Q.prototype,`rest`,void 0),M([k()],Q.prototype,`side`,void 0),M([k()],Q.prototype,`at`,void 0),M([k()],Q.prototype,`audience`,void 0),M([k()],Q.prototype,`turns`,void 0),M([k()],Q.prototype,`chosen`,void 0),M([k()],Q.prototype,`busy`,void 0),M([We(`#say`)],Q.prototype,`field`,void 0),customElements.define(`admin-try`,Q);var ir=[{title:``,pages:[{path:``,title:`概览`,least:`viewer`,show:e=>x`<admin-overview .console=${e}></admin-overview>`},{path:`try`,title:`试一试`,least:`agent`,show:(e,t)=>x`<admin-try .console=${e} rest=${t}></admin-try>`},{path:`guide`,title:`开店引导`,least:`owner`,show:e=>x`<admin-guide .console=${e}></admin-guide>`}]},{title:`资料`,pages:[{path:`faq`,title:`问答`,least:`viewer`,show:(e,t)=>x`<admin-rows kind="faq" .console=${e} rest=${or(t)}></admin-rows>`},{path:`products`,title:`商品`,least:`viewer`,show:e=>x`<admin-rows kind="sku" .console=${e}></admin-rows>`},{path:`promotions`,title:`活动`,least:`viewer`,show:e=>x`<admin-rows kind="promotion" .console=${e}></admin-rows>`},{path:`timeline`,title:`时间线`,least:`viewer`,show:e=>x`<admin-timeline .console=${e}></admin-timeline>`},{path:`policies`,title:`店铺规则`,least:`viewer`,show:e=>x`<admin-policies .console=${e}></admin-policies>`},{path:`orders`,title:`订单`,least:`viewer`,show:e=>x`<admin-orders .console=${e}></admin-orders>`},{path:`words`,title:`词表`,least:`viewer`,show:e=>x`<admin-words .console=${e}></admin-words>`},{path:`settings`,title:`店铺设置`,least:`viewer`,show:e=>x`<admin-settings .console=${e}></admin-settings>`},{path:`files`,title:`导入导出`,least:`owner`,show:e=>x`<admin-files .console=${e}></admin-files>`},{path:`publish`,title:`发布`,least:`viewer`,show:e=>x`<admin-publish .console=${e}></admin-publish>`}]},{title:`接待`,pages:[{path:`talks`,title:`会话`,least:`viewer`,show:(e,t)=>x`<admin-talks .console=${e} rest=${t}></admin-talks>`},{path:`failures`,title:`答不上来的`,least:`viewer`,show:e=>x`<admin-failures .console=${e}></admin-failures>`},{path:`opinions`,title:`评价`,least:`viewer`,show:e=>x`<admin-opinions .console=${e}></admin-opinions>`}]},{title:`管理`,pages:[{path:`staff`,title:`员工`,least:`owner`,show:e=>x`<admin-staff .console=${e}></admin-staff>`},{path:`keys`,title:`接口密钥`,least:`owner`,show:e=>x`<admin-keys .console=${e}></admin-keys>`},{path:`audit`,title:`操作记录`,least:`owner`,show:e=>x`<admin-audit .console=${e}></admin-audit>`},{path:`system`,title:`系统与备份`,least:`viewer`,show:e=>x`<admin-system .console=${e}></admin-system>`}]}],ar=ir.flatMap(e=>e.pages),$=class extends D{constructor(...e){super(...e),this.path=``,this.rest=``,this.opened=!1,this.renew=()=>this.requestUpdate(),this.escape=e=>{e.key===`Escape`&&(this.opened=!1)},this.go=()=>{let[,e=``,t=``]=/^#\/([a-z]*)(?:\/|(?=\?))?(.*)$/.exec(location.hash)??[],n=e!==this.path||t!==this.rest;this.path=e,this.rest=t,this.opened=!1,n&&this.hasUpdated&&this.updateComplete.then(()=>this.renderRoot.querySelector(`main`)?.focus()),window.scrollTo(0,0)},this.skip=()=>{this.renderRoot.querySelector(`main`)?.focus()}}static{this.styles=[...R,o` :host{display:grid;grid-template-columns:208px minmax(0,1fr);min-height:100dvh;color:var(--text);font:15px/1.6 var(--font);}aside{position:sticky;top:0;height:100dvh;padding:14px 10px;overflow-y:auto;border-right:1px solid var(--line);background:var(--surface);}.shop{padding:2px 12px 10px;font-weight:700;overflow-wrap:anywhere;}nav h2{margin:10px 12px 2px;color:var(--muted);font-size:12px;}nav ul{margin:0;padding:0;list-style:none;}nav a{display:flex;align-items:center;min-height:32px;padding:3px 12px;border-radius:var(--radius-small);color:var(--text);text-decoration:none;}nav a:hover{background:var(--sunken);}nav a[aria-current]{background:var(--accent-soft);color:var(--accent-strong);font-weight:600;}nav .tag{margin-left:auto;}.who{display:grid;gap:4px;margin-top:16px;padding:12px;border-top:1px solid var(--line);}header{display:none;}.draft{position:sticky;top:0;z-index:10;display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;padding:8px 28px;border-bottom:1px solid var(--line);background:var(--warn-soft);color:var(--warn);}.draft a{color:inherit;font-weight:600;}main{width:100%;max-width:1120px;padding:24px 28px 60px;}main:focus{outline:0;}.skips{position:absolute;}.skip{position:absolute;left:-999px;}.skip:focus{left:12px;top:8px;z-index:30;padding:8px 12px;background:var(--surface);}@media (max-width:860px){:host{display:block;}header{position:sticky;top:0;z-index:20;display:flex;align-items:center;gap:4px;padding:6px 8px;border-bottom:1px solid var(--line);background:var(--surface);}header strong{flex:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}aside{position:fixed;inset:0 auto 0 0;z-index:25;width:min(280px,84vw);box-shadow:var(--shadow-high);}aside:not(.opened){display:none;}.shade{position:fixed;inset:0;z-index:24;border:0;background:rgb(20 12 5 / 45%);}nav a{min-height:42px;}.draft{position:static;padding:8px 14px;}main{padding:16px 14px 60px;}}`]}connectedCallback(){super.connectedCallback(),window.addEventListener(`hashchange`,this.go),this.console.addEventListener(`change`,this.renew),this.addEventListener(`keydown`,this.escape),this.go()}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`hashchange`,this.go),this.console.removeEventListener(`change`,this.renew)}may(e){return e===`viewer`||(e===`agent`?this.console.isAgent:this.console.isOwner)}get page(){let{console:e}=this,t=this.path||(e.working?.live===null&&e.isOwner?`guide`:``);return ar.find(e=>e.path===t&&this.may(e.least))??ar[0]}render(){let{page:e,console:t}=this;return document.title=`${e.title} · 店铺后台`,x`<nav class="skips" aria-label="快捷"><button class="skip" @click=${this.skip}>跳到内容</button></nav>
      <header>
        <button class="icon" aria-label="打开菜单" aria-expanded=${this.opened?`true`:`false`} @click=${()=>this.opened=!0}>${Ze(`menu`)}</button>
        <strong>${t.working?.shop_name||`店铺后台`}</strong>
      </header>
      ${this.opened?x`<button class="shade" aria-label="关闭菜单" @click=${()=>this.opened=!1}></button>`:C}
      <aside class=${this.opened?`opened`:``}>
        <div class="shop">${t.working?.shop_name||`店铺后台`}</div>
        ${this.ways(e)}
        <div class="who small">
          <span>${t.me.display_name} <span class="tag">${$e[t.me.role]}</span></span>
          ${t.isAgent?x`<a href="/desk">客服工作台</a>`:C}
          <a href="/" target="_blank" rel="noopener">顾客聊天页</a>
          <button class="textlink" @click=${()=>this.dispatchEvent(new CustomEvent(`leave`))}>退出登录</button>
        </div>
      </aside>
      <div>
        ${this.draft()}
        <main id="main" tabindex="-1">${_t(`${e.path}${this.rest}`,e.show(t,this.rest))}</main>
      </div>`}ways(e){let t=this.console.working?.changes??0;return x`<nav aria-label="主菜单">
      ${ir.map(n=>{let r=n.pages.filter(e=>this.may(e.least));return x`${n.title?x`<h2>${n.title}</h2>`:C}
          <ul>
            ${r.map(n=>x`<li>
                <a href="#/${n.path}" aria-current=${n===e?`page`:C} @click=${()=>this.opened=!1}
                  >${n.title}${n.path===`publish`&&t?x`<span class="tag warn">${t}</span>`:C}</a
                >
              </li>`)}
          </ul>`})}
    </nav>`}draft(){let{working:e}=this.console;return!e?.changes||e.live===null||this.page.path===`publish`?C:x`<div class="draft" role="status">有 ${e.changes} 处修改还没有发布,顾客看不到。<a href="#/publish">去发布</a></div>`}};M([O({attribute:!1})],$.prototype,`console`,void 0),M([k()],$.prototype,`path`,void 0),M([k()],$.prototype,`rest`,void 0),M([k()],$.prototype,`opened`,void 0);function or(e){if(!e.startsWith(`?`))return``;try{return decodeURIComponent(e.slice(1))}catch{return``}}customElements.define(`admin-shell`,$);var sr=1,cr=20,lr=class extends D{constructor(...e){super(...e),this.me=null,this.known=!1,this.console=null,this.api=new Ke({onSignedOut:()=>this.leave(),timeoutS:60})}connectedCallback(){super.connectedCallback(),this.meet()}render(){return this.known?x`${this.console?x`<admin-shell .console=${this.console} @leave=${()=>void this.signOut()}></admin-shell>`:x`<xe-login heading="店铺后台" .api=${this.api} .me=${this.me} @signed-in=${e=>void this.enter(e.detail)}></xe-login>`}
      <xe-toasts></xe-toasts>`:C}async meet(){for(let e=sr;!this.known;e=Math.min(e*2,cr))try{let e=await tt(this.api);e&&await this.enter(e),this.known=!0}catch{await new Promise(t=>setTimeout(t,e*1e3))}}async enter(e){let t=new dt(this.api,e,()=>this.renderRoot.querySelector(`xe-toasts`));this.me=e,await t.refresh(),this.console=t}leave(){this.console=null,this.me=null}async signOut(){await this.console?.attempt(()=>it(this.api)),this.leave(),location.hash=``}};M([k()],lr.prototype,`me`,void 0),M([k()],lr.prototype,`known`,void 0),M([k()],lr.prototype,`console`,void 0),customElements.define(`xiaoer-admin`,lr);export{D as a,o as c,O as i,a as l,We as n,C as o,k as r,x as s,M as t};