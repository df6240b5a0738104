/** Locks of the tables, by name, as sentences: what the database refuses is an answer, never a fault of the program. */
interface Violated {
  readonly table?: string
  readonly column?: string
}

const sentences: Readonly<Record<string, string>> = {
  person_county_id_id_number_index_key: '这个证件号码刚刚由另一人登记，请重新查找后再办理',
  member_of_one_household: '其中有人已是另一户的共同生活家庭成员，一人同时只能在一户；请先在原户登记「不再共同生活」',
  covered_once: '其中有人在这段时间内已享受不得同时享受的待遇，请先办理原待遇的停发',
  one_open_case: '这一户已有同一事项正在办理，请在原办件中继续办理',
  one_open_case_of_person: '此人已有同一事项正在办理，请在原办件中继续办理',
  one_open_case_of_organisation: '这一单位已有同一事项正在办理，请在原办件中继续办理',
  one_open_case_of_place: '这一场所已有同一事项正在办理，请在原办件中继续办理',
  one_open_case_of_party: '其中一方已有同一事项正在办理，请在原办件中继续办理',
  one_open_appeal: '这一办件已有救济正在办理，不能重复登记',
  person_standing_county_id_person_id_kind_held_excl: '这段时间内已登记过同一种状况，请先终止原来的登记',
  maker_is_not_checker: '录入人不能复核自己录入的内容，请由另一人复核',
  checked_by_somebody: '复核必须写明复核人',
  handed_down_once: '这段时间内该乡镇的这项权限已经下放，不能重复登记',
  standard_in_force: '同一启用日期已有生效的标准，请刷新后再看',
  standard_waiting: '同一启用日期已有一条标准在等待复核，请先复核或退回',
  covered_person_held_check: '起止日期颠倒，请核对',
  life_event_check: '报告人与确认人不得为同一人，请由另一人确认',
  person_check: '死亡日期早于出生日期，请核对',
  organisation_county_id_credit_code_key: '这个统一社会信用代码已属另一家社会组织，请核对登记证书',
  one_open_draw: '已有一次公告了还没有抽签，请先抽签或者作废',
  draw_needs_another: '公告抽签的人不能自己抽签，请由另一人抽取',
  case_file_county_id_number_key: '办件编号重复，请重试',
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/_not_by_second_|_not_by_/, '同一办件的这两个环节必须由不同的人办理，请由另一人办理'],
  [/_county_id_\w+_id_held_excl$/, '这一对象在这段时间内已在台账中，一个对象同时只能有一条有效记录'],
  [/_held_excl$|_excl\d*$/, '与已有的记录在时间上重叠，请核对起止日期'],
  [/confirmed_by|released_by|checked_by/, '经办与复核不得为同一人，请由另一人办理'],
  [/second/, '两名办理人不得为同一人'],
  [/payment|batch|line/, '这笔钱已经在发放中或已经发放，不能重复'],
]

/** `code` is the SQLSTATE of class 23. */
export const constraintSentence = (code: string, name: string | undefined, { column }: Violated): string => {
  const known = name && (sentences[name] ?? patterns.find(([pattern]) => pattern.test(name))?.[1])
  if (known) return known
  if (code === '23505') return '已有同样的记录，不能重复登记，请刷新后再看'
  if (code === '23P01') return '与已有的记录冲突，请核对起止日期'
  if (code === '23503') return '所引用的对象不存在或不在同一县，请重新选择'
  if (code === '23502') return `有必填的内容没有填写${column ? `（${column}）` : ''}，请补齐后再提交`
  return `内容不符合台账的规则${name ? `（${name}）` : ''}，请核对后重新填写`
}

/** Of any database error that is an answer and no fault; undefined for everything else. */
export const sentenceFor = (error: unknown): string | undefined => {
  const { code, constraint, message } = (error ?? {}) as { code?: string; constraint?: string; message?: string }
  if (code === 'MZ403') return message
  if (code && /^23(505|514|503|502|P01)$/.test(code)) return constraintSentence(code, constraint, error as Violated)
  if (code === '42501') return '对象不在您的管辖范围内，请由当地或上级办理'
  return code?.startsWith('22') ? '内容里有不能存入的字符或超出范围的数' : undefined
}
