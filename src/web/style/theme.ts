/** antd in our colours: dense, without motion, each text dark enough on its ground (WCAG AA). */
import type { ThemeConfig } from 'antd'

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1d5fa8',
    colorLink: '#1d5fa8',
    colorLinkHover: '#164a85',
    colorLinkActive: '#164a85',
    colorInfo: '#1d5fa8',
    colorError: '#b3261e',
    colorWarning: '#a86a00',
    colorSuccess: '#1c6b3f',
    colorText: '#1c2733',
    colorTextSecondary: '#4f5d6b',
    colorTextTertiary: '#5a6875',
    colorTextDescription: '#4f5d6b',
    colorTextPlaceholder: '#66727e',
    colorTextDisabled: '#5f6b76',
    colorBorder: '#b9c4cf',
    colorBorderSecondary: '#dde3e9',
    borderRadius: 4,
    fontSize: 14,
    motion: false,
    wireframe: false,
    fontFamily: 'inherit',
  },
  components: {
    Table: {
      headerSplitColor: 'transparent',
      headerBg: '#f3f5f7',
      headerColor: '#4f5d6b',
      rowHoverBg: '#f5f9fd',
      cellPaddingBlockSM: 6,
    },
    Segmented: { itemSelectedColor: '#174d88', itemColor: '#3b4855', trackBg: '#e7ecf1' },
    Form: { itemMarginBottom: 12, verticalLabelPadding: '0 0 2px' },
    Button: { primaryShadow: 'none', defaultShadow: 'none' },
  },
}
