// One function for each kind of page. It answers with what to show, the title and description of the document, and the
// topic that the form below is about.
import { Trouble, article, ask, text } from './content.js';
import { body, contents, day, element, found, heading, home, link, list, month, notice, patient, phones, section } from './parts.js';

const LATEST = 4;
const ARCHIVE = 10;
const wide = (...children) => element('div', { className: 'wrap sections' }, ...children);
const except = (items, slug) => items.filter(item => item.slug !== slug);

async function front() {
  const [page, pages, news, stories] = await Promise.all([article('pages', 'home'), ask('/pages', { limit: 100 }), ask('/news', { limit: LATEST }), ask('/stories')]);
  const hero = heading(page.title, page.summary, { given: page.language });
  hero.append(element('p', { className: 'actions' },
    link('#request', text('request'), 'button'), link(`${home}/contacts`, text('contacts'), 'button quiet')));
  return {
    ...page,
    title: null,
    description: page.summary,
    show: [notice(page), element('div', { className: 'hero' }, hero),
      element('div', { className: 'wrap columns' }, body(page), element('aside', {}, office(page.contacts))),
      wide(section(text('pages.more'), except(pages.items, 'home'), '', 'cards'),
        section(text('news'), news.items.slice(0, LATEST), '/news', 'news', { all: text('news.all') }),
        section(text('stories'), stories.items, '/stories', 'cards', { all: text('stories.all') }))],
  };
}

async function page(slug) {
  const page = await article('pages', slug);
  const prose = body(page);
  return {
    ...page,
    description: page.summary,
    show: [notice(page), heading(page.title, page.summary, { given: page.language }),
      element('div', { className: 'wrap columns' }, prose, element('aside', {}, contents(prose), duration(page),
        section(text('news.of-topic'), page.news, '/news', 'news', { above: page.topic?.label, all: text('news.all') }))),
      wide(section(text('stories'), page.stories, '/stories', 'cards', { above: page.topic?.label, all: text('stories.all') }))],
  };
}

function duration({ duration: time, language: given }) {
  return time ? element('section', { className: 'fact' }, element('h2', {}, text('duration')),
    element('p', { lang: given.given, dir: given.direction }, time)) : null;
}

const asked = () => Object.fromEntries(new URLSearchParams(location.search));

