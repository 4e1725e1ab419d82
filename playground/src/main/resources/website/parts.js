// The pieces that pages are made of. All text goes in as text; only an article's body is HTML, which content-service
// has cleaned.
import { image, language, text } from './content.js';

// Not the language alone: dates in English differ by country, and browsers differ in the digits they take for Arabic.
const locale = text('format');
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const years = new Intl.NumberFormat(locale, { style: 'unit', unit: 'year', unitDisplay: 'long' });
const languages = new Intl.DisplayNames(language, { type: 'language' });

export const home = `/${language}`;

export function element(tag, properties = {}, ...children) {
  const { dataset, ...others } = properties;
  const made = Object.assign(document.createElement(tag), others);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

export const link = (href, label, className = '') => element('a', { href, className }, label);

/** Says in which language a text is where that is not the page's. */
export function inLanguage(made, given) {
  if (given?.fallback) Object.assign(made, { lang: given.given, dir: given.direction });
  return made;
}

const badge = given => given?.fallback ? element('span', { className: 'badge' }, languages.of(given.given)) : null;

export function notice({ language: given, stale }) {
  const said = given?.fallback ? text('fallback', { language: languages.of(given.given) }) : stale ? text('stale') : null;
  return said ? element('p', { className: 'notice wrap' }, said) : null;
}

export function phones() {
  const lines = document.querySelector('.top .phones').cloneNode(true);
  lines.removeAttribute('aria-label');
  return lines;
}

export function heading(title, lead, { given, above } = {}) {
  return element('header', { className: 'heading wrap' }, above ?? null,
    inLanguage(element('h1', {}, title), given),
    lead ? inLanguage(element('p', { className: 'lead' }, lead), given) : null);
}

export const day = date => element('time', { dateTime: date }, dates.format(new Date(date)));

export const month = value => months.format(new Date(`${value}-01`));

export function patient({ person, age, diagnosis }, given) {
  return element('p', { className: 'patient' }, element('strong', {}, element('bdi', {}, person)), `, ${years.format(age)}`,
    element('span', { className: 'diagnosis' }, inLanguage(element('span', {}, diagnosis), given)));
}

/** Put together in a template first, where nothing is loaded yet: its images lie with content-service. */
export function body({ html, language: given }) {
  const template = element('template', { innerHTML: html });
  template.content.querySelectorAll('img').forEach(one => one.src = image(one.getAttribute('src')));
  template.content.querySelectorAll('table').forEach(table => {
    const scroll = element('div', { className: 'table', tabIndex: 0 });
    table.replaceWith(scroll);
    scroll.append(table);
  });
  // Who reads a text that is not in their language stays in theirs when they follow its links.
  template.content.querySelectorAll(`a[href^="/${given.given}/"]`).forEach(a =>
    a.setAttribute('href', a.getAttribute('href').replace(/^\/[^/]+/, home)));
  return element('article', { className: 'prose', lang: given.given, dir: given.direction }, template.content);
}

export function contents(article) {
  const parts = [...article.querySelectorAll('h2')];
  return parts.length < 3 ? null : element('nav', { className: 'contents', ariaLabel: text('contents') },
    element('h2', {}, text('contents')),
    element('ul', { lang: article.lang, dir: article.dir },
      ...parts.map(part => element('li', {}, link(`#${part.id}`, part.textContent)))));
}

/** One item of a list: a page, a news item or a story. */
function card(item, folder, rank) {
  const { slug, title, summary, date, patient: who, language: given } = item;
  return element('li', { className: 'item' },
    date ? element('p', { className: 'when' }, day(date)) : null,
    who ? patient(who, given) : null,
    element(rank, {}, inLanguage(link(`${home}${folder}/${slug}`, title), given), badge(given)),
    inLanguage(element('p', {}, summary), given));
}

/** What was found, with an excerpt in which content-service has marked the words. */
export function found({ article: { kind, slug, title, date, language: given }, excerpt }) {
  const folder = kind === 'pages' ? '' : `/${kind}`;
  return element('li', { className: 'item' },
    element('p', { className: 'when' }, kind === 'pages' ? '' : text(kind), date ? ' · ' : '', date ? day(date) : ''),
    element('h2', {}, inLanguage(link(folder === '' && slug === 'home' ? home : `${home}${folder}/${slug}`, title), given), badge(given)),
    inLanguage(element('p', { innerHTML: excerpt }), given));
}

/** @param rank of the headings of its items */
export function list(items, folder, kind, rank) {
  return element('ul', { className: `items ${kind}` }, ...items.map(item => card(item, folder, rank)));
}

/** A part of a page with its heading, its items and the way to all of them; nothing where there are none. */
export function section(title, items, folder, kind, { above, all } = {}) {
  return items.length === 0 ? null : element('section', { className: `${kind}-part` },
    element('div', { className: 'section-heading' },
      element('h2', {}, title), above ? element('p', { className: 'above' }, above) : null),
    list(items, folder, kind, 'h3'),
    all ? element('p', { className: 'all' }, link(`${home}${folder}`, all)) : null);
}
