-- 办件：一切事项共用的案卷头、经过、公示、异议、暂停、救济；各事项自己的字段在由定义生成的表里。
create table case_file (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  business text not null, procedure text not null, number text not null,
  division_id bigint not null, town_id bigint,
  household_id bigint, person_id bigint, organisation_id bigint, place_id bigint, is_joint boolean not null default false,
  is_alone boolean not null default true, row_id bigint, applicant_id bigint,
  source text not null check (source in ('application', 'discovery', 'clue', 'event', 'schedule', 'sample', 'appeal', 'import',
    'entry', 'lapse', 'draw')),
  edition text not null, applied_on date not null, opened_by bigint not null,
  stands text not null default 'open' check (stands in ('open', 'ended')),
  accepted_on date, outcome text, ended_on date, ended_as text, decided_on date, round integer not null default 1,
  at_step text, at_post text, at_division_id bigint, opens_on date, due date, total_due date,
  paused_on date, pause_reason text, extended_to date, has_told_missing boolean not null default false,
  earlier_case_id bigint, version integer not null default 1,
  queue_day date generated always as (coalesce(due, 'infinity')) stored,
  is_received boolean generated always as (at_division_id <> division_id) stored,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  unique (county_id, number),
  foreign key (county_id, division_id) references division (county_id, id),
  foreign key (county_id, household_id) references household (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  check ((stands = 'ended') = (ended_on is not null))
);
comment on table case_file is '办件';
comment on column case_file.is_joint is '有几方，各方见 case_party';
comment on column case_file.is_alone is '同一对象同时只能有一件未办结的（投诉举报等可以有几件）';
comment on column case_file.edition is '受理时适用的定义版本（摘要）';
comment on column case_file.at_step is '当前环节';
comment on column case_file.accepted_on is '受理之日';
comment on column case_file.ended_as is '逾期如何终止：视为撤回等，自办结之日起';
comment on column case_file.at_division_id is '当前环节办理地';
comment on column case_file.opens_on is '当前环节可办理之日';
comment on column case_file.due is '当前环节期限';
comment on column case_file.total_due is '总期限';
comment on column case_file.is_received is '当前环节由别处办理（迁入地接收）';
comment on column case_file.queue_day is '排队之日：当前环节期限，没有期限的排在最后';
comment on column case_file.has_told_missing is '已一次性告知补正';
create index case_file_queue on case_file (county_id, at_division_id, at_post, queue_day, id) where stands = 'open';
create index case_file_town_queue on case_file (county_id, town_id, at_post, queue_day, id) where stands = 'open';
create index case_file_county_queue on case_file (county_id, at_post, queue_day, id) where stands = 'open';
create index case_file_all_open on case_file (county_id, queue_day, id) where stands = 'open';
create index case_file_received on case_file (county_id, at_division_id) where stands = 'open' and is_received;
create index case_file_town on case_file (county_id, town_id, id);
create index case_file_household on case_file (county_id, household_id) where household_id is not null;
create index case_file_person on case_file (county_id, person_id) where person_id is not null;
create index case_file_row on case_file (county_id, row_id) where row_id is not null;
create index case_file_organisation on case_file (county_id, organisation_id) where organisation_id is not null;
create index case_file_place on case_file (county_id, place_id) where place_id is not null;
create unique index one_open_case on case_file (county_id, procedure, household_id) where stands = 'open' and is_alone and household_id is not null;
create unique index one_open_case_of_person on case_file (county_id, procedure, person_id) where stands = 'open' and is_alone and household_id is null and person_id is not null;
create unique index one_open_case_of_organisation on case_file (county_id, procedure, organisation_id) where stands = 'open' and is_alone and organisation_id is not null;
create unique index one_open_case_of_place on case_file (county_id, procedure, place_id) where stands = 'open' and is_alone and place_id is not null;
call with_history('case_file');

create table case_act (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), case_id bigint not null,
  round integer not null, step text not null, act text not null check (act in ('opened', 'done', 'missing papers', 'not accepted', 'returned',
    'withdrawn', 'objection', 'objection answered', 'paused', 'resumed', 'extended', 'reminded', 'opinion', 'lapsed', 'appealed', 'appeal answered', 'corrected', 'archived')),
  on_day date not null, account_id bigint not null, person_id bigint not null, second_person_id bigint check (second_person_id <> person_id),
  outcome text, says text, fields jsonb, basis jsonb,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table case_act is '办件经过（只增不改）';
comment on column case_act.basis is '决定依据：逐行核算表、逐条条件、所用标准';
create index case_act_of on case_act (county_id, case_id, id);

create table request_key (
  county_id smallint not null, key text not null, hash bytea not null, answer jsonb, known_from timestamptz not null default ledger_now(),
  primary key (county_id, key)
);
comment on table request_key is '请求幂等键：同一请求按几次都只算一次';

create table case_notice (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), case_id bigint not null, round integer not null,
  division_id bigint not null, posted_on date not null, last_day date not null, place text not null,
  shows jsonb not null, photos uuid[] not null default '{}', known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), unique (county_id, case_id, round),
  foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table case_notice is '公示：只登载允许公示的内容（只增不改）';
create index on case_notice (county_id, division_id, last_day);

create table case_objection (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), case_id bigint not null, round integer not null,
  lodged_on date not null, informant text, says text not null, received_by bigint not null,
  upheld boolean, answer text, answered_by bigint, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table case_objection is '公示异议';
