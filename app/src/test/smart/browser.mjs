// A person's browser, as far as it is needed here: signed in at the server, it answers the page where a program is let in.

export async function letIn(address, cookie, patient) {
  const page = await fetch(address, {headers: {cookie, accept: 'text/html'}, redirect: 'manual'});
  if (page.status !== 200) {
    throw new Error(`the page answered ${page.status}: ${await page.text()}`);
  }
  const html = await page.text();
  const plain = (text) => text.replace(/&amp;/g, '&').replace(/&#39;/g, "'").replace(/&quot;/g, '"');
  const fields = new URLSearchParams();
  for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    if (!fields.has(name)) {
      fields.append(name, plain(value));
    }
  }
  for (const [, value] of html.matchAll(/name="tick" value="([^"]+)"/g)) {
    fields.append('tick', plain(value));
  }
  fields.set('let', 'yes');
  fields.set('patient', patient);
  const answer = await fetch(new URL('/authorize', address), {
    method: 'POST',
    headers: {cookie: `${cookie}; osteon-form=${fields.get('formToken')}`, 'content-type': 'application/x-www-form-urlencoded'},
    body: fields,
    redirect: 'manual'
  });
  const location = answer.headers.get('location');
  if (answer.status !== 303 || !location) {
    throw new Error(`letting in answered ${answer.status}: ${await answer.text()}`);
  }
  return location;
}
