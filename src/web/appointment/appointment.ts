/** Appointments as the server hands them over. */
import { get } from '../server/call.ts'

export interface Booking {
  readonly id: string
  readonly number: string
  readonly day: string
  readonly hour: string
  readonly seat: number | null
  readonly service: string
  readonly stands: 'booked' | 'arrived' | 'cancelled' | 'missed'
  readonly booker: string | null
  readonly personId: string
  readonly name: string
  readonly idNumberMasked: string | null
}
export interface Hour {
  readonly hour: string
  readonly title: string
  readonly seats: number
  readonly taken: number
}
export interface BookedDay {
  readonly day: string
  readonly works: boolean
  readonly hours: readonly Hour[]
  readonly bookings: readonly Booking[]
}
export interface Week {
  readonly register: string
  readonly title: string
  readonly today: string
  readonly hours: Readonly<Record<string, string>>
  readonly services: Readonly<Record<string, string>>
  readonly days: readonly BookedDay[]
}
export const weekOf = (from: string | undefined) => get<Week>(`/appointments?days=7${from ? `&from=${from}` : ''}`)

export const standings: Readonly<Record<Booking['stands'], string>> = {
  ...{ booked: '已预约', arrived: '已到场', cancelled: '已取消', missed: '爽约' },
}
const names = ['日', '一', '二', '三', '四', '五', '六']
/** 06-11 周二 */
export const dayTitle = (day: string) => `${day.slice(5)} 周${names[new Date(`${day}T00:00:00Z`).getUTCDay()]}`
export const moved = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
export const free = (h: Hour) => Math.max(0, h.seats - h.taken)
export interface Slot {
  readonly day: string
  readonly hour: string
}
