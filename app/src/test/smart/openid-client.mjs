// The client library `openid-client` at an authorization server. Arguments: server, cookie, patient, port, secret, private key (JWK).
import * as client from 'openid-client';
import {letIn} from './browser.mjs';

const [server, cookie, patient, port, secret, jwk] = process.argv.slice(2);
const said = {};
const here = {algorithm: 'oauth2', execute: [client.allowInsecureRequests]};

// With a secret: code, PKCE, refresh, introspection, revocation.
const portal = await client.discovery(
  new URL(server), 'portal', {}, client.ClientSecretBasic(secret), here);
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const address = client.buildAuthorizationUrl(portal, {
  redirect_uri: `http://127.0.0.1:${port}/back`,
  scope: 'launch/patient patient/Patient.rs offline_access',
  aud: `${server}/fhir`,
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state
});
const back = await letIn(address.href, cookie, patient);
const tokens = await client.authorizationCodeGrant(
  portal, new URL(back), {pkceCodeVerifier: verifier, expectedState: state});
said.patient = tokens.patient;
said.scope = tokens.scope;
const next = await client.refreshTokenGrant(portal, tokens.refresh_token);
said.rotated = next.refresh_token !== tokens.refresh_token;
said.active = (await client.tokenIntrospection(portal, next.access_token)).active;
const chart = await client.fetchProtectedResource(
  portal, next.access_token, new URL(`${server}/fhir/Patient/${patient}`), 'GET');
said.read = chart.status;
await client.tokenRevocation(portal, next.refresh_token);
said.revoked = (await client.tokenIntrospection(portal, next.access_token)).active;

// With a key: a program on its own.
const parsed = JSON.parse(jwk);
const key = await crypto.subtle.importKey(
  'jwk', parsed, {name: 'ECDSA', namedCurve: 'P-384'}, false, ['sign']);
const nightly = await client.discovery(
  new URL(server), 'nightly', {},
  client.PrivateKeyJwt({key, kid: parsed.kid}), here);
const alone = await client.clientCredentialsGrant(nightly, {scope: 'system/Patient.rs'});
said.alone = (await client.fetchProtectedResource(
  nightly, alone.access_token, new URL(`${server}/fhir/Patient/${patient}`), 'GET')).status;

console.log(JSON.stringify(said));
