// Draws the page of this address, and fills in what the form sends along.
import { Trouble, ask, clinic, known, text } from './content.js';
import { element, home, inLanguage, link } from './parts.js';
import { trouble, view } from './views.js';

const page = document.getElementById('page');
const path = location.pathname.split('/').slice(2).filter(Boolean);

async function drawing() {
  if (!known) return trouble('unknown');
  try {
    return await view(path);
  } catch (problem) {
    if (!(problem instanceof Trouble)) console.error(problem);
    return trouble(problem.kind ?? 'failure');
  }
}

function draw({ title, description, topic, show, jsonLd }) {
  page.replaceChildren(...show.filter(Boolean));
  page.ariaBusy = 'false';
  document.title = title ? `${title} – ${clinic}` : clinic;
  if (description) document.querySelector('meta[name=description]').content = description;
  if (jsonLd) document.head.append(element('script', { type: 'application/ld+json', textContent: JSON.stringify(jsonLd) }));
  form(topic);
  // The place that the address names has only just come to be, or has moved.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** The token makes two clicks one inquiry. */
function form(topic) {
  if (topic) document.querySelector('inquiry-form').setAttribute('topic', topic.slug);
  const { elements } = document.querySelector('#request form');
  elements.topic.value = topic?.slug ?? '';
  elements.page.value = location.origin + location.pathname;
  elements.page.after(element('input', { type: 'hidden', name: '_token', value: crypto.randomUUID() }));
  const about = document.getElementById('about');
  about.hidden = !topic;
  about.textContent = topic ? text('form.about', { topic: topic.label }) : '';
}

/** The pages of the site stand between the front page and the rest; without content-service the rest still stands. */
async function menu() {
  const pages = known ? await ask('/pages', { limit: 100 }).catch(() => ({ items: [] })) : { items: [] };
  const own = pages.items.filter(({ slug }) => slug !== 'home').map(({ slug, title, language }) => [`/${slug}`, title, language]);
  const entries = [['', text('home')], ...own, ['/news', text('news')], ['/stories', text('stories')], ['/contacts', text('contacts')]];
  const here = known ? `/${path[0] ?? ''}`.replace(/^\/(home)?$/, '') : null;
  document.querySelector('#menu ul').replaceChildren(...entries.map(([to, label, given]) => {
    const made = link(home + to, inLanguage(element('span', {}, label), given));
    if (to === here) made.ariaCurrent = path.length > 1 ? 'true' : 'page';
    return element('li', {}, made);
  }));
}

menu();
draw(await drawing());
