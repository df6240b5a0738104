/** What is shown of a secret when nobody has given a purpose (rulebook 20), and what a notice must never contain (1.4). */
import { checkIdNumber } from '#define/id-number'

/** 3402**********1234. */
export const maskIdNumber = (number: string) =>
  number.length === 18 ? `${number.slice(0, 4)}**********${number.slice(14)}` : maskMiddle(number, 2, 2)
/** 138****5678; a landline keeps its last two digits. */
export const maskPhone = (phone: string) =>
  /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : maskMiddle(phone, 0, 2)
/** ***************1234. */
export const maskAccount = (account: string) => maskMiddle(account, 0, 4)
/** 张*, 欧阳*: always so for a minor and for whoever is paid for a child. */
export const maskName = (name: string) => {
  const [first = ''] = name.split(/[·•\s]/)
  if (first !== name) return `${first}·*`
  const surname = compoundSurnames.find(s => name.startsWith(s) && name.length > s.length) ?? [...name][0] ?? ''
  return `${surname}*`
}
const maskMiddle = (text: string, head: number, tail: number) =>
  text.length <= head + tail
    ? '*'.repeat(text.length)
    : text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(text.length - tail)

const compoundSurnames = (
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 ' +
  '宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 ' +
  '微生 左丘 东门 西门 第五'
).split(' ')

/** What must not stand in a posted notice or a public page: each finding names the kind, never the value. Empty is clean. */
export const leaksIn = (text: string): readonly ('身份证号' | '手机号' | '银行卡号')[] => {
  const plain = text.normalize('NFKC')
  const runs = [plain, plain.replace(/(?<=\d)[ -](?=\d)/g, '')].flatMap(t => t.match(/\d+[Xx]?/g) ?? [])
  const found = new Set<'身份证号' | '手机号' | '银行卡号'>()
  for (const run of runs) {
    if (windows(run, 18).some(w => checkIdNumber(w, '9999-12-31').ok)) found.add('身份证号')
    else if (/^62\d{14,17}$/.test(run)) found.add('银行卡号')
    if (/^(86)?1[3-9]\d{9}$/.test(run)) found.add('手机号')
  }
  return [...found]
}
const windows = (run: string, size: number) =>
  Array.from({ length: Math.max(0, run.length - size + 1) }, (_, i) => run.slice(i, i + size))
