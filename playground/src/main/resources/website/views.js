// One function for each kind of page. It answers with what to show, the title and description of the document, and the
// topic that the form below is about.
import { Trouble, article, ask, text } from './content.js';
import { body, contents, day, element, heading, home, link, list, notice, patient, phones, section } from './parts.js';

const LATEST = 4;
const wide = (...children) => element('div', { className: 'wrap sections' }, ...children);
const except = (items, slug) => items.filter(item => item.slug !== slug);

async function front() {
  const [page, pages, news, stories] = await Promise.all([article('pages', 'home'), ask('/pages'), ask('/news'), ask('/stories')]);
  const hero = heading(page.title, page.summary, { given: page.language });
  hero.append(element('p', { className: 'actions' },
    link('#request', text('request'), 'button'), link(`${home}/contacts`, text('contacts'), 'button quiet')));
  return {
    ...page,
    title: null,
    description: page.summary,
    show: [notice(page.language), element('div', { className: 'hero' }, hero),
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
    show: [notice(page.language), heading(page.title, page.summary, { given: page.language }),
      element('div', { className: 'wrap columns' }, prose, element('aside', {}, contents(prose), duration(page),
        section(text('news.of-topic'), page.news, '/news', 'news', { above: page.topic?.label, all: text('news.all') }))),
      wide(section(text('stories'), page.stories, '/stories', 'cards', { above: page.topic?.label, all: text('stories.all') }))],
  };
}

function duration({ duration: time, language: given }) {
  return time ? element('section', { className: 'fact' }, element('h2', {}, text('duration')),
    element('p', { lang: given.given, dir: given.direction }, time)) : null;
}

async function archive() {
  const { items } = await ask('/news');
  return {
    title: text('news'),
    description: text('news.lead'),
    show: [heading(text('news'), text('news.lead')),
      wide(items.length ? list(items, '/news', 'news archive', 'h2') : element('p', {}, text('news.none')))],
  };
}

async function newsItem(slug) {
  const item = await article('news', slug);
  const more = await ask('/news', item.topic ? { topic: item.topic.slug } : {});
  const above = element('p', { className: 'above' }, link(`${home}/news`, text('news')), ' ', day(item.date));
  return {
    ...item,
    description: item.summary,
    show: [notice(item.language), heading(item.title, item.summary, { given: item.language, above }),
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
    show: [notice(item.language), head, element('div', { className: 'wrap columns' }, body(item), element('aside', {},
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

const sections = { news: [archive, newsItem], stories: [stories, story] };

/** @param path the parts of the address after the language */
export async function view(path) {
  const [first = 'home', second, ...more] = path;
  if (more.length) throw new Trouble('missing');
  if (sections[first]) return sections[first][second === undefined ? 0 : 1](second);
  if (second !== undefined) throw new Trouble('missing');
  return first === 'home' ? front() : first === 'contacts' ? contacts() : page(first);
}
