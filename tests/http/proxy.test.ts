/** Behind an https proxy: what a trusted one says of https makes the cookie safe; what anybody else says changes nothing. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildServer } from '#server/http/app'
import { type Office, openOffice, password } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office?.close())

const cookieWith = async (trusted: string | undefined, remoteAddress: string) => {
  vi.stubEnv('TRUST_PROXY', trusted)
  const { ledger } = office
  const server = await buildServer({ app: ledger.app, owner: ledger.owner, home: ledger.home, told: console.error })
  const answer = await server.inject({
    ...{ method: 'POST', url: '/api/session', remoteAddress },
    headers: { host: 'ledger.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' },
    payload: { login: office.accounts.clerk.login, password },
  })
  await server.close()
  vi.unstubAllEnvs()
  return String(answer.headers['set-cookie'])
}
test('受信代理后面：__Host-、Secure', async () => {
  expect(await cookieWith('127.0.0.1', '127.0.0.1')).toMatch(/^__Host-minzheng=.*Secure/)
  expect(await cookieWith('10.0.0.0/8, 127.0.0.1', '10.1.2.3')).toMatch(/^__Host-minzheng=.*Secure/)
})
test('没有说明的、别处来的，都不算 https', async () => {
  expect(await cookieWith(undefined, '127.0.0.1')).not.toMatch(/Secure|__Host/)
  expect(await cookieWith('127.0.0.1', '203.0.113.9')).not.toMatch(/Secure|__Host/)
})
