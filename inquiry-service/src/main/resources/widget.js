/*
 * <inquiry-form form="request-info" lang="ar" topic="general">Fallback content, shown until this script runs.</inquiry-form>
 *
 * Renders the form from its definition, so that labels, errors and phone lines come from the service in the requested
 * language. Typed text stays in this tab's session storage until the service has confirmed the inquiry.
 */
const SERVICE = new URL(import.meta.url).origin;
const TIMEOUT = 20_000;
const MAX_PAUSE = 60;

// An adopted style sheet: a Content-Security-Policy without unsafe-inline allows it.
const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; }
  * { box-sizing: border-box; }
  .form {
    --ink: var(--inquiry-ink, light-dark(#1c2733, #e9eef3));
    --quiet: var(--inquiry-quiet, light-dark(#4d5b69, #b3bfca));
    --paper: var(--inquiry-paper, light-dark(#fff, #1a222b));
    --line: var(--inquiry-line, light-dark(#7d8a97, #7f8d9b));
    --accent: var(--inquiry-accent, light-dark(#0b5c8c, #7cc4f2));
    --on-accent: var(--inquiry-on-accent, light-dark(#fff, #0b1a26));
    --wrong: var(--inquiry-wrong, light-dark(#a3181f, #ff9d97));
    --wrong-ground: var(--inquiry-wrong-ground, light-dark(#fdf0ef, #33191a));
    --radius: var(--inquiry-radius, .5rem);
    color: var(--ink);
    background: var(--paper);
    font: var(--inquiry-font, 1.0625rem/1.55 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif);
  }
  .form:lang(ar) { line-height: 1.75; }
  h2 { margin: 0 0 .5rem; font-size: 1.25em; line-height: 1.4; }
  p { margin: .5rem 0; }
  a { color: var(--accent); }
  .quiet, small { color: var(--quiet); font-size: .9em; }
  .field { margin-block-start: 1.25rem; }
  .wrong { padding-inline-start: .8rem; border-inline-start: .25rem solid var(--wrong); }
  label { display: block; margin-block-end: .35rem; font-weight: 600; }
  label small { font-weight: 400; }
  .error { margin: 0 0 .35rem; color: var(--wrong); font-weight: 600; }
  input, textarea, select, button { font: inherit; }
  textarea, select, input:not([type=checkbox]) {
    display: block; inline-size: 100%; min-block-size: 2.9rem; padding: .55rem .75rem;
    color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius);
  }
  [dir=rtl] input[dir=ltr] { text-align: right; }
  textarea { resize: vertical; }
  .field [aria-invalid] { border-color: var(--wrong); border-width: 2px; }
  .box { display: flex; gap: .75rem; align-items: flex-start; font-weight: 400; }
  .box input { flex: none; inline-size: 1.5rem; block-size: 1.5rem; margin: .1rem 0 0; accent-color: var(--accent); }
  button {
    inline-size: 100%; min-block-size: 3.1rem; margin-block-start: 1.75rem; color: var(--on-accent);
    background: var(--accent); border: 2px solid transparent; border-radius: var(--radius); font-weight: 600; cursor: pointer;
  }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .notice {
    margin-block: 1.25rem; padding: 1rem 1.1rem; border: 1px solid var(--wrong); border-inline-start-width: .4rem;
    border-radius: var(--radius); background: var(--wrong-ground);
  }
  .notice ul { margin: 0; padding-inline-start: 1.25rem; }
  .notice a { color: var(--wrong); }
  .form ul.lines { padding: 0; list-style: none; font-size: 1.15em; font-weight: 600; }
  .reference { font-size: 1.5em; font-weight: 600; letter-spacing: .04em; }
  .aside { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
`);

/** Creates an element with listeners, children and attributes, except those that are null or false. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** crypto.randomUUID does not exist on pages without HTTPS. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

class InquiryForm extends HTMLElement {
  static observedAttributes = ['form', 'lang', 'topic'];
  #definition;
  #draft;
  #root;
  #timer;
  #drawing = 0;

  connectedCallback() {
    this.#draw(0);
    addEventListener('online', this.#online);
  }

  disconnectedCallback() {
    this.#drawing++;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#online);
  }

  attributeChangedCallback(name, before, after) {
    if (this.#root && before !== after) this.#draw(0);
  }

  get #name() {
    return this.getAttribute('form');
  }

  /** The lang attribute of this element or, as in HTML, of its nearest ancestor that has one. */
  get #language() {
    return this.closest('[lang]')?.lang ?? '';
  }

  /** Until the definition is loaded, the fallback content stays visible. */
  async #draw(tries) {
    const drawing = ++this.#drawing;
    clearTimeout(this.#timer);
    try {
      const answer = await fetch(`${SERVICE}/forms/${this.#name}?lang=${encodeURIComponent(this.#language)}`,
        { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(TIMEOUT) });
      if (answer.status === 404) return console.error(`<inquiry-form>: the service has no form "${this.#name}"`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const definition = await answer.json();
      if (drawing === this.#drawing) this.#show(definition);
    } catch {
      if (drawing === this.#drawing) this.#timer = setTimeout(() => this.#draw(tries + 1), pause(tries) * 1000);
    }
  }

  #show(definition) {
    this.#definition = definition;
    this.#draft = { key: newKey(), started: definition.started, values: {}, ...this.#stored() };
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [STYLE];
    }
    this.#root = make('div', { class: 'form', lang: definition.language, dir: definition.dir });
    this.shadowRoot.replaceChildren(this.#root);
    this.#root.append(this.#form());
  }

  #text(key) {
    return this.#definition.texts[key];
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  get #fields() {
    return this.#definition.fields.filter(field => field.kind !== 'hidden'
      || field.name === 'topic' && !this.getAttribute('topic'));
  }

  #form() {
    return make('form', { novalidate: true, submit: event => this.#submit(event), input: () => this.#keep() },
      make('div', { class: 'messages' }),
      make('p', { class: 'quiet' }, this.#text('emergency')),
      make('div', { class: 'fields' }, ...this.#fields.map(field => this.#field(field)), this.#honeypot()),
      make('button', {}, this.#text('send')),
      make('p', { class: 'quiet', role: 'status' }));
  }

  #field(field) {
    const id = `field-${field.name}`;
    const control = this.#control(field, id);
    const hint = field.name === 'email' ? make('p', { id: 'contact', class: 'quiet' }, this.#text('contact')) : null;
    if (hint) control.setAttribute('aria-describedby', 'contact');
    const optional = !field.required && !['email', 'phone', 'topic'].includes(field.name);
    const label = field.kind === 'checkbox'
      ? make('label', { class: 'box', for: id }, control,
        make('span', {}, field.name === 'consent' ? this.#definition.consent : field.label))
      : make('label', { for: id }, field.label, optional ? make('small', {}, ` (${this.#text('optional')})`) : null);
    return make('div', { class: 'field' }, hint, label, field.kind === 'checkbox' ? null : control);
  }

  #control(field, id) {
    const value = this.#draft.values[field.name] ?? '';
    const common = { id, name: field.name, required: field.required };
    if (field.kind === 'checkbox') return make('input', { ...common, type: 'checkbox', checked: value === true });
    if (field.kind === 'choice' || field.kind === 'hidden') return this.#select(field, common, value);
    if (field.kind === 'long-text') return make('textarea', { ...common, rows: 7, dir: 'auto' }, value);
    const types = { email: 'email', phone: 'tel', date: 'date' };
    return make('input', { ...common, value, type: types[field.kind] ?? 'text', dir: field.kind === 'text' ? 'auto' : 'ltr',
      inputmode: field.kind === 'number' ? 'decimal' : null,
      autocomplete: { name: 'name', email: 'email', phone: 'tel' }[field.name] ?? null });
  }

  #select(field, attributes, value) {
    const choices = field.kind === 'hidden' ? this.#definition.topics : field.choices;
    const chosen = value || (field.kind === 'hidden' ? Object.keys(choices).at(-1) : '');
    const options = Object.entries(choices).map(([choice, label]) =>
      make('option', { value: choice, selected: choice === chosen }, label));
    return make('select', attributes,
      field.kind === 'hidden' ? null : make('option', { value: '' }, this.#text('choose')), ...options);
  }

  /** Honeypot, as in the hosted form. */
  #honeypot() {
    return make('div', { class: 'aside', 'aria-hidden': 'true' }, make('label', { for: 'aside' }, this.#text('trap')),
      make('input', { id: 'aside', name: '_remarks', tabindex: -1, autocomplete: 'off', 'data-1p-ignore': true,
        'data-bwignore': true, 'data-lpignore': 'true' }));
  }

  #values() {
    const values = {};
    for (const control of this.#root.querySelectorAll('[name]')) {
      const value = control.type === 'checkbox' ? control.checked : control.value;
      if (value) values[control.name] = value;
    }
    return values;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#find('.fields').inert && !this.#timer) return;
    const values = this.#values();
    const found = this.#findErrors(values);
    return found.length ? this.#showErrors(found) : this.#send(0);
  }

  /** The errors that can be found here; the service reports all others with the same texts. */
  #findErrors(values) {
    const found = [];
    for (const { name, required, maxLength, errors } of this.#fields) {
      const value = values[name];
      if (!value && required) found.push({ field: name, message: errors.required });
      else if (name === 'email' && !value && !values.phone) found.push({ field: name, message: this.#text('error.contact') });
      else if (typeof value === 'string' && [...value].length > maxLength) found.push({ field: name, message: errors['too-long'] });
    }
    return found;
  }

  async #send(tries) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#busy(true, this.#text('sending'));
    const answer = await this.#post().catch(() => null);
    if (answer?.status === 202) return this.#thank(await answer.json());
    if (!answer || answer.status === 429 || answer.status >= 500) {
      return this.#wait(tries, Number(answer?.headers.get('Retry-After')) || 0);
    }
    const problem = await answer.json().catch(() => ({}));
    this.#busy(false, '');
    return problem.errors ? this.#showErrors(problem.errors) : this.#failed(problem.title ?? this.#text('problem.title'));
  }

  #post() {
    const topic = this.getAttribute('topic');
    const page = this.getAttribute('page') ?? location.href.split('#')[0].slice(0, 2000);
    const body = { ...(topic && { topic }), page, ...this.#values(), language: this.#definition.language,
      _started: this.#draft.started };
    return fetch(`${SERVICE}/forms/${this.#name}/inquiries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': this.#draft.key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
  }

  /** The inquiry may have arrived: retrying with the same key and content, locked meanwhile, does not duplicate it. */
  #wait(tries, seconds) {
    if (!this.isConnected) return;
    if (!this.#find('.waiting')) {
      this.#say(make('div', { class: 'notice waiting', role: 'alert' }, make('p', {}, this.#text('waiting')), this.#lines()));
    }
    this.#busy(true, '');
    this.#find('button').textContent = this.#text('send-again');
    this.#timer = setTimeout(() => this.#send(tries + 1), Math.max(seconds, pause(tries)) * 1000);
  }

  #online = () => {
    if (this.#timer && this.#root) this.#send(0);
    else if (this.#timer) this.#draw(0);
  };

  #busy(busy, status) {
    this.#find('form').ariaBusy = busy;
    this.#find('.fields').inert = busy;
    this.#find('[role=status]').textContent = status;
  }

  #showErrors(found) {
    this.#clear();
    const items = found.map(({ field, message }) => {
      const control = this.#mark(field, message);
      const label = this.#definition.fields.find(known => known.name === field)?.label ?? field;
      return make('li', {}, control
        ? make('a', { href: `#${control.id}`, click: event => { event.preventDefault(); control.focus(); } }, `${label}: ${message}`)
        : `${label}: ${message}`);
    });
    this.#say(make('div', { class: 'notice', role: 'alert', tabindex: -1 },
      make('h2', {}, this.#text('summary')), make('ul', {}, ...items)));
    this.#find('.notice').focus();
  }

  /** Shows an error next to the field's control, if the field is visible. */
  #mark(name, message) {
    const control = this.#find(`#${CSS.escape(`field-${name}`)}`);
    if (!control) return null;
    const id = `${control.id}-error`;
    const box = control.closest('.field');
    box.classList.add('wrong');
    box.querySelector('label').before(make('p', { id, class: 'error' }, message));
    control.ariaInvalid = 'true';
    control.setAttribute('aria-describedby', name === 'email' ? `${id} contact` : id);
    return control;
  }

  #clear() {
    this.#find('.messages').replaceChildren();
    this.#find('button').textContent = this.#text('send');
    for (const error of this.#root.querySelectorAll('.error')) error.remove();
    for (const box of this.#root.querySelectorAll('.wrong')) box.classList.remove('wrong');
    for (const control of this.#root.querySelectorAll('[aria-invalid]')) {
      control.ariaInvalid = null;
      if (control.name === 'email') control.setAttribute('aria-describedby', 'contact');
      else control.removeAttribute('aria-describedby');
    }
  }

  #failed(title) {
    this.#clear();
    this.#say(make('div', { class: 'notice', role: 'alert', tabindex: -1 }, make('p', {}, title),
      make('p', {}, this.#text('call')), this.#lines()));
    this.#find('.notice').focus();
  }

  #say(message) {
    this.#find('.messages').replaceChildren(message);
  }

  #lines() {
    return make('ul', { class: 'lines' }, ...this.#definition.phones.map(phone =>
      make('li', {}, make('a', { href: `tel:${phone.dialled}`, dir: 'ltr' }, phone.number))));
  }

  #thank({ reference }) {
    this.#forget();
    this.#root.replaceChildren(
      make('h2', { tabindex: -1 }, this.#text('thanks.title')),
      make('p', {}, this.#text('thanks.next')),
      make('p', {}, this.#text('thanks.reference'), ': ', make('span', { class: 'reference', dir: 'ltr' }, reference)),
      make('p', { class: 'quiet' }, this.#text('thanks.keep')),
      make('p', {}, this.#text('call')),
      this.#lines());
    this.#find('h2').focus();
  }

  // Session storage may be disabled or full: then the form works without a saved draft.

  get #place() {
    return `inquiry-form ${this.#name} ${location.pathname}`;
  }

  #stored() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#place)) ?? {};
    } catch {
      return {};
    }
  }

  #keep() {
    this.#draft.values = this.#values();
    try {
      sessionStorage.setItem(this.#place, JSON.stringify(this.#draft));
    } catch { /* see above */ }
  }

  #forget() {
    try {
      sessionStorage.removeItem(this.#place);
    } catch { /* see above */ }
  }
}

/** Seconds until the next retry: exponential backoff from 2 to 60, with 20 % jitter. */
function pause(tries) {
  return Math.min(MAX_PAUSE, 2 ** (tries + 1)) * (0.8 + Math.random() * 0.4);
}

customElements.define('inquiry-form', InquiryForm);
