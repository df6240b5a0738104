/** What goes wrong reaches the screen as one clear sentence; only a bug is a 500, told by its number and kept in the log. */
import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { refusalIn } from '#core/access/refusing'
import { Refusal } from '#core/actor'
import { constraintSentence } from '#core/constraints'

export interface Told {
  readonly reason: string
  readonly basis?: string
  readonly detail?: unknown
}

/** The refusal that an error is, or undefined for a bug. */
export const refusalOf = (error: unknown): { status: number; told: Told } | undefined => {
  if (error instanceof Refusal) {
    const { basis, detail } = error.more
    const isStepUp = detail === 'fresh proof'
    const more = isStepUp ? { needs: 'step-up' } : detail
    return {
      status: error.status,
      told: { reason: error.reason, ...(basis && { basis }), ...(more !== undefined && { detail: more }) },
    }
  }
  const locked = refusalIn(error)
  if (locked) return { status: locked.status, told: { reason: locked.reason } }
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation)
  return fromPostgres(error) ?? fromFastify(error)
}

export const answerError =
  (told: (text: string) => void) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error)
    if (refusal)
      return reply.code(refusal.status).type('application/json; charset=utf-8').send(JSON.stringify(refusal.told))
    const number = randomBytes(4).toString('hex')
    told(`${number} ${request.method} ${request.routeOptions.url ?? '?'}\n${error.stack ?? String(error)}`)
    return reply
      .code(500)
      .type('application/json; charset=utf-8')
      .send(
        JSON.stringify({ reason: `程序出错，没有写入任何内容；请把编号 ${number} 告诉系统管理员`, detail: { number } }),
      )
  }

const invalid = (issues: readonly { instancePath: string; message?: string }[]) => {
  const [first] = issues
  const sentence = /[「。，]/.test(first!.message ?? '')
    ? first!.message!
    : `「${first!.instancePath.replace(/^\//, '').replaceAll('/', '.') || '请求'}」的内容不对：${first!.message ?? ''}`
  return { status: 400, told: { reason: sentence, detail: issues.map(i => ({ at: i.instancePath, says: i.message })) } }
}

const fromPostgres = (error: unknown) => {
  const { code, constraint, message } = (error ?? {}) as {
    code?: string
    constraint?: string
    table?: string
    message?: string
  }
  if (!code || !/^[0-9A-Z]{5}$/.test(code)) return undefined
  const tell = (status: number, reason: string) => ({ status, told: { reason } })
  if (code === '23505' || code === '23P01' || code === '23514' || code === '23503' || code === '23502')
    return tell(code === '23505' || code === '23P01' ? 409 : 422, constraintSentence(code, constraint, error as never))
  if (code === '42501' && /row-level security/.test(message ?? ''))
    return tell(403, '对象不在您的管辖范围内，请由当地或上级办理')
  if (code === '40001' || code === '40P01' || code === '55P03')
    return tell(409, '有人正在同时办理同一事项，请刷新后重试')
  if (code === '57014') return tell(422, '查询的范围太大，没有在时限内完成；请缩小范围后重试')
  if (code === '53300' || code === '57P01' || code === '57P03') return tell(503, '服务器正忙或正在重启，请稍后再试')
  if (code.startsWith('22')) return tell(400, '内容里有不能存入的字符或超出范围的数，请核对后重新填写')
  return undefined
}

const fromFastify = (error: unknown) => {
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number }
  if (!statusCode || statusCode < 400 || statusCode >= 500) return undefined
  const tell = (status: number, reason: string) => ({ status, told: { reason } })
  if (statusCode === 413) return tell(413, '提交的内容太大，请减少内容或分次提交')
  if (statusCode === 415) return tell(415, '请以 JSON 或表单文件提交')
  if (statusCode === 429) return tell(429, '请求太频繁，请稍后再试')
  return tell(
    statusCode,
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' || statusCode === 400
      ? '请求的内容读不出来，请刷新页面后重试'
      : '请求没有被接受',
  )
}
