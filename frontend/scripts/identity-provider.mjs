// An identity provider for the tests: a real one, whose one person and whose manners the test says.
//
// Prints `ready ISSUER` once it listens, and ends when its standard input does. POST /control takes
// {"person": {claims}, "cancels": bool}: who signs in at once, or gives up, at whoever asks next.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";

const CLIENT = { client_id: "cordee", client_secret: "the secret of the tests", response_types: ["code"] };
let now = { person: { sub: "1" }, cancels: false };

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ ...CLIENT, redirect_uris: [`${issuer}/nowhere`] }],
  pkce: { required: () => true },
  scopes: ["openid", "email", "profile", "organisation"],
  claims: {
    email: ["email", "email_verified"],
    profile: ["name", "given_name", "family_name", "preferred_username"],
    organisation: ["service", "groups", "realm"],
  },
  findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...now.person, sub: accountId }) }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  features: { devInteractions: { enabled: false } },
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid email profile organisation");
    await grant.save();
    return grant;
  },
});
// Cordée under test listens on another port each time.
provider.Client.prototype.redirectUriAllowed = (uri) => uri.endsWith("/callback/");

const answer = provider.callback();
server.on("request", async (request, response) => {
  if (request.url === "/control") {
    now = { person: { sub: "1" }, cancels: false, ...JSON.parse(await text(request)) };
    response.end();
  } else if (request.url.startsWith("/interaction/")) {
    const outcome = now.cancels ? { error: "access_denied" } : { login: { accountId: now.person.sub } };
    await provider.interactionFinished(request, response, outcome);
  } else {
    answer(request, response);
  }
});

process.stdin.resume().on("end", () => process.exit());
console.log(`ready ${issuer}`);
