/** 保管期限 of a closed file: 国家档案局令第8号 knows three, 《婚姻登记档案管理办法》 a fourth. */
export const retentions = {
  'for ever': { title: '永久' },
  '100 years': { title: '100年', years: 100 },
  '30 years': { title: '30年', years: 30 },
  '10 years': { title: '10年', years: 10 },
} as const satisfies Record<string, { title: string; years?: number }>
export type Retention = keyof typeof retentions
