-- 账号、登录、权利变更、回避、审计。 Who gets in, who gave them the right, about whom they may not decide, and what they did.

-- What a lock in the database refuses carries this code, and its message is a sentence for the screen.
create function refuse(why text) returns void language plpgsql as $$ begin raise exception using errcode = 'MZ403', message = why; end $$;

create table account (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  login text not null unique check (login = lower(login) and login ~ '^[^[:space:][:cntrl:]]{2,40}$'),
  person_id bigint not null,
  name text not null check (name <> ''),
  post text not null check (post ~ '^[a-z-]+$'),
  division_id bigint not null,
  businesses text[] not null default '{}',
  organisation_id bigint, place_id bigint, unit text check (unit <> ''),
  may_decide boolean not null default false,
  must_have_second_factor boolean not null generated always as (may_decide or post in ('bureau-head', 'finance', 'auditor', 'admin')) stored,
  valid daterange not null default daterange(null, null) check (not isempty(valid)),
  created_at timestamptz not null default transaction_timestamp(),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id),
  constraint bound_to_what_is_theirs check (num_nonnulls(organisation_id, place_id, unit) <= 1 and (organisation_id is not null) = (post = 'organisation')
    and (unit is not null) = (post = 'sponsor') and (place_id is null or post in ('provider', 'facility')) and (post <> 'provider' or place_id is not null)),
  constraint admin_holds_no_business check (post <> 'admin' or (businesses = '{}' and not may_decide)),
  constraint admin_is_nothing_else exclude using gist
    (county_id with =, person_id with =, (case when post = 'admin' then 1 else 0 end) with <>, valid with &&)
);
comment on table account is '账号：何人、何岗位、何区域、何业务；权利变更须两名管理员，且不得改自己';
comment on column account.name is '姓名';
comment on column account.businesses is '业务范围；{*} 为全部';
comment on column account.organisation_id is '外部账号：只看、只办本单位的';
comment on column account.place_id is '外部账号：只看、只办本场所的';
comment on column account.unit is '外部账号：业务主管单位名称，只看、只办所主管单位的';
comment on column account.may_decide is '可作审核确认决定';
comment on column account.must_have_second_factor is '须动态口令登录';
create index on account (county_id, person_id);
create index on account (county_id, division_id);
call with_history('account');
call seen_in_county('account');
-- Who comes from outside does not see who works in the bureau.
create policy own_from_outside on account as restrictive using (not (select app_is_outside()) or id = (select app_account()));

create table account_secret (
  county_id smallint not null, account_id bigint not null,
  password_hash text not null check (password_hash like '$argon2id$%'),
  must_change_password boolean not null default false,
  totp_sealed bytea, totp_step bigint not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, account_id),
  foreign key (county_id, account_id) references account (county_id, id)
);
comment on table account_secret is '登录凭据：只由登录函数读写，任何岗位不可见，不留历史';
comment on column account_secret.totp_sealed is '动态口令密钥（加密）';
comment on column account_secret.totp_step is '最近用过的动态口令时段，不可再用';
alter table account_secret enable row level security;

-- 代行: who is away hands their duties to somebody of the same post and place, for days; given by one, let by an administrator, held by a third.
create table delegation (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  from_account bigint not null, to_account bigint not null, held daterange not null check (not isempty(held) and not upper_inf(held) and not lower_inf(held)),
  reason text not null check (length(reason) >= 4),
  asked_by bigint not null, to_person bigint not null, approved_by bigint, approved_on date, ended_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, from_account) references account (county_id, id),
  foreign key (county_id, to_account) references account (county_id, id),
  constraint delegated_to_another check (asked_by <> to_person),
  constraint delegation_needs_a_third check (approved_by not in (asked_by, to_person)),
  constraint delegated_once exclude using gist (county_id with =, from_account with =, held with &&) where (ended_on is null)
);
comment on table delegation is '代行职责：同岗位、同辖区，有起止；由本人提出、管理员批准';
call with_history('delegation');
alter table delegation enable row level security;
create policy own_or_admin on delegation using (county_id = (select app_county())
    and (from_account = (select app_account()) or to_account = (select app_account()) or (select app_post()) in ('admin', 'auditor')))
  with check (county_id = (select app_county()) and (from_account = (select app_account()) and approved_by is null or (select app_post()) = 'admin'
    or (from_account = (select app_account()) or to_account = (select app_account())) and ended_on is not null));
