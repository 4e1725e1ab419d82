// What content-service has, in the language of the page.
const data = JSON.parse(document.getElementById('data').textContent);
const SLUG = /^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const PATIENCE = 10_000;

export const language = document.documentElement.lang;
export const clinic = data.clinic;
export const known = data.known;

export function text(key, values = {}) {
  return data.texts[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Why a page cannot be shown: `missing`, `unknown` (the language), or `failure`, which may pass. */
export class Trouble extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

export async function ask(path, parameters = {}) {
  const address = new URL(path, data.content);
  address.search = new URLSearchParams({ ...parameters, lang: language });
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => { throw new Trouble('failure'); });
  if (answer.ok) return answer.json().catch(() => { throw new Trouble('failure'); });
  throw new Trouble(answer.status === 404 ? 'missing' : 'failure');
}

/** An article by the last part of its address; what cannot be one is not asked for. */
export async function article(kind, slug) {
  if (!SLUG.test(slug)) throw new Trouble('missing');
  const preview = new URLSearchParams(location.search).get('preview');
  return ask(`/${kind}/${slug}`, preview ? { preview } : {});
}

/** Where content-service has an image. */
export const image = path => new URL(path, data.content).href;
