/** /api/openapi.json: OpenAPI 3.1, written from the same schemas that check the requests. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform } from 'fastify-type-provider-zod'
import type { Catalogue } from '#core/catalogue'

export const describeApi = async (server: FastifyInstance, catalogue: Catalogue) => {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '民政一本账',
        version: '0.1.0',
        description: `县级民政业务台账。${catalogue.registers.length} 个台账、${catalogue.procedures.length} 个事项的地址和字段由业务定义生成。`,
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'minzheng' } },
        schemas: { Refusal: refusal },
      },
      security: [{ session: [] }],
    },
    transform: createJsonSchemaTransform({}) as never,
  })
  let told: unknown
  server.route({
    method: 'GET',
    url: '/api/openapi.json',
    config: { may: 'open' },
    schema: { hide: true } as never,
    handler: async () => {
      told ??= completed(server.swagger() as unknown as Api)
      return told
    },
  })
}

const refusal = {
  type: 'object' as const,
  required: ['reason'],
  properties: {
    reason: { type: 'string' as const, description: '一句话：什么、为什么、下一步怎么办' },
    basis: { type: 'string' as const, description: '依据的条款' },
    detail: { description: '逐项说明' },
  },
}

type Operation = Record<string, any>
interface Api {
  paths: Record<string, Record<string, Operation>>
}
const types: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  csv: 'text/csv',
  txt: 'text/plain',
  file: 'application/octet-stream',
}

/** What holds for all doors alike: refusals, idempotency keys, files. */
const completed = (api: Api) => {
  const refused = {
    description: '拒绝',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  }
  for (const [path, operations] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(operations)) {
      operation.operationId = `${method}${path.replace(/^\/api/, '').replace(/[^\w]+(\w?)/g, (_, c: string) => c.toUpperCase())}`
      operation.responses = { ...operation.responses, '4XX': refused }
      if (operation['x-idempotent'])
        operation.parameters = [
          ...(operation.parameters ?? []),
          {
            in: 'header',
            name: 'Idempotency-Key',
            required: false,
            schema: { type: 'string', minLength: 8, maxLength: 200 },
            description: '同一键同一内容只算一次',
          },
        ]
      if (operation['x-takes-files'])
        operation.requestBody = {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', format: 'binary' } },
                required: ['file'],
              },
            },
          },
        }
      if (operation['x-downloads'])
        operation.responses['200'] = {
          description: '文件',
          content: Object.fromEntries(
            (operation['x-downloads'] as string[]).map(t => [
              types[t] ?? t,
              { schema: { type: 'string', format: 'binary' } },
            ]),
          ),
        }
    }
  return api
}
