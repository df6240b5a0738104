/** A couple at the counter of the marriage registry: entered, identified, present in person. */
import { type County, newIdNumber } from './county.ts'
import type { Desk } from './desk.ts'

export const couple = (surname: string) => ({
  男方: { name: `${surname}建军`, idNumber: newIdNumber('1985-03-01', '男') },
  女方: { name: `${surname}丽君`, idNumber: newIdNumber('1986-05-05', '女') },
})
export const panel = (desk: Desk, title: string) =>
  desk.page.locator('.panel').filter({ has: desk.page.getByRole('heading', { name: title, exact: true }) })
/** From the address of the form to the page of what is applied for. `marital`: as GB/T 2261.2 codes it. */
export const enterCouple = async (county: County, desk: Desk, procedure: string, surname: string, marital: string) => {
  await desk.open(`/apply/${procedure}`)
  for (const [role, p] of Object.entries(couple(surname))) {
    await desk.call('/people', { ...p, divisionId: String(county.town.village), marital })
    await desk.fill('身份证号', p.idNumber, panel(desk, role))
    await desk.fill('姓名', p.name, panel(desk, role))
  }
  await desk.press('下一步')
}
export const come = async (desk: Desk, ...who: readonly string[]) => {
  for (const w of who) await desk.page.getByLabel(`${w}本人到场，已核对证件`).check()
}
