/** The offices of a county bureau, in the order in which it lists them; a folder of src/domains each. */
export const offices = {
  'social-assistance': '社会救助',
  'elderly-care': '养老服务',
  'child-welfare': '儿童福利',
  disability: '残疾人福利',
  'street-relief': '流浪乞讨救助',
  marriage: '婚姻登记',
  funeral: '殡葬管理',
  'social-organisations': '社会组织',
  charity: '慈善社工志愿',
  community: '基层治理',
  'place-names': '区划地名',
  veterans: '双拥优抚',
  bureau: '局机关',
} as const
export type Office = keyof typeof offices