-- What is not there to give is not given: the same post and place, and not from outside; deciding only to who signs in with a second factor
-- and works in nothing beyond what is handed over.
create function delegated(county smallint, who bigint) returns table (businesses text[], may_decide boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select f.businesses, f.may_decide and (f.businesses = '{*}' or a.businesses <@ f.businesses)
      and exists (select from account_secret s where s.county_id = county and s.account_id = who and s.totp_sealed is not null)
    from delegation d join account a on a.county_id = d.county_id and a.id = d.to_account
      join account f on f.county_id = d.county_id and f.id = d.from_account
    where d.county_id = county and d.to_account = who and d.approved_by is not null and d.ended_on is null and d.held @> ledger_day(county)
      and f.post = a.post and f.division_id = a.division_id and f.valid @> ledger_day(county)
      and num_nonnulls(a.organisation_id, a.place_id, a.unit, f.organisation_id, f.place_id, f.unit) = 0 $$;

create table session (
  county_id smallint not null, id bytea not null, account_id bigint not null,
  started_at timestamptz not null default clock_timestamp(), last_seen_at timestamptz not null default clock_timestamp(),
  proved_at timestamptz not null default clock_timestamp(), second_factor_at timestamptz, revoked_at timestamptz,
  address text not null default '', agent text not null default '',
  primary key (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id)
);
comment on table session is '会话：只存令牌的摘要，只由登录函数读写；闲置三十分钟或满十二小时失效';
comment on column session.proved_at is '最近一次出示口令';
create index on session (county_id, account_id) where revoked_at is null;
alter table session enable row level security;

create table sign_in_attempt (
  county_id smallint not null default 0, id bigint generated always as identity,
  login_hash bytea not null, address text not null, at timestamptz not null default clock_timestamp(), succeeded boolean not null default false,
  primary key (county_id, id)
);
comment on table sign_in_attempt is '登录尝试：先记后验，并发也不能多试';
create index on sign_in_attempt (login_hash, at);
create index on sign_in_attempt (address, at);
alter table sign_in_attempt enable row level security;

create table account_change (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  kind text not null check (kind in ('new', 'rights', 'credentials', 'close')),
  account_id bigint, login text, person_id bigint, name text, post text, division_id bigint, businesses text[], may_decide boolean, valid daterange,
  organisation_id bigint, place_id bigint, unit text,
  reason text not null check (length(reason) >= 4),
  proposed_by bigint not null, proposed_on date not null, approved_by bigint, approved_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  check ((kind = 'new') = (account_id is null) or approved_by is not null),
  constraint maker_is_not_checker check (approved_by <> proposed_by)
);
comment on table account_change is '账号与权利变更：一名管理员提出，另一名批准，都不得是本人';
comment on column account_change.proposed_by is '提出人（人，不是账号）';
call with_history('account_change');
alter table account_change enable row level security;
create policy by_admins on account_change using (county_id = (select app_county()) and (select app_post()) in ('admin', 'auditor'))
  with check (county_id = (select app_county()) and (select app_post()) = 'admin' and proposed_by = (select app_person()) and approved_by is null);

-- The application never writes an account; the functions below do, after their own checks. The owner of the tables (the technician at the machine) may.
create function only_by_two() returns trigger language plpgsql as $$
begin
  if not pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'member') then
    perform refuse('账号与权利只能由一名管理员提出、另一名批准后变更');
  end if;
  return new;
end $$;
create trigger only_by_two before insert or update on account for each row execute function only_by_two();

