/** How values are written: money with thousands, days as they are, lights in words beside the colour. */
export const yuan = (text: string | number | null | undefined) => {
  if (text === null || text === undefined || text === '') return '—'
  const [whole = '0', part = '00'] = Number(text).toFixed(2).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
}
export const number = (n: number | string | null | undefined) =>
  n === null || n === undefined ? '—' : Number(n).toLocaleString('zh-CN', { maximumFractionDigits: 4 })
/** '2024-06-30T09:12:44+08:00' → '2024-06-30 09:12', as the ledger's own place has it. */
export const instant = (text: string | null | undefined) => {
  if (!text) return '—'
  const at = new Date(text)
  return Number.isNaN(at.getTime())
    ? text.replace('T', ' ').slice(0, 16)
    : at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
}
export const lights = { green: '正常', yellow: '临期', red: '逾期' } as const
export type Light = keyof typeof lights
/** [from, until) as people say it. */
export const held = (from: string | null | undefined, until: string | null | undefined) =>
  from ? `${from} 起${until ? `，${until} 止` : ''}` : '—'
