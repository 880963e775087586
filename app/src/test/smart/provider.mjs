// A hospital's identity provider: `oidc-provider`, with people who sign in by their name. Arguments: port, address to come back to.
import Provider from 'oidc-provider';

const [port, back] = process.argv.slice(2);
const people = {
  ann: {name: 'Ann Hospital', groups: ['wards', 'onc-doctors']},
  bob: {name: 'Ann Hospital', groups: ['onc-nurses']},
  guest: {name: 'Guest', groups: ['visitors']}
};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'osteon', client_secret: 'a secret + of / the test', redirect_uris: [back],
    response_types: ['code'], grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic', require_auth_time: true
  }],
  claims: {openid: ['sub'], profile: ['name', 'groups']},
  conformIdTokenClaims: false,
  findAccount: async (_, id) => people[id] && {accountId: id, claims: async () => ({sub: id, ...people[id]})},
  pkce: {required: () => true},
  features: {devInteractions: {enabled: true}}
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