-- The first accounts of a county, all in one transaction; later ones need two administrators. The owner of the tables may always.
create function found_accounts(county smallint, accounts jsonb) returns table (login text, account_id bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  if not pg_has_role(session_user, (select relowner from pg_class where oid = 'account'::regclass), 'member')
     and exists (select from account a where a.county_id = county and a.created_at < transaction_timestamp()) then
    perform refuse('本县已有账号：新账号由一名管理员提出、另一名批准');
  end if;
  return query
    with told as (
      select nextval('ledger_id') as id, t.* from jsonb_to_recordset(accounts) as t (login text, person_id bigint, name text, post text,
        division_id bigint, businesses text[], may_decide boolean, valid daterange, organisation_id bigint, place_id bigint, unit text, password_hash text, must_change_password boolean, totp_sealed text)
    ), made as (
      insert into account (county_id, id, login, person_id, name, post, division_id, businesses, may_decide, valid, organisation_id, place_id, unit)
      select county, t.id, t.login, t.person_id, t.name, t.post, t.division_id, t.businesses, t.may_decide, t.valid, t.organisation_id, t.place_id, t.unit
        from told t returning id
    ), secret as (
      insert into account_secret (county_id, account_id, password_hash, must_change_password, totp_sealed)
      select county, t.id, t.password_hash, t.must_change_password, decode(t.totp_sealed, 'base64') from told t join made using (id) returning 1
    )
    select t.login, t.id from told t;
end $$;

create function approve_account_change(change bigint, password_hash text, totp_sealed bytea) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare c account_change; target bigint; made bigint;
begin
  select * into c from account_change x where x.county_id = app_county() and x.id = change for update;
  if c.id is null then perform refuse('没有这项账号变更'); end if;
  if c.approved_by is not null then perform refuse('这项账号变更已经批准过'); end if;
  target := coalesce((select a.person_id from account a where a.county_id = c.county_id and a.id = c.account_id), c.person_id);
  if (select count(distinct a.person_id) from account a where a.county_id = c.county_id and a.post = 'admin'
        and a.person_id in (c.proposed_by, app_person()) and a.valid @> ledger_day(c.county_id)) < 2 or c.proposed_by = app_person() then
    perform refuse('账号变更须由两名不同的管理员分别提出和批准');
  end if;
  if target in (c.proposed_by, app_person()) then perform refuse('不得提出或批准自己的账号变更'); end if;
  made := c.account_id;
  if c.kind = 'new' then
    insert into account (county_id, login, person_id, name, post, division_id, businesses, may_decide, valid, organisation_id, place_id, unit)
      values (c.county_id, c.login, c.person_id, c.name, c.post, c.division_id, c.businesses, c.may_decide, c.valid, c.organisation_id, c.place_id, c.unit)
      returning id into made;
    insert into account_secret values (c.county_id, made, password_hash, true, totp_sealed);
  elsif c.kind = 'rights' then
    update account set post = c.post, division_id = c.division_id, businesses = c.businesses, may_decide = c.may_decide, valid = c.valid,
      organisation_id = c.organisation_id, place_id = c.place_id, unit = c.unit where county_id = c.county_id and id = made;
    update account_secret s set totp_sealed = coalesce(s.totp_sealed, approve_account_change.totp_sealed)
      where s.county_id = c.county_id and s.account_id = made;
  elsif c.kind = 'credentials' then
    update account_secret s set password_hash = approve_account_change.password_hash, totp_sealed = approve_account_change.totp_sealed,
      totp_step = 0, must_change_password = true where s.county_id = c.county_id and s.account_id = made;
  else
    update account set valid = daterange(coalesce(lower(valid), ledger_day(c.county_id) - 1), ledger_day(c.county_id))
      where county_id = c.county_id and id = made;
  end if;
  update session set revoked_at = clock_timestamp() where county_id = c.county_id and account_id = made and revoked_at is null;
  perform audit_note('account.' || c.kind, null, 'account:' || made, jsonb_build_object('change', change, 'proposed_by', c.proposed_by));
  update account_change set approved_by = app_person(), approved_on = ledger_day(c.county_id), account_id = made
    where county_id = c.county_id and id = change;
  return made;
end $$;

-- 审计. Entries are written without waiting for each other, in the transaction of what they tell; a sealer links them into the chain afterwards.
create sequence audit_id as bigint;
create table audit_entry (
  county_id smallint not null,
  id bigint not null default nextval('audit_id'),
  at timestamptz not null default clock_timestamp(),
  xact bigint not null default pg_current_xact_id()::text::bigint,
  account_id bigint not null, person_id bigint not null, post text not null,
  action text not null, business text, subject text, detail jsonb not null default '{}',
  primary key (county_id, id)
);
comment on table audit_entry is '审计记录（只增不改）：何人、何时、对何人何事、做了什么、为什么';
comment on column audit_entry.xact is '所在事务；先于一切未结束事务的记录才入链，晚提交的不会漏';
comment on column audit_entry.subject is '对象，如 person:1001、household:1002';
create index on audit_entry (county_id, xact, id);
create index on audit_entry (county_id, subject, id) where subject is not null;
create index on audit_entry (county_id, account_id, id);
create table audit_link (
  county_id smallint not null, position bigint not null, entry_id bigint not null, xact bigint, server text not null,
  entry_hash bytea not null check (length(entry_hash) = 32), hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (county_id, position), unique (county_id, entry_id)
);
comment on table audit_link is '审计链（SM3，只增不改）：每环含前一环的摘要';
create index on audit_link (county_id, server, xact);
create table audit_anchor (
  county_id smallint not null, day date not null, position bigint not null, hash bytea not null check (length(hash) = 32),
  made_at timestamptz not null default clock_timestamp(),
  primary key (county_id, day)
);
comment on table audit_anchor is '审计锚（只增不改）：当日链尾的摘要，打印后送财政、审计部门留存';

create function audit_text(e audit_entry) returns text language sql stable parallel safe as $$
  select jsonb_build_array(e.county_id, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.xact, e.account_id, e.person_id, e.post,
    e.action, e.business, e.subject, e.detail)::text $$;
-- For a statement that does and tells in one: select …, audit_note('case.decided', …).
create function audit_note(action text, business text, subject text, detail jsonb default '{}') returns bigint language sql as $$
  insert into audit_entry (county_id, account_id, person_id, post, action, business, subject, detail)
  values (app_county(), app_account(), app_person(), app_post(), action, business, subject, detail) returning id $$;
create function audit_server() returns text language sql stable as $$ select system_identifier::text from pg_control_system() $$;

create function only_grows() returns trigger language plpgsql as $$ begin perform refuse('审计只增不改'); return null; end $$;
do $$ declare tab text;
begin
  foreach tab in array array['audit_entry', 'audit_link', 'audit_anchor'] loop
    execute format('create trigger only_grows before update or delete or truncate on %I for each statement execute function only_grows()', tab);
    execute format('alter table %I enable row level security', tab);
    execute format($p$create policy read_by_auditors on %I for select using (county_id = (select app_county()) and (select app_post()) = 'auditor')$p$, tab);
  end loop;
end $$;
create policy own_entries on audit_entry for select using (county_id = (select app_county()) and account_id = (select app_account()));
-- In one's own name, at this moment, in this transaction.
create policy in_own_name on audit_entry for insert with check (county_id = (select app_county()) and account_id = (select app_account())
  and xact = pg_current_xact_id()::text::bigint and at between clock_timestamp() - interval '1 minute' and clock_timestamp());
create policy by_the_sealer on audit_link for insert with check (county_id = (select app_county()) and (select app_post()) = 'auditor');
create policy by_the_sealer on audit_anchor for insert with check (county_id = (select app_county()) and (select app_post()) = 'auditor');

-- Signing in. An attempt counts as failed until proven, so that a hundred at once are no more than one after the other.
-- Limits hold for an account at an address, and for an address: nobody can lock out another who sits elsewhere.
create function attempt_begin(county smallint, login text, address text, out attempt bigint, out wait_seconds integer)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare who bytea := sha256(convert_to(lower(login), 'UTF8')); now_is timestamptz; here integer; first_here timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('sign in ' || address, 0));
  now_is := clock_timestamp();
  select count(*), min(t.at) into here, first_here from (select at from sign_in_attempt a
    where a.login_hash = who and a.address = attempt_begin.address and not a.succeeded and a.at > now_is - interval '15 minutes' order by at desc limit 5) t;
  if here >= 5 then wait_seconds := ceil(extract(epoch from first_here + interval '15 minutes' - now_is)); return; end if;
  if (select count(*) from sign_in_attempt a where a.address = attempt_begin.address and not a.succeeded and a.at > now_is - interval '15 minutes') >= 60
  then wait_seconds := 900; return; end if;
  -- Guessing from everywhere: only addresses where this account has been at home go on.
  if (select count(*) from sign_in_attempt a where a.login_hash = who and not a.succeeded and a.at > now_is - interval '1 hour') >= 100
     and not exists (select from sign_in_attempt a where a.login_hash = who and a.address = attempt_begin.address and a.succeeded)
  then wait_seconds := 3600; return; end if;
  insert into sign_in_attempt (county_id, login_hash, address) values (coalesce(county, 0), who, address) returning id into attempt;
