/** An official at a screen: types, chooses, signs and presses as a person does, and looks at each page with a critical eye. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Download, Locator, Page, Request } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** What the page was about to draw or to ask is drawn and asked. */
const painted = `new Promise(done => {
  const frame = left => (left ? requestAnimationFrame(() => frame(left - 1)) : setTimeout(done))
  frame(2)
})`
export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export class Desk {
  /** What went wrong unasked: errors of the page, and answers that are neither good nor an expected refusal. */
  readonly faults: string[] = []
  private expectsRefusal = false
  private readonly asking = new Set<Request>()
  /** The day on which it signed in, until it goes to a page: what it has loaded so far is of that day. */
  private fresh: string | undefined

  constructor(
    readonly page: Page,
    private readonly today: () => string,
  ) {
    page.setDefaultTimeout(20_000)
    page.on('pageerror', e => this.faults.push(`${page.url()} ${e}`))
    page.on('console', m => {
      if (m.type() === 'error' && !m.text().startsWith('Failed to load resource'))
        this.faults.push(`${page.url()} ${m.text()}`)
    })
    page.on('request', r => this.asking.add(r))
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', r => this.asking.delete(r))
    page.on('response', r => {
      if (r.status() >= 500 || (r.status() >= 400 && !this.expectsRefusal && !r.url().endsWith('/api/me')))
        this.faults.push(`${page.url()} ${r.request().method()} ${r.url()} ${r.status()}`)
    })
  }

  /** At the screen; or, where that has been seen, as the screen does it. */
  async signIn(login: string, password: string, code: string | undefined, isAtScreen: boolean) {
    if (isAtScreen) await this.signInAtScreen(login, password, code)
    else {
      await this.call('/session', { login, password })
      if (code) await this.call('/session/second-factor', { code })
      await this.page.goto('/')
    }
    await this.page.locator('.shell-bar').waitFor()
    await this.settled()
    this.fresh = this.today()
  }
  private async signInAtScreen(login: string, password: string, code: string | undefined) {
    await this.page.goto('/sign-in')
    await this.fill('账号', login)
    await this.fill('口令', password)
    await this.press('登录')
    if (code) {
      await this.fill('动态验证码', code)
      await this.press('验证并进入')
    }
  }

  /** An address opened anew, as the first page of a morning; for who has signed in that day and been nowhere yet, the way there is enough. */
  async open(address: string) {
    const isAtStart = new URL(this.page.url()).pathname === '/' && address !== '/'
    if (isAtStart && this.fresh === this.today()) return this.go(address)
    this.fresh = undefined
    await this.page.goto(address)
    await this.settled()
  }
  /** An address gone to from the page before, as a link does it. */
  async go(address: string) {
    const move = `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`
    this.fresh = undefined
    await this.page.evaluate(move)
    await this.quiet()
    await this.page.locator('h1').first().waitFor()
    if (this.asking.size) await this.quiet()
  }
  async settled() {
    await this.page.locator('h1').first().waitFor()
    await this.quiet()
  }
  /** Nothing is being asked of the server, and what was answered is on the screen. */
  async quiet() {
    let asked: number
    do {
      asked = this.asking.size
      await this.page.evaluate(painted)
    } while (asked || this.asking.size)
  }
  press = (name: string | RegExp, within: Page | Locator = this.page) =>
    within.getByRole('button', { name, exact: true }).click()
  follow = (name: string | RegExp, within: Page | Locator = this.page) =>
    within.getByRole('link', { name, exact: true }).first().click()
  fill = (label: string | RegExp, text: string, within: Page | Locator = this.page) =>
    labelled(within, label).first().fill(text)
  async fillDay(label: string, day: string, within: Page | Locator = this.page) {
    const input = labelled(within, label).first()
    await input.fill(day)
    await input.press('Enter')
  }
  /** One of a few ways, all seen at once. */
  pick = (label: string, way: string, within: Page | Locator = this.page) =>
    within.getByRole('radiogroup', { name: label, exact: true }).getByText(way, { exact: true }).click()
  /** One of a list that opens; typed, where it is long. */
  async choose(label: string | RegExp, way: string, within: Page | Locator = this.page, isLong = false) {
    const box = labelled(within, label).first()
    await box.locator('xpath=ancestor-or-self::*[contains(concat(" ", @class, " "), " ant-select ")][1]').click()
    if (isLong) await box.fill(way)
    await this.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: way })
      .first()
      .click()
  }
  /** A line more in a part of the form; the line. */
  async line(part: string): Promise<Locator> {
    const group = this.page.getByRole('group', { name: part, exact: true })
    await this.press(`添加${part}`, group)
    return group.locator('tbody tr, .part-cards > li').last()
  }
  async sign(within: Page | Locator) {
    await this.press('签名', within)
    const pad = this.page.locator('.pad')
    await pad.waitFor()
    const box = await this.atRest(pad)
    const at = (x: number, y: number) => this.page.mouse.move(box.x + box.width * x, box.y + box.height * y)
    await at(0.2, 0.3)
    await this.page.mouse.down()
    for (const [x, y] of [
      [0.3, 0.7],
      [0.4, 0.3],
      [0.5, 0.6],
      [0.6, 0.4],
      [0.8, 0.5],
    ] as const)
      await at(x, y)
    await this.page.mouse.up()
    await this.press('确认签名')
    await pad.waitFor({ state: 'detached' })
  }
  /** Where something is once it has stopped moving: a window comes in from somewhere. */
  private async atRest(what: Locator) {
    for (let before = ''; ; ) {
      const box = (await what.boundingBox())!
      if (JSON.stringify(box) === before) return box
      before = JSON.stringify(box)
      await this.page.waitForTimeout(50)
    }
  }
  /** Done, and the page says so. */
  async told(text: string | RegExp) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor()
  }
  /** What a panel tells, title by title. */
  async facts(panel: string): Promise<Record<string, string>> {
    const box = this.page
      .locator('.panel')
      .filter({ has: this.page.getByRole('heading', { name: panel, exact: true }) })
    await box.locator('dt').first().waitFor()
    await this.quiet()
    const [titles, values] = [await box.locator('dt').allInnerTexts(), await box.locator('dd').allInnerTexts()]
    return Object.fromEntries(titles.map((t, i) => [t, values[i]!]))
  }
  /** What the work is refused with, in the words on the screen. */
  refused(work: () => Promise<unknown>): Promise<string> {
    return this.allowing(async () => {
      await work()
      await this.quiet() // what it was refused with before is gone
      const note = this.page.locator('[role=alert], .ant-modal-confirm-content').filter({ hasText: /\S/ }).last()
      await note.waitFor()
      return note.innerText()
    })
  }
  /** Work that the server at first says no to. */
  async allowing<T>(work: () => Promise<T>): Promise<T> {
    this.expectsRefusal = true
    try {
      return await work()
    } finally {
      this.expectsRefusal = false
    }
  }
  async download(work: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> {
    const [file]: [Download, unknown] = await Promise.all([this.page.waitForEvent('download'), work()])
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
  }

  /** What a program of this official asks of the server, where the screen itself is not what is looked at. */
  async call<T = any>(path: string, body?: unknown): Promise<T> {
    const { request } = this.page.context()
    const answer =
      body === undefined ? await request.get(`/api${path}`) : await request.post(`/api${path}`, { data: body })
    if (!answer.ok()) throw new Error(`${path} ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }

  /** The page at a desk and on a phone: nothing in the way of anybody who can't see, hear or point well; SHOTS=folder keeps pictures. */
  async look(name: string, sizes: readonly { width: number; height: number }[] = [desktop, phone]) {
    const now = this.page.viewportSize()!
    for (const size of [...sizes.filter(s => s.width !== now.width), now]) {
      await this.page.setViewportSize(size)
      await this.settled()
      if (!sizes.some(s => s.width === size.width)) continue
      await this.keepPicture(`${name}-${size.width}`)
      expect(await this.hindrances(), `${name} ${size.width}`).toEqual([])
    }
  }
  async keepFailure(name: string) {
    const folder = process.env.SHOTS
    if (!folder) return
    await this.keepPicture(name)
    writeFileSync(join(folder, `${name}.yaml`), await this.page.locator('body').ariaSnapshot())
  }
  private async keepPicture(name: string) {
    const folder = process.env.SHOTS
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await this.page.evaluate('scrollTo(0, 0)')
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  }
  private async hindrances(): Promise<string[]> {
    if (!(await this.page.evaluate('typeof axe === "object"'))) await this.page.evaluate(axe)
    return this.page.evaluate(`(async () => {
      const { violations } = await axe.run(document, { resultTypes: ['violations'] })
      const wide = document.documentElement.scrollWidth - innerWidth
      return [
        ...(wide > 1 ? ['the page is ' + wide + ' pixels wider than the screen'] : []),
        ...violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
          .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')),
      ]
    })()`)
  }
}

const labelled = (within: Page | Locator, label: string | RegExp) => within.getByLabel(label, { exact: true })
