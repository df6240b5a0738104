/** The real 低保 beside a matter that is kept secret: who may do what. */
import { Permissions } from '#core/access/permissions'
import type { Actor } from '#core/actor'
import { Catalogue } from '#core/catalogue'
import { field, figures, procedure, register } from '#define'
import { type Post, posts } from '#define/posts'
import * as trial from '../../src/domains/social-assistance/minimum-living.ts'

export const secret = register('秘密台账', {
  about: 'person',
  over: 'period',
  fields: { note: field.text('事由') },
  isConfidential: true,
})
export const adoption = procedure('秘密事项', { makes: secret, starts: ['application'] }).steps({
  apply: { who: 'applicant', asks: ['note'] },
  decide: { who: 'registry' },
})
export const catalogue = new Catalogue({
  'social-assistance/minimum-living': trial as never,
  'child-welfare/adoption': {
    secret,
    adoption,
    counted: figures(({ holding }) => ({ 收养数: holding(secret) }) as never),
  },
})
export const permissions = new Permissions(catalogue)
export const everyPost = Object.keys(posts) as Post[]
export const actor = (post: Post, more: Partial<Actor> = {}): Actor => ({
  ...{
    countyId: 1,
    accountId: 1,
    personId: 2,
    name: '周敏',
    post,
    divisionId: 10,
    divisions: [10, 11],
    businesses: 'all',
    mayDecide: true,
  },
  ...more,
})
export const application = 'minimum-living.application'
export const may = (a: Actor, action: string, of = application, more = {}) =>
  permissions.may(a, { of, action, divisionId: 11, ...more })
export const who = (action: string, of = application, more = {}) =>
  everyPost.filter(p => may(actor(p), action, of, more).ok)
