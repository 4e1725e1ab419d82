// Whatever comes from a mail is put in as text, never as markup; its HTML is shown in a sandbox with a policy of its own.
const LOOK_EVERY = 2000;
const PAGE = 50;

const $ = id => document.getElementById(id);
const seen = new Set();
let limit = PAGE;
let shown = null; // the mail that is open
let asked = 0; // answers to an older question are dropped
let listed = ''; // what the list shows, so that it is drawn only when it changes

async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  return answer;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const plain = address => address.Address || address.Name;
const named = address => address.Name && address.Address ? `${address.Name} <${address.Address}>` : plain(address);
const receivers = mail => [...(mail.To ?? []), ...(mail.Cc ?? []), ...(mail.Bcc ?? [])];

function moment(text) {
  const date = new Date(text);
  const today = date.toDateString() === new Date().toDateString();
  return element('time', {
    dateTime: text,
    title: date.toLocaleString(),
    textContent: today ? date.toLocaleTimeString([], { timeStyle: 'short' }) : date.toLocaleDateString([], { dateStyle: 'medium' }),
  });
}

function row(mail, first) {
  const link = element('a', { className: 'mail', href: `#/message/${mail.ID}` },
    element('span', { className: 'to', dir: 'auto', textContent: receivers(mail).map(plain).join(', ') }),
    moment(mail.Created),
    element('span', { className: 'subject', dir: 'auto', textContent: mail.Subject || '(no subject)' }),
    element('span', { className: 'snippet', dir: 'auto', textContent: mail.Snippet }));
  link.classList.toggle('unread', !mail.Read);
  link.classList.toggle('new', !first && !seen.has(mail.ID));
  if (mail.ID === shown) link.setAttribute('aria-current', 'true');
  seen.add(mail.ID);
  return element('li', {}, link);
}

async function look() {
  const turn = ++asked;
  const query = $('search').query.value.trim();
  const path = query ? `/api/v1/search?query=${encodeURIComponent(query)}&limit=${limit}` : `/api/v1/messages?limit=${limit}`;
  try {
    const page = await (await ask(path)).json();
    if (turn === asked) draw(page, query);
    $('offline').hidden = true;
  } catch {
    $('offline').hidden = false;
  }
}

function draw(page, query) {
  const state = JSON.stringify([page, shown]);
  if (state === listed) return;
  const focused = document.activeElement?.getAttribute('href');
  $('list').replaceChildren(...page.messages.map(mail => row(mail, listed === '')));
  if (focused?.startsWith('#/message/')) $('list').querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  listed = state;
  $('empty').hidden = page.messages.length > 0;
  $('empty').textContent = query ? 'No mail has all of these words.' : 'No mail yet. It appears here by itself as soon as one is sent.';
  $('more').hidden = page.messages_count <= page.messages.length;
  $('clear').disabled = page.total === 0;
  $('count').textContent = query ? `${page.messages_count} of ${page.total} mails` : `${page.total} mails, ${page.unread} unread`;
  document.title = page.unread ? `(${page.unread}) Mailbox` : 'Mailbox';
}

function part(name) {
  for (const tab of $('tabs').children) {
    const chosen = tab.dataset.part === name;
    tab.setAttribute('aria-selected', chosen);
    tab.tabIndex = chosen ? 0 : -1;
    $(tab.dataset.part).hidden = !chosen;
  }
}

function head(mail) {
  const lines = [['From', [mail.From].map(named)], ['To', mail.To.map(named)], ['Cc', mail.Cc.map(named)],
    ['Also to', mail.Bcc.map(named)], ['Reply to', mail.ReplyTo.map(named)], ['Bounces to', [mail.ReturnPath]],
    ['Attached', mail.Attachments.map(file => `${file.FileName} (${file.Size} bytes)`)],
    ['Date', [new Date(mail.Date).toLocaleString([], { dateStyle: 'full', timeStyle: 'medium' })]]];
  $('head').replaceChildren(...lines.filter(([, values]) => values.some(Boolean)).flatMap(([name, values]) =>
    [element('dt', { textContent: name }), element('dd', { textContent: values.join(', ') })]));
}

// A new frame each time: another address in the old one would be a step that the back button has to take.
function frame(address) {
  const made = $('html').cloneNode();
  made.src = address;
  $('html').replaceWith(made);
}

async function open(id) {
  shown = id;
  document.body.classList.toggle('reading', id !== null);
  $('mail').hidden = id === null;
  $('none').hidden = id !== null;
  if (id === null) return look();
  const path = `/api/v1/message/${encodeURIComponent(id)}`;
  try {
    const [mail, source] = await Promise.all([ask(path).then(answer => answer.json()), ask(`${path}/raw`).then(answer => answer.text())]);
    if (shown !== id) return;
    head(mail);
    $('tabs').hidden = false;
    $('subject').textContent = mail.Subject || '(no subject)';
    $('text').textContent = mail.Text;
    $('source').textContent = source;
    $('tab-html').disabled = !mail.HTML;
    $('tab-text').disabled = !mail.Text;
    frame(mail.HTML ? `/view/${encodeURIComponent(id)}.html` : 'about:blank');
    part(mail.HTML ? 'html' : mail.Text ? 'text' : 'source');
  } catch {
    if (shown !== id) return;
    $('subject').textContent = 'This mail is not here any more.';
    $('head').replaceChildren();
    $('tabs').hidden = true;
    ['html', 'text', 'source'].forEach(panel => $(panel).hidden = true);
  }
  look();
}

function go() {
  const [, id] = location.hash.match(/^#\/message\/([^/]+)$/) ?? [];
  open(id ? decodeURIComponent(id) : null);
}

async function clear() {
  if (!confirm('Delete all mails?')) return;
  await ask('/api/v1/messages', { method: 'DELETE' }).catch(() => $('offline').hidden = false);
  location.hash = '#/';
  look();
}

function turn(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...$('tabs').children].filter(tab => !tab.disabled);
  const next = tabs.at((tabs.indexOf(document.activeElement) + step) % tabs.length);
  part(next.dataset.part);
  next.focus();
}

$('search').addEventListener('submit', event => event.preventDefault());
$('search').addEventListener('input', () => { limit = PAGE; look(); });
$('more').addEventListener('click', () => { limit += PAGE; look(); });
$('clear').addEventListener('click', clear);
$('tabs').addEventListener('click', event => event.target.dataset.part && part(event.target.dataset.part));
$('tabs').addEventListener('keydown', turn);
addEventListener('hashchange', go);
document.addEventListener('visibilitychange', () => document.hidden || look());
setInterval(() => document.hidden || look(), LOOK_EVERY);
go();
