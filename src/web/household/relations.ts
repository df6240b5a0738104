/** 与户主关系 (GB/T 4761), those that live together. */
export const relations: Readonly<Record<string, string>> = {
  '10': '配偶',
  '20': '子',
  '30': '女',
  '28': '女婿',
  '38': '儿媳',
  '41': '孙子',
  '42': '孙女',
  '43': '外孙子',
  '44': '外孙女',
  '51': '父亲',
  '52': '母亲',
  '53': '公公',
  '54': '婆婆',
  '55': '岳父',
  '56': '岳母',
  '61': '祖父',
  '62': '祖母',
  '63': '外祖父',
  '64': '外祖母',
  '73': '兄',
  '75': '弟',
  '77': '姐姐',
  '79': '妹妹',
  '97': '其他亲属',
  '99': '非亲属',
}
/** The server may hand over the code or the word. */
export const relationTitle = (relation: string | undefined) =>
  !relation ? '—' : relation === '02' || relation === '01' ? '户主' : (relations[relation] ?? relation)