create index on case_objection (county_id, case_id);
call with_history('case_objection');

create table case_pause (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), case_id bigint not null,
  from_day date not null, to_day date, reason text not null, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), foreign key (county_id, case_id) references case_file (county_id, id), check (to_day >= from_day)
);
comment on table case_pause is '时限暂停';
create index on case_pause (county_id, case_id);
call with_history('case_pause');

create table case_appeal (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), case_id bigint not null,
  kind text not null check (kind in ('申诉', '行政复议', '行政诉讼')), lodged_on date not null, grounds text not null, received_by bigint not null,
  outcome text check (outcome in ('upheld', 'annulled')), answer text, answered_on date, answered_by bigint check (answered_by <> received_by),
  new_case_id bigint, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table case_appeal is '救济：申诉、行政复议、行政诉讼';
create index on case_appeal (county_id, case_id);
create unique index one_open_appeal on case_appeal (county_id, case_id) where outcome is null;
call with_history('case_appeal');

create table case_opinion (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), case_id bigint not null, round integer not null,
  step text not null, department text not null, agrees boolean not null, says text not null check (says <> ''),
  answered_on date not null, recorded_by bigint not null, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), unique (county_id, case_id, round, step, department),
  foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table case_opinion is '部门意见：并行征求，各部门一轮一答（只增不改）';

create table attachment (
  county_id smallint not null, id uuid not null default gen_random_uuid(), case_id bigint,
  name text not null, media_type text not null, bytes integer not null check (bytes > 0), sha256 bytea not null, added_by bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), foreign key (county_id, case_id) references case_file (county_id, id)
);
create index on attachment (county_id, case_id);
comment on table attachment is '附件（内容存于附件目录，此处存摘要；只增不改）';

create table serial_counter (
  county_id smallint not null, series text not null, last integer not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, series)
);
comment on table serial_counter is '编号序列：在同一事务内取号，不跳号';

-- Who is covered by benefits that are never together: one table, one constraint over the period (rulebook 15).
create table covered_person (
  county_id smallint not null, id bigint not null default nextval('ledger_id'),
  business text not null, register text not null, row_id bigint not null, division_id bigint not null, measure text not null, person_id bigint not null,
  held daterange not null, apart text, case_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  constraint covered_once exclude using gist (county_id with =, apart with =, person_id with =, held with &&) where (apart is not null)
);
comment on column covered_person.division_id is '台账行所在村（居）';
comment on table covered_person is '保障人口，各有起止（空区间为未生效即撤销）；不得同时享受的待遇，一人同时只在一处';
create index covered_person_row on covered_person (county_id, row_id);
create index covered_person_person on covered_person (county_id, person_id);
call with_history('covered_person');

call seen_in_area('case_file');
-- A step may be done elsewhere (迁入地接收): the place where it is done sees the case, and the household, as long as it is its turn.
create policy at_its_turn on case_file using (county_id = (select app_county()) and stands = 'open' and at_division_id = any ((select app_divisions())::bigint[]));
-- Whoever has done a step of a case may follow it where it goes.
create function app_acted(file bigint) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from case_act a where a.county_id = app_county() and a.case_id = file and a.person_id = app_person()) $$;
create policy acted_in on case_file using (county_id = (select app_county()) and app_acted(id));
-- Asked once a statement, and only where a row outside the asker's own area is met.
create function app_receiving() returns bigint[] language sql stable security definer set search_path = public, pg_temp
  as $$ select array_agg(distinct c.household_id) from case_file c where c.county_id = app_county() and c.stands = 'open'
          and c.is_received and c.at_division_id = any (app_divisions()) $$;
create function app_receiving_persons() returns bigint[] language sql stable security definer set search_path = public, pg_temp
  as $$ select array_agg(m.person_id) from household_member m where m.county_id = app_county() and m.household_id = any (app_receiving()) and upper_inf(m.held) $$;
create policy at_its_turn on household for select using (county_id = (select app_county()) and id = any ((select app_receiving())::bigint[]));
create policy at_its_turn on person for select using (county_id = (select app_county()) and id = any ((select app_receiving_persons())::bigint[]));
call seen_with('case_act', 'case_file', 'case_id');
call seen_in_county('request_key');
call seen_in_area('case_notice');
call seen_with('case_objection', 'case_file', 'case_id');
call seen_with('case_pause', 'case_file', 'case_id');
call seen_with('case_appeal', 'case_file', 'case_id');
call seen_with('case_opinion', 'case_file', 'case_id');
call seen_with('attachment', 'case_file', 'case_id');
call seen_in_county('serial_counter');
call seen_in_area('covered_person');

create table daily_run (
  county_id smallint not null references county, day date not null, told jsonb not null default '{}',
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, day)
);
comment on table daily_run is '每日自动工作（只增不改）：到期复核、到龄、抽查、审计锚';
call seen_in_county('daily_run');

-- What a confidential office has recorded of somebody is seen by that office, and by whoever is about to act on it: who covers the person now.
create policy with_need on life_event as restrictive using (not is_confidential or (select app_widely())
  or exists (select from case_file c where c.county_id = life_event.county_id and c.id = life_event.case_id)
  or exists (select from covered_person k where k.county_id = life_event.county_id and k.person_id = life_event.person_id and upper_inf(k.held)));