end $$;

create function sign_in_begin(login text, address text)
  returns table (attempt bigint, wait_seconds integer, county_id smallint, account_id bigint, password_hash text, stands text)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare a account; t record;
begin
  select * into a from account x where x.login = lower(sign_in_begin.login);
  select * into t from attempt_begin(a.county_id, sign_in_begin.login, address);
  return query select t.attempt, t.wait_seconds, a.county_id, a.id,
    (select s.password_hash from account_secret s where t.attempt is not null and s.county_id = a.county_id and s.account_id = a.id),
    case when a.id is null then 'unknown' when not a.valid @> ledger_day(a.county_id) then 'closed' else 'open' end;
end $$;

-- What an account does at the door is audited there and then.
create function account_note(county smallint, who bigint, action text, detail jsonb) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into audit_entry (county_id, account_id, person_id, post, action, subject, detail)
    select county, a.id, a.person_id, a.post, action, 'account:' || a.id, detail from account a where a.county_id = county and a.id = who $$;

create function sign_in_end(county smallint, attempt bigint, account bigint, session_id bytea, address text, agent text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update sign_in_attempt a set succeeded = true where a.county_id = county and a.id = attempt;
  insert into session (county_id, id, account_id, address, agent) values (county, session_id, account, address, left(agent, 300));
  perform account_note(county, account, 'sign-in.done', jsonb_build_object('address', address, 'agent', left(agent, 300)));
end $$;

-- One call a request: the session is looked at, kept awake, and answers who asks. `state` other than 'ok' says what is missing.
create function session_actor(county smallint, session_id bytea)
  returns table (state text, account_id bigint, person_id bigint, name text, post text, division_id bigint, sees_all boolean, divisions bigint[],
    businesses text[], may_decide boolean, fresh_seconds integer, has_second_factor boolean, organisation_id bigint, place_id bigint, unit text)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare s session; a account; k account_secret; now_is timestamptz := clock_timestamp(); all_of_it boolean;
begin
  select * into s from session x where x.county_id = county and x.id = session_id;
  if s.id is null or s.revoked_at is not null or s.last_seen_at < now_is - interval '30 minutes' or s.started_at < now_is - interval '12 hours' then
    return query select 'ended', null::bigint, null::bigint, null, null, null::bigint, false, null::bigint[], null::text[], false, 0, false, null::bigint, null::bigint, null;
    return;
  end if;
  if s.last_seen_at < now_is - interval '1 minute' then
    update session set last_seen_at = now_is where county_id = county and id = session_id;
  end if;
  select * into a from account x where x.county_id = county and x.id = s.account_id;
  select * into k from account_secret x where x.county_id = county and x.account_id = s.account_id;
  all_of_it := num_nonnulls(a.organisation_id, a.place_id, a.unit) = 0
    and (select d.level = 'county' from division d where d.county_id = county and d.id = a.division_id);
  return query select
    case when not a.valid @> ledger_day(county) then 'ended'
         when (a.must_have_second_factor or k.totp_sealed is not null) and s.second_factor_at is null then 'second factor'
         when k.must_change_password then 'password' else 'ok' end,
    a.id, a.person_id, a.name, a.post, a.division_id, all_of_it,
    case when num_nonnulls(a.organisation_id, a.place_id, a.unit) > 0 then '{}' when not all_of_it then array(select w.division_id from division_within w where w.county_id = county and w.ancestor_id = a.division_id) end,
    array(select distinct unnest(a.businesses || array(select unnest(g.businesses) from delegated(county, a.id) g))),
    a.may_decide or exists (select from delegated(county, a.id) g where g.may_decide), greatest(0, 300 - extract(epoch from now_is - s.proved_at)::integer), k.totp_sealed is not null,
    a.organisation_id, a.place_id, a.unit;
end $$;

-- For a second factor or a repeated password. The session stays; what comes back is needed to check the proof.
create function proof_begin(county smallint, session_id bytea)
  returns table (attempt bigint, wait_seconds integer, account_id bigint, password_hash text, totp_sealed bytea, totp_step bigint, epoch bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare s session; a account; t record;
begin
  select * into s from session x where x.county_id = county and x.id = session_id and x.revoked_at is null
    and x.last_seen_at > clock_timestamp() - interval '30 minutes' and x.started_at > clock_timestamp() - interval '12 hours';
  if s.id is null then return; end if;
  select * into a from account x where x.county_id = county and x.id = s.account_id and x.valid @> ledger_day(county);
  if a.id is null then return; end if;
  select * into t from attempt_begin(county, a.login, s.address);
  if t.attempt is null then update session set revoked_at = clock_timestamp() where county_id = county and id = session_id; end if;
  return query select t.attempt, t.wait_seconds, a.id, k.password_hash, k.totp_sealed, k.totp_step, floor(extract(epoch from clock_timestamp()))::bigint
    from account_secret k where k.county_id = county and k.account_id = a.id;
end $$;

-- `step`: of the one-time code, null for a password. False: that code was used before.
create function proof_end(county smallint, attempt bigint, session_id bytea, step bigint, new_session_id bytea) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare who bigint;
begin
  if step is not null then
    update account_secret k set totp_step = step from session s
      where s.county_id = county and s.id = session_id and k.county_id = county and k.account_id = s.account_id and k.totp_step < step;
    if not found then return false; end if;
  end if;
  update sign_in_attempt a set succeeded = true where a.county_id = county and a.id = attempt;
  update session set id = new_session_id, proved_at = clock_timestamp(), last_seen_at = clock_timestamp(),
    second_factor_at = case when step is null then second_factor_at else clock_timestamp() end
    where county_id = county and id = session_id and revoked_at is null returning account_id into who;
  if who is null then return false; end if;
  perform account_note(county, who, case when step is null then 'proof.password' else 'proof.second-factor' end, '{}');
  return true;
end $$;

create function session_revoke(county smallint, session_id bytea) returns void language sql security definer set search_path = public, pg_temp as $$
  with ended as (update session set revoked_at = clock_timestamp() where county_id = county and id = session_id and revoked_at is null returning account_id)
  select account_note(county, account_id, 'sign-out', '{}') from ended $$;

create function account_login(county smallint, who bigint) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select login from account where county_id = county and id = who $$;

-- A new password ends the account's other sessions.
create function password_change(county smallint, session_id bytea, new_hash text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare who bigint := (select account_id from session where county_id = county and id = session_id and revoked_at is null);
begin
  update account_secret set password_hash = new_hash, must_change_password = false where county_id = county and account_id = who;
  update session set revoked_at = clock_timestamp() where county_id = county and account_id = who and id <> session_id and revoked_at is null;
  perform account_note(county, who, 'password.changed', '{}');
end $$;

-- 回避（公务员法第七十六条；近亲属：民法典第一千零四十五条）. Read with open eyes: a relation in another town binds all the same.
-- 'up': the relative is the person's parent; 'down': a child; 'former': no relative any more; 'beside': any other that was declared.
create function kin_way(relation text) returns text language sql immutable parallel safe as $$
  select case when relation in ('父母', '父', '母', '父亲', '母亲', '养父', '养母', '养父母', '继父', '继母', '继父母', '51', '52', '57', '58') then 'up'
    when relation in ('子女', '子', '女', '儿子', '女儿', '养子', '养女', '养子女', '继子', '继女', '继子女', '独生子', '独生女')
      or relation ~ '^(2[0-79]|3[0-79])$' then 'down'
    when relation in ('前配偶', '前夫', '前妻') then 'former' else 'beside' end $$;
comment on column kinship.relation is '亲属是本人的什么人：配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女；前配偶不算近亲属';

-- Declared in either direction, and what follows from parents and children: grandparents, grandchildren, brothers and sisters.
create function near_relatives(county smallint, persons bigint[]) returns table (person_id bigint, relative_id bigint)
  language sql stable security definer rows 5 set search_path = public, pg_temp as $$
  with direct as (
    select k.person_id as a, k.relative_id as b, kin_way(k.relation) as way from kinship k where k.county_id = county and k.person_id = any (persons)
    union
    select k.relative_id, k.person_id, case kin_way(k.relation) when 'up' then 'down' when 'down' then 'up' else kin_way(k.relation) end
      from kinship k where k.county_id = county and k.relative_id = any (persons)
  ), line as (select a, b, way from direct where way in ('up', 'down')
  ), next as (
    select l.a, k.relative_id as b, l.way, kin_way(k.relation) as way_on from line l join kinship k on k.county_id = county and k.person_id = l.b
    union
    select l.a, k.person_id, l.way, case kin_way(k.relation) when 'up' then 'down' when 'down' then 'up' end
      from line l join kinship k on k.county_id = county and k.relative_id = l.b
  )
  select a, b from direct where way <> 'former'
  union
  select a, b from next where a <> b and (way, way_on) in (('up', 'up'), ('up', 'down'), ('down', 'down')) $$;

-- Whether the actor is a member of the household, or a near relative of any member.
create function conflicts(county smallint, actor_person bigint, household bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from household_member m where m.county_id = county and m.household_id = household
    and (upper_inf(m.held) or upper(m.held) > ledger_day(county))
    and (m.person_id = actor_person or m.person_id in (select n.relative_id from near_relatives(county, array[actor_person]) n))) $$;

-- Those who acted (persons or accounts), their relatives, and whoever lives with one of these; and the households they live in.
create function near_to(county smallint, acted bigint[], out persons bigint[], out households bigint[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  persons := array(select coalesce(a.person_id, b) from unnest(acted) b left join account a on a.county_id = county and a.id = b);
  persons := array(select unnest(persons) union select n.relative_id from near_relatives(county, persons) n);
  households := array(select m.household_id from household_member m where m.county_id = county and m.person_id = any (persons)
    and (upper_inf(m.held) or upper(m.held) > ledger_day(county)));
  persons := array(select unnest(persons) union select m.person_id from household_member m where m.county_id = county and m.household_id = any (households)
    and (upper_inf(m.held) or upper(m.held) > ledger_day(county)));
end $$;

-- Arguments: about ('household', 'person', 'case'), the column of the subject, a condition on the row, then the columns that name who acted
-- (a person or an account). From the few who acted to their relatives and the households of those, and only then to the changed rows, however many
-- those are; who acted in which row is asked where one of them stands in any. On an update only a name that is new is looked at.
create function refuse_conflict() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  by_columns text[] := tg_argv[3:];
  before text := case when tg_op = 'UPDATE' then 'left join before o on o.county_id = c.county_id and o.id = c.id' else '' end;
  named text := (select string_agg(format(case when tg_op = 'UPDATE' then '(case when c.%1$I is distinct from o.%1$I then c.%1$I end)' else '(c.%1$I)' end, b), ', ')
                 from unnest(by_columns) b);
  -- Of a household: those who belong to it. Of a person: those who live with them. Of a case: of its household, its person, each of its parties.
  meets text := case tg_argv[0]
    when 'household' then 'select from done d join near n using (county_id, by_id) where n.household_id = d.subject'
    when 'person' then 'select from done d join beside p using (county_id, by_id) where p.person_id = d.subject'
    else 'select from done d join case_file f on f.county_id = d.county_id and f.id = d.subject
            left join near n on n.county_id = d.county_id and n.by_id = d.by_id and n.household_id = f.household_id
            left join kin k on k.county_id = d.county_id and k.by_id = d.by_id and k.relative_id = f.person_id
            left join beside p on f.household_id is null and p.county_id = d.county_id and p.by_id = d.by_id and p.person_id = f.person_id
            where n.household_id is not null or k.relative_id is not null or p.person_id is not null
          union all
          select from (select county_id, array_agg(distinct person_id) as persons from beside group by 1) g
            cross join lateral (select y.person_id, y.case_id from case_party y where y.county_id = g.county_id and y.person_id = any (g.persons) and y.number > 0) y
            join beside p on p.county_id = g.county_id and p.person_id = y.person_id
            join done d on d.county_id = p.county_id and d.by_id = p.by_id and d.subject = y.case_id' end;
  -- Whether one of the few stands in a changed row at all, whoever of them acted in it.
  meets_any text := case tg_argv[0] when 'household' then 'select from changed c where c.%1$I = any ($1)'
    when 'person' then 'select from changed c where c.%1$I = any ($2)'
    else 'select from changed c join case_file f on f.county_id = c.county_id and f.id = c.%1$I where f.household_id = any ($1) or f.person_id = any ($2)
          union all
          select from case_party y join changed c on c.%1$I = y.case_id where y.county_id = c.county_id and y.person_id = any ($2) and y.number > 0' end;
  acted bigint[];
  counties smallint[];
  few record;
  found boolean;
begin
  execute format('select array_agg(distinct x.by_id), array_agg(distinct c.county_id) from (select * from changed where %s) c %s cross join lateral (values %s) x (by_id)
    where x.by_id is not null', tg_argv[2], before, named) into acted, counties;
  if acted is null then return null; end if;
  if cardinality(counties) = 1 then
    few := near_to(counties[1], acted);
    execute format('select exists (' || meets_any || ')', tg_argv[1]) using few.households, few.persons into found;
    if not found then return null; end if;
  end if;
  execute format($q$
    with done as materialized (
      select distinct c.county_id, c.%1$I as subject, x.by_id from (select * from changed where %4$s) c %2$s
        cross join lateral (values %3$s) x (by_id) where x.by_id is not null
    ), actor as materialized (
      select d.county_id, d.by_id, coalesce(a.person_id, d.by_id) as person_id
        from (select distinct county_id, by_id from done) d left join account a on a.county_id = d.county_id and a.id = d.by_id
    ), kin as materialized (
      select county_id, by_id, person_id as relative_id from actor
      union select a.county_id, a.by_id, n.relative_id
        from (select g.county_id, n.* from (select county_id, array_agg(distinct person_id) as persons from actor group by 1) g
              cross join lateral near_relatives(g.county_id, g.persons) n) n
          join actor a on a.county_id = n.county_id and a.person_id = n.person_id
    ), near as materialized ( -- named one by one, so that the few are looked up among all the county's households
      select distinct k.county_id, k.by_id, m.household_id
        from (select county_id, array_agg(distinct relative_id) as persons from kin group by 1) g
          cross join lateral (select m.person_id, m.household_id from household_member m where m.county_id = g.county_id and m.person_id = any (g.persons)
            and (upper_inf(m.held) or upper(m.held) > ledger_day(g.county_id))) m
          join kin k on k.county_id = g.county_id and k.relative_id = m.person_id
    ), beside as materialized (
      select county_id, by_id, relative_id as person_id from kin
      union select n.county_id, n.by_id, m.person_id from near n join household_member m on m.county_id = n.county_id and m.household_id = n.household_id
          and (upper_inf(m.held) or upper(m.held) > ledger_day(n.county_id))
    )
    select exists (%5$s)
  $q$, tg_argv[1], before, named, tg_argv[2], meets) into found;
  if found then perform refuse('回避：经办人是该家庭成员或其近亲属，不得办理，请转由其他人员办理（民法典第一千零四十五条）'); end if;
  return null;
end $$;
create procedure no_conflict(tab text, about text, subject text, by_columns text[], only_where text default 'true') language plpgsql as $$
declare arguments text := (select string_agg(quote_literal(x), ', ') from unnest(array[about, subject, only_where] || by_columns) x);
begin
  execute format('create trigger no_conflict_in_new after insert on public.%I referencing new table as changed for each statement
    execute function refuse_conflict(%s)', tab, arguments);
  execute format('create trigger no_conflict_in_changed after update on public.%I referencing old table as before new table as changed for each statement
    execute function refuse_conflict(%s)', tab, arguments);
end $$;

-- Which key file belongs to this ledger: another one would read nothing, and must not begin to write.
create table sealing_key (
  county_id smallint not null references county, fingerprint text not null,
  known_from timestamptz not null default ledger_now(), primary key (county_id)
);
comment on table sealing_key is '密钥文件的指纹：启动时核对，拿错密钥文件即拒绝（只增不改）';
call seen_in_county('sealing_key');
create function sealing_fingerprint(county smallint, fingerprint text) returns text language sql security definer set search_path = public, pg_temp as $$
  with first as (insert into sealing_key (county_id, fingerprint) values (county, fingerprint) on conflict do nothing returning fingerprint)
  select fingerprint from first union all select k.fingerprint from sealing_key k where k.county_id = county limit 1 $$;

-- Many rows at once leave the house only when a second person has agreed to this list, once.
create table export_request (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  of text not null, filter jsonb not null, row_count integer not null check (row_count > 0), purpose text not null check (length(purpose) >= 4),
  asked_by bigint not null, asked_account bigint not null, asked_on date not null,
  approved_by bigint, approved_on date, used_at timestamptz,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  constraint export_needs_another check (approved_by <> asked_by),
  check ((approved_by is null) = (approved_on is null)), check (used_at is null or approved_by is not null)
);
comment on table export_request is '导出申请：超过限额的名单须另一人批准，一次有效';
call with_history('export_request');
alter table export_request enable row level security;
create policy own_or_overseen on export_request using (county_id = (select app_county())
  and (asked_account = (select app_account()) or (select app_post()) in ('county', 'bureau-head', 'auditor')));
