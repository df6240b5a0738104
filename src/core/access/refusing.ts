/** What a lock in the database refuses, as the refusal that reaches the screen. */
import type pg from 'pg'
import { Refusal } from '#core/actor'

const constraints: Readonly<Record<string, string>> = {
  admin_holds_no_business: '系统管理员不得持有业务权限（三员分立）',
  admin_is_nothing_else: '系统管理员不得同时持有其他岗位的账号，业务人员也不得兼任系统管理员（三员分立）',
  maker_is_not_checker: '提出人与批准人不得是同一人，请由另一名管理员批准',
  export_needs_another: '申请人不得批准自己的导出申请，请由另一人批准',
  delegated_once: '这段时间的职责已交给别人代行，请先结束原来的',
  delegation_needs_a_third: '代行须由双方以外的管理员批准',
  import_needs_another: '提交人不得复核自己提交的导入，请由另一人复核',
  base_needs_another: '录入人不得核对自己录入的基数，请由另一人核对',
  import_waits_once: '同一文件已提交，正在等待复核，不必重复提交',
  bound_to_what_is_theirs: '外部账号须绑定其单位或场所，内部岗位不得绑定，请核对岗位',
  account_login_key: '该登录名已被使用，请换一个登录名',
}

/** The refusal in a database error: raised by a lock (MZ403), or a constraint of accounts; undefined for everything else. */
export const refusalIn = (error: unknown): Refusal | undefined => {
  const { code, message, constraint } = (error ?? {}) as Partial<pg.DatabaseError>
  if (code === 'MZ403') return new Refusal(message!, { status: 403 })
  const why = constraint && constraints[constraint]
  return why ? new Refusal(why, { status: 409 }) : undefined
}

export const refusing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw refusalIn(error) ?? error
  }
}
