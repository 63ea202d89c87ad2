// README's whole way, by a client that is generated from the API's description.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const { INTROS_ADDRESS, INTROS_KEY } = process.env;
assert(INTROS_ADDRESS && INTROS_KEY);
const client = createClient<paths>({
  baseUrl: INTROS_ADDRESS,
  headers: { Authorization: `Bearer ${INTROS_KEY}` },
});

function given<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  assert(answer.data !== undefined, answer.error?.detail);
  return answer.data;
}

const me = given(await client.GET("/v1/me"));
assert.deepEqual(me.scopes, ["read", "write"]);

const people = given(
  await client.POST("/v1/people/batch", {
    body: {
      items: [
        { id: "dana", name: "Dana Whitfield", connector: true, professions: ["mediator"] },
        { id: "ann", name: "Ann Osei", professions: ["divorce_attorney"], regions: ["US/NY/Kings"] },
        { id: "lee", name: "Lee Park", professions: ["mortgage_broker"], regions: ["US/NY/Kings"] },
      ],
    },
  }),
);
assert.deepEqual(people.results.map((row) => row.status), ["created", "created", "created"]);

given(
  await client.POST("/v1/relationships/batch", {
    body: {
      items: [
        { from: "dana", to: "ann", trust: 0.9, since: "2020-01-01" },
        { from: "dana", to: "lee", trust: 0.6, since: "2020-01-01" },
      ],
    },
  }),
);

const best = given(
  await client.GET("/v1/connectors/{connector_id}/pairings", {
    params: { path: { connector_id: "dana" }, query: { limit: 3 } },
  }),
);
const first = best.items[0];
assert(first && first.score > 0);
const why = given(
  await client.GET("/v1/connectors/{connector_id}/pairings/{a}/{b}", {
    params: { path: { connector_id: "dana", a: "ann", b: "lee" } },
  }),
);
assert(why.eligible);

const made = given(
  await client.POST("/v1/introductions", {
    params: { header: { "Idempotency-Key": "first-try" } },
    body: { id: "first", connector_id: "dana", a: "ann", b: "lee" },
  }),
);
assert.equal(made.state, "draft");
const step = { params: { path: { introduction_id: made.id } } };
const asked = given(await client.POST("/v1/introductions/{introduction_id}/ask", step));
assert.equal(asked.state, "asked");
const drafts = given(await client.GET("/v1/introductions/{introduction_id}/drafts", step));
assert.equal(drafts.items.length, 2);

// A patch changes what it says, and nothing else.
const ann = { path: { person_id: "ann" } };
const before = given(await client.GET("/v1/people/{person_id}", { params: ann }));
await client.PATCH("/v1/people/{person_id}", { params: ann, body: { town: "Rye" } });
const after = given(await client.GET("/v1/people/{person_id}", { params: ann }));
assert("town" in after && "town" in before && after.town === "Rye");
assert.deepEqual({ ...after, town: null, version: 0 }, { ...before, town: null, version: 0 });

// What goes wrong is typed too.
const nobody = { params: { path: { person_id: "nobody" } } };
const refused = await client.GET("/v1/people/{person_id}", nobody);
assert.equal(refused.error?.code, "not_found");
console.log("done");