/** A month as content-service wants it: its first and its last day. */
function days(value) {
  if (!/^\d{4}-\d\d$/.test(value ?? '')) return {};
  const [year, number] = value.split('-').map(Number);
  return { from: `${value}-01`, until: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** A month at a time or a topic, and what is older on request: the address says all that is chosen. */
async function archive() {
  const { topic = '', month: chosen = '' } = asked();
  const wanted = { ...(topic ? { topic } : {}), ...days(chosen), limit: ARCHIVE };
  const first = await ask('/news', wanted);
  const items = list(first.items, '/news', 'news archive', 'h2');
  return {
    title: text('news'),
    description: text('news.lead'),
    show: [heading(text('news'), text('news.lead')),
      wide(choice(first.counts, topic, chosen), first.items.length ? items : element('p', {}, text('news.none')),
        older(first, wanted, items))],
  };
}

function choice({ topics, months }, topic, chosen) {
  const option = (value, label, count, selected) => element('option', { value, selected: value === selected }, count ? `${label} (${count})` : label);
  return element('form', { className: 'choice' },
    field('topic', text('archive.topic'), option('', text('archive.all'), 0, topic),
      ...topics.map(({ slug, label, count }) => option(slug, label, count, topic))),
    field('month', text('archive.month'), option('', text('archive.all'), 0, chosen),
      ...Object.entries(months).map(([value, count]) => option(value, month(value), count, chosen))),
    element('button', { className: 'button quiet' }, text('archive.show')));
}

const field = (name, label, ...options) => element('label', {}, element('span', {}, label), element('select', { name }, ...options));

function older({ next }, wanted, items) {
  if (!next) return null;
  const button = element('button', { type: 'button', className: 'button quiet', onclick: async () => {
    const more = await ask('/news', { ...wanted, after: next });
    const added = [...list(more.items, '/news', 'news archive', 'h2').children];
    items.append(...added);
    added[0]?.querySelector('a').focus();
    const further = older(more, wanted, items);
    further ? button.replaceWith(further) : button.remove();
  } }, text('archive.older'));
  return button;
}

async function search() {
  const { q = '' } = asked();
  const box = document.querySelector('.search input');
  box.value = q;
  if (!q.trim()) return { title: text('search'), show: [heading(text('search'), text('search.start')), wide()] };
  const { items, total } = await ask('/search', { q: q.slice(0, 200) });
  const lead = total ? text('search.count', { count: total }) : text('search.none', { query: q });
  return {
    title: `${text('search')}: ${q}`,
    show: [heading(text('search'), lead),
      wide(element('ul', { className: 'items news found' }, ...items.map(found)))],
  };
}

async function newsItem(slug) {
  const item = await article('news', slug);
  const more = await ask('/news', item.topic ? { topic: item.topic.slug } : {});
  const above = element('p', { className: 'above' }, link(`${home}/news`, text('news')), ' ', day(item.date));
  return {
    ...item,
    description: item.summary,
    show: [notice(item), heading(item.title, item.summary, { given: item.language, above }),
      element('div', { className: 'wrap columns' }, body(item), element('aside', {},
        section(text('news.more'), except(more.items, slug).slice(0, LATEST), '/news', 'news', { all: text('news.all') })))],
  };
}

async function stories() {
  const { items } = await ask('/stories');
  return {
    title: text('stories'),
    description: text('stories.lead'),
    show: [heading(text('stories'), text('stories.lead')),
      wide(items.length ? list(items, '/stories', 'cards', 'h2') : element('p', {}, text('stories.none')))],
  };
}

async function story(slug) {
  const [item, all] = await Promise.all([article('stories', slug), ask('/stories')]);
  const above = element('p', { className: 'above' }, link(`${home}/stories`, text('stories')));
  const head = heading(item.title, item.summary, { given: item.language, above });
  head.append(patient(item.patient, item.language));
  return {
    ...item,
    description: item.summary,
    show: [notice(item), head, element('div', { className: 'wrap columns' }, body(item), element('aside', {},
      section(text('stories'), except(all.items, slug), '/stories', 'news', { all: text('stories.all') })))],
  };
}

function office({ place, hours }) {
  return element('section', { className: 'fact office' }, element('h2', {}, text('contacts')), element('dl', {},
    element('dt', {}, text('phones')), element('dd', {}, phones()),
    element('dt', {}, text('hours')), element('dd', {}, hours),
    element('dt', {}, text('place')), element('dd', {}, place)));
}

async function contacts() {
  const contacts = await ask('/contacts');
  return {
    title: text('contacts'),
    description: text('contacts.lead'),
    show: [heading(text('contacts'), text('contacts.lead')),
      wide(office(contacts), element('p', {}, link('#request', text('write'), 'button')))],
  };
}

/** Says what is wrong in the visitor's language, with the phone line, which came with the page itself. */
export function trouble(kind) {
  const next = {
    missing: () => link(home, text('home'), 'button'),
    failure: () => element('button', { type: 'button', className: 'button', onclick: () => location.reload() }, text('again')),
    unknown: languages,
  };
  return {
    title: text(`${kind}.title`),
    show: [element('div', { className: 'trouble wrap' }, element('h1', {}, text(`${kind}.title`)),
      element('p', { className: 'lead' }, text(`${kind}.text`)), phones(),
      element('div', { className: 'actions' }, next[kind]()))],
  };
}

function languages() {
  const all = document.querySelector('.top .languages ul').cloneNode(true);
  all.className = 'others';
  all.querySelectorAll('a').forEach(one => one.className = 'button quiet');
  return all;
}

// Maps, for an object has more names than were put into it.
const sections = new Map([['news', [archive, newsItem]], ['stories', [stories, story]]]);
const own = new Map([['home', front], ['contacts', contacts], ['search', search]]);

/** @param path the parts of the address after the language */
export async function view(path) {
  const [first = 'home', second, ...more] = path;
  if (more.length) throw new Trouble('missing');
  if (sections.has(first)) return sections.get(first)[second === undefined ? 0 : 1](second);
  if (second !== undefined) throw new Trouble('missing');
  return own.has(first) ? own.get(first)() : page(first);
}
