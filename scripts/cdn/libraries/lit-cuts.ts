/** A piece of a library's minified code, and what takes its place. */
export type Cut = readonly [piece: string, instead: string];

interface Cuts {
  /** The version whose code this was written for. */
  readonly version: string;
  readonly cuts: readonly Cut[];
}

/**
 * What the elements do not use of Lit, and no bundler can see, by package. What a page may ask of any element of Lit's is
 * there: `updateComplete`, `requestUpdate()`, `addController()`, …
 */
export const LIT_CUTS: Readonly<Record<string, Cuts>> = {
  'lit-html': {
    version: '3.3.3',
    cuts: [
      // Templates of SVG and MathML, and compiled ones.
      [
        'x=t=>(i,...s)=>({_$litType$:t,strings:i,values:s}),b=x(1),w=x(2),T=x(3),',
        'b=(t,...i)=>({_$litType$:1,strings:t,values:i}),',
      ],
      ['T as mathml,', ''],
      [',w as svg', ''],
      ['l=2===i?"<svg>":3===i?"<math>":"",', 'l="",'],
      ['+(2===i?"</svg>":3===i?"</math>":"")', ''],
      [',2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}for(', ';for('],
      ['if(this.el=S.createElement(f,e)', 'this.el=S.createElement(f,e)'],
      [
        'e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);',
        'e=this._$AC(t);',
      ],
      // Values in comments, in place of tags' names, and in elements whose content is no markup.
      [
        'v=/<(?:(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$))/g,_=/-->/g,m=/>/g,',
        'v=/<\\/?[a-zA-Z][^>\\s]*/g,',
      ],
      [
        'c===v?"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p):',
        'c===v?c=p:',
      ],
      ['c===_||c===m?c=v:(c=p,n=void 0)', '(c=p)'],
      ['(c=n??v,d=-1)', '(c=v,d=-1)'],
      ['y=/^(?:script|style|textarea|title)$/i,', ''],
      [
        'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
        '',
      ],
      [
        'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}',
        'r.data===n&&d.push({type:2,index:l});',
      ],
      // Directives on elements.
      [
        'p=RegExp(`>|${f}(?:([^\\\\s"\'>=/]+)(${f}*=${f}*(?:[^ \\t\\n\\f\\r"\'\\`<>=]|("|\')|))|$)`,"g")',
        'p=/>|\\s([^\\s"\'>=/]+)(\\s*=\\s*(?:[^\\s"\'`<>=]|("|\')|))/g',
      ],
      ['f="[ \\t\\n\\f\\r]",', ''],
      ['void 0===u[1]?d=-2:(d=c.lastIndex', '(d=c.lastIndex'],
      ['s+o+(-2===d?i:x)', 's+o+x'],
      ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));', ''],
      [
        '1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t))',
        'i=new r.ctor(h,r.name,r.strings,this,t)',
      ],
      [
        'class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}',
        '',
      ],
      // Directives as values of attributes, properties and listeners.
      [
        'function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;',
        'function M(t,i,s=t){if(i===E)return i;let h=s._$Cl;',
      ],
      [
        'void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}',
        's._$Cl=h=o&&new o(t),h?._$AT(t,s)),h?M(t,h._$AS(t,i.values),h):i}',
      ],
      ['if(void 0===h)t=M(this,t,i,0),o=!a(t)', 'if(void 0===h)o=!a(t)'],
      ['r=M(this,e[s+n],i,n),r===E&&', 'r=e[s+n],r===E&&'],
      ['(t=M(this,t,i,0)??A)===E', '(t??=A)===E'],
      ['_$AI(t,i=this,s,e){const h=this.strings', '_$AI(t,i,s,e){const h=this.strings'],
      ['_$AI(t,i=this){if((t', '_$AI(t){if((t'],
      // Objects as listeners, and options of theirs.
      [
        'e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&',
        'e=t===A&&s!==A,h=t!==A&&s===A;e&&',
      ],
      ['(this.name,this,s),h&&', '(this.name,this),h&&'],
      ['(this.name,this,t),this._$AH=t', '(this.name,this),this._$AH=t'],
      [
        '"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)',
        'this._$AH.call(this.options.host,t)',
      ],
      // What other packages of Lit's look up, and polyfills.
      [
        'j={M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z},B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");',
        'j={I:k};',
      ],
      ['get parentNode(){return this._$AM.parentNode}', ''],
      [
        'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}',
        '',
      ],
      ['get endNode(){return this._$AB}', ''],
      ['get tagName(){return this.element.tagName}', ''],
      // Kinds of parts, by which directives refuse some.
      ['this.type=2,', ''],
      ['constructor(){super(...arguments),this.type=3}', ''],
      ['constructor(){super(...arguments),this.type=4}', ''],
      ['constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}', ''],
      [
        'void 0!==s&&(void 0!==s.strings?(s._$AI(t,s,i),i+=s.strings.length-2):s._$AI(t[i]))',
        'void 0!==s.strings?(s._$AI(t,s,i),i+=s.strings.length-2):s._$AI(t[i])',
      ],
      // Whether what is rendered is in the page, which only asynchronous directives ask.
      ['h?._$AO?.(!1),', ''],
      ['this._$AV=[],this._$AN=void 0,', 'this._$AV=[],'],
      ['this._$AH=A,this._$AN=void 0,this._$AA', 'this._$AH=A,this._$AA'],
      ['this._$AH=A,this._$AN=void 0,this.element', 'this._$AH=A,this.element'],
      ['get _$AU(){return this._$AM._$AU}u(', 'u('],
      ['get _$AU(){return this._$AM?._$AU??this._$Cv}', ''],
      ['get _$AU(){return this._$AM._$AU}constructor(t,i,s,e,h){this.type=1,', 'constructor(t,i,s,e,h){'],
      [',this._$Cv=e?.isConnected??!0', ''],
      ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}', ''],
      ['for(this._$AP?.(!1,!0,s);', 'for(;'],
      // Rendering before a node that is there, and for another document.
      ['(t?.creationScope??l).importNode', 'l.importNode'],
      [
        'const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}',
        'let h=i._$litPart$;if(void 0===h){i._$litPart$=h=new k(i.appendChild(c()),null,void 0,s)}',
      ],
    ],
  },
  'reactive-element': {
    version: '2.1.2',
    cuts: [
      // Attributes for lists and objects, and converters of an element's own.
      [
        'toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t}',
        'toAttribute:(t,s)=>s===Boolean?t?"":null:t',
      ],
      [
        'fromAttribute(t,s){let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i}',
        'fromAttribute:(t,s)=>s===Boolean?null!==t:s===Number&&null!==t?Number(t):t',
      ],
      [',c=a.trustedTypes,l=c?c.emptyScript:"",p=a.reactiveElementPolyfillSupport,', ','],
      ['(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute', 'u.toAttribute'],
      [
        ',h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.from',
        ';this._$Em=e;const r=u.from',
      ],
      // Accessors that are decorated, or none.
      [
        'if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}',
        'this._$Ei(),this.elementProperties.set(t,s);const i=Symbol();e(this.prototype,t,{get(){return this[i]},set(e){const h=this[i];this[i]=e,this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0})}',
      ],
      [',wrapped:h},r){', '}){'],
      ['(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)', '(this._$Ej.set(t,s??this[t]),!0)'],
      [
        'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
        '',
      ],
      // Properties that are declared without a decorator, or with one of the standard's.
      [
        'if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
        'this.finalized=!0,this._$Ei();',
      ],
      ['getOwnPropertyDescriptor:h,getOwnPropertyNames:r,getOwnPropertySymbols:o,', ''],
      [
        'b={attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f}',
        'b={__proto__:null}',
      ],
      ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
      ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
      [',void 0!==t.l&&(this.l=[...t.l])', ''],
      [',this.constructor.l?.forEach(t=>t(this))', ''],
      // A comparison of an element's own.
      ['(i.hasChanged??f)(h,s)', 'f(h,s)'],
      // Names that another compiler would change.
      [',d=(t,s)=>t,', ','],
      ['d("elementProperties")))', '"elementProperties"))'],
      ['d("finalized")))', '"finalized"))'],
      ['y[d("elementProperties")]', 'y.elementProperties'],
      ['y[d("finalized")]', 'y.finalized'],
      // Styles for browsers without style sheets of a shadow root's own.
      [
        'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
        'return[...new Set([s??[]].flat(1/0).reverse())].reverse()',
      ],
      [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', ''],
    ],
  },
  'lit-element': {
    version: '4.2.2',
    cuts: [
      // Options of rendering, which this package's own base class has, and what rendering gives back.
      ['constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}', ''],
      ['this._$Do=e(r', 'e(r'],
      // Content that is there before the first rendering.
      [
        'createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}',
        '',
      ],
      ['this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),', ''],
      [
        'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
        '',
      ],
      // What other packages of Lit's look up, and polyfills.
      [
        ',i["finalized"]=!0,s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});const n={_$AK:(t,e,r)=>{t._$AK(e,r)},_$AL:t=>t._$AL};',
        ';',
      ],
      [',n as _$LE', ''],
    ],
  },
};
