// The SMART client `fhirclient` lets itself in at a server and reads a chart. Arguments: server, cookie, patient, port, [launch].
import http from 'node:http';
import FHIR from 'fhirclient';
import {letIn} from './browser.mjs';

const [server, cookie, patient, port, launch] = process.argv.slice(2);
const own = `http://127.0.0.1:${port}`;
const kept = new Map();
const storage = {
  get: async (key) => kept.get(key),
  set: async (key, value) => (kept.set(key, value), value),
  unset: async (key) => kept.delete(key)
};
const said = {};

const app = http.createServer(async (request, response) => {
  request.originalUrl = request.url;
  const smart = FHIR(request, response, () => storage);
  try {
    if (request.url.startsWith('/launch')) {
      await smart.authorize({
        clientId: 'fhirclient',
        redirectUri: `${own}/callback`,
        scope: launch ? 'launch patient/*.rs' : 'launch/patient patient/*.rs offline_access',
        iss: launch ? undefined : `${server}/fhir`,
        pkceMode: 'required'
      });
    } else {
      const client = await smart.ready();
      said.patient = client.patient.id;
      said.read = (await client.patient.read()).id;
      said.found = (await client.request('Observation?_count=50', {flat: true})).map((one) => one.id).sort();
      said.others = (await client.request('Patient', {flat: true})).map((one) => one.id);
      if (!launch) {
        const before = client.state.tokenResponse.access_token;
        await client.refresh();
        said.refreshed = client.state.tokenResponse.access_token !== before;
        said.again = (await client.patient.read()).id;
      }
      response.end('done');
    }
  } catch (error) {
    said.error = String(error.stack ?? error);
    response.statusCode = 500;
    response.end();
  }
});
app.listen(Number(port), '127.0.0.1');
await new Promise((resolve) => app.once('listening', resolve));
const first = await fetch(`${own}/launch${launch ? `?iss=${encodeURIComponent(`${server}/fhir`)}&launch=${launch}` : ''}`, {redirect: 'manual'});
if (!said.error) {
  const back = await letIn(first.headers.get('location'), cookie, patient);
  await fetch(back);
}
console.log(JSON.stringify(said));
app.close();
process.exit(said.error ? 1 : 0);
