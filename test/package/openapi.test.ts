import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { OpenApi, readDocument } from '../contract/support/openapi.js';

const OF_SOURCE = '/auth/plugin/datasource/{organization}/{plugin}/{provider}';
const OAUTH = '/oauth/plugin/{organization}/{plugin}/{provider}/datasource';

/** Contract 1.2. */
const TWELVE = [
  'GET /auth/plugin/datasource/list',
  'GET /auth/plugin/datasource/default-list',
  `GET ${OF_SOURCE}`,
  `POST ${OF_SOURCE}`,
  `POST ${OF_SOURCE}/update`,
  `POST ${OF_SOURCE}/update-name`,
  `POST ${OF_SOURCE}/default`,
  `POST ${OF_SOURCE}/delete`,
  `POST ${OF_SOURCE}/custom-client`,
  `DELETE ${OF_SOURCE}/custom-client`,
  `GET ${OAUTH}/get-authorization-url`,
  `GET ${OAUTH}/callback`,
];

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  responses: Record<string, unknown>;
}

describe('docs/openapi.yaml', () => {
  const document = readDocument();
  const api = new OpenApi(document);
  const operations = [...api.operations].map(([name, pointer]) => ({
    name,
    pointer,
    operation: api.at(pointer).node as Operation,
  }));

  it('is OpenAPI 3.1 by the schema of the standard, in which all references lead somewhere', async () => {
    const validator = new Validator();
    assert.deepEqual(await validator.validate(readDocument()), { valid: true });
    assert.equal(validator.version, '3.1');
    for (const [, reference = ''] of JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g))
      assert.notEqual(api.at(reference).node, undefined, reference);
    const broken = structuredClone(document);
    delete broken['info'];
    assert.equal((await new Validator().validate(broken)).valid, false);
  });

  it('has the twelve operations, numbered, each with a name of its own, and no other', () => {
    assert.deepEqual(
      operations.map(({ name }) => name),
      TWELVE,
    );
    operations.forEach(({ operation }, index) =>
      assert.match(operation.summary, new RegExp(`^${index + 1}\\. `)),
    );
    assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, TWELVE.length);
    const tags = (document['tags'] as { name: string }[]).map(({ name }) => name);
    for (const { operation } of operations) assert.ok(operation.tags.every((tag) => tags.includes(tag)));
  });

  it('says of each operation what an answer of success, of no session and of anything else is', () => {
    const statuses = Object.fromEntries(
      operations.map(({ operation }) => [operation.operationId, Object.keys(operation.responses)]),
    );
    for (const [id, of] of Object.entries(statuses)) {
      assert.ok(of.includes('default'), id);
      assert.equal(of.includes('401'), id !== 'finishAuthorization', id);
      const success = id === 'updateCredential' ? '201' : id === 'finishAuthorization' ? '302' : '200';
      assert.deepEqual(
        of.filter((status) => status < '400'),
        [success],
        id,
      );
    }
  });

  it('uses each of its components', () => {
    const text = JSON.stringify(document);
    for (const [kind, components] of Object.entries(document['components'] as Record<string, object>))
      for (const name of Object.keys(components))
        assert.ok(
          kind === 'securitySchemes'
            ? JSON.stringify(document['security']).includes(`"${name}"`)
            : text.includes(`"#/components/${kind}/${name}"`),
          `${kind}/${name}`,
        );
  });

  it('has an example for each body, parameter and header, and each fits its schema', () => {
    assert.deepEqual(api.exampleErrors(), []);
  });

  it('would not pass with an example that does not fit, or without one', () => {
    const misfit = structuredClone(document) as {
      components: { examples: Record<string, { value: object }> };
    };
    misfit.components.examples['noClient'] = { value: { code: 'invalid_param', message: 'No.' } };
    const errors = new OpenApi(misfit as never).exampleErrors();
    assert.equal(errors.length, 2, 'operations 11 and 12 have it');
    for (const error of errors) assert.match(error, /noClient: {2}must have required property 'status'$/);

    const bare = structuredClone(document) as { components: { parameters: Record<string, object> } };
    bare.components.parameters['plugin'] = { ...bare.components.parameters['plugin'], examples: {} };
    assert.deepEqual(new OpenApi(bare as never).exampleErrors(), [
      '/components/parameters/plugin: no example',
    ]);
  });
});
