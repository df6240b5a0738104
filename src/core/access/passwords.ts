/** Passwords and one-time codes: argon2id, RFC 6238. */
import { hash, verify } from '@node-rs/argon2'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { Refusal } from '#core/actor'

/** @throws Refusal where the password is too weak */
export const hashPassword = (password: string, login = '') => {
  if ([...password].length < 10) throw new Refusal('口令至少10个字符，请换一个更长的口令')
  if (login && password.toLowerCase().includes(login.toLowerCase())) throw new Refusal('口令不得包含登录名，请换一个')
  if (new Set(password).size < 4) throw new Refusal('口令过于简单，请换一个')
  return hash(password)
}

/** As slow for a login that does not exist as for one that does. */
export const isPassword = async (stored: string | null, password: string) => {
  const right = await verify(stored ?? (await nobody), password)
  return stored !== null && right
}
const nobody = hash('nobody has this password')

export const newSecondFactor = () => generateSecret()
/** For the QR code of an authenticator app. */
export const secondFactorUri = (login: string, secret: string) =>
  generateURI({ issuer: '民政一本账', label: login, secret })

/** The time step that a code belongs to, one earlier or later allowed; undefined where it is wrong or was used before. `epoch`: seconds, of the database. */
export const stepOfCode = (secret: string, code: string, epoch: number, usedStep: number): number | undefined => {
  if (!/^\d{6}$/.test(code)) return undefined
  const found = verifySync({
    secret,
    token: code,
    epoch,
    epochTolerance: 30,
    ...(usedStep > 0 && { afterTimeStep: usedStep }),
  })
  return found.valid && 'timeStep' in found ? found.timeStep : undefined
}
