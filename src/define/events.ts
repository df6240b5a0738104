/** Life events: the only way one office's record reaches another's work. A new one is a new line here. */
export const events = {
  'person.born': '出生',
  'person.died': '死亡',
  'person.joined': '加入共同生活',
  'person.left': '不再共同生活',
  'person.moved-away': '户籍迁出',
  'person.turned-age': '到龄',
  'person.married': '结婚',
  'person.divorced': '离婚',
  'person.marriage-annulled': '婚姻无效、被撤销',
  'person.adopted': '被收养',
  'person.imprisoned': '服刑、强制戒毒',
  'person.released': '刑满、解戒',
  'person.found-work': '就业',
  'person.refused-work': '三次拒绝就业',
  'person.left-school': '毕业、离校',
  'person.disability-changed': '残疾证变更',
  'person.not-found': '联系不上、无法核实',
  'person.not-proven-alive': '未通过生存认证',
  'person.proven-alive': '生存认证通过',
  'person.found-again': '恢复联系、核实无误',
  'person.laid-to-rest': '骨灰安放',
  'household.income-changed': '家庭收入变化',
  'household.property-changed': '家庭财产变化',
  'household.deceived': '虚报、隐瞒、伪造',
  'household.gave-up': '自愿放弃',
  'household.refused-checks': '拒绝配合核查',
  'standard.raised': '标准调整',
  'organisation.listed-abnormal': '列入活动异常名录',
  'place.closed': '停业',
} as const
export type Event = keyof typeof events

/** 解除: each ends what the other began; only by it a suspension is lifted, and a proof that was missed is given after all. */
export const ends = {
  'person.released': 'person.imprisoned',
  'person.found-again': 'person.not-found',
  'person.proven-alive': 'person.not-proven-alive',
} as const satisfies Partial<Record<Event, Event>>

/** What an event does to a running benefit: sentences, each with one meaning in the engine. */
export const consequences = {
  'member leaves': '减员，重新计算',
  'member joins': '增员，重新计算',
  'is worked out again': '重新计算，不作新决定',
  'is looked at again': '派发复核',
  'share is cut': '减发本人份额',
  'tapers off': '派发复核，拟转渐退',
  'is suspended': '暂停发放',
  'is resumed': '恢复并补发',
  'is handed over': '转出移交，不断档',
  stops: '次月起停发',
  'stops and is claimed back': '停发并追缴',
} as const
export type Consequence = keyof typeof consequences

/** How two benefits get along. Said once, by the benefit whose rule says it; the other side is derived. */
export const relations = {
  'never together': '不得同时享受',
  'the higher one': '就高享受',
  'topped up': '补差',
  'one is chosen': '择一享受',
} as const
export type Relation = keyof typeof relations
