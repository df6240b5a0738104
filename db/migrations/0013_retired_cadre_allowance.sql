-- Derived from the definitions of retired-cadre-allowance (npm run schema -- retired-cadre-allowance).
create table retired_cadre_allowance_roster (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  exclude using gist (county_id with =, person_id with =, held with &&)
);
comment on table retired_cadre_allowance_roster is '离休干部高龄生活补贴台账';
comment on column retired_cadre_allowance_roster.county_id is '县';
comment on column retired_cadre_allowance_roster.id is '编号';
comment on column retired_cadre_allowance_roster.division_id is '村（居）';
comment on column retired_cadre_allowance_roster.town_id is '乡镇（街道）';
comment on column retired_cadre_allowance_roster.person_id is '对象';
comment on column retired_cadre_allowance_roster.held is '有效期间；空区间为未生效即撤销';
comment on column retired_cadre_allowance_roster.end_reason is '终止原因';
comment on column retired_cadre_allowance_roster.case_id is '由哪一办件而来';
comment on column retired_cadre_allowance_roster.known_from is '记录时间';
create index on retired_cadre_allowance_roster (county_id, person_id);
create index on retired_cadre_allowance_roster using gist (county_id, held);
create index on retired_cadre_allowance_roster (county_id, town_id, id);
call seen_in_area('retired_cadre_allowance_roster');
call of_business('retired_cadre_allowance_roster', 'retired-cadre-allowance');
call with_history('retired_cadre_allowance_roster');

create table retired_cadre_allowance_roster_state (
  county_id smallint not null,
  row_id bigint,
  starts date not null,
  version bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  because text not null,
  case_id bigint,
  event_id bigint,
  reads text[] not null default '{}',
  suspended boolean not null default false,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  monthly bigint,
  document text,
  allowance_amount bigint not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references retired_cadre_allowance_roster (county_id, id)
);
comment on table retired_cadre_allowance_roster_state is '离休干部高龄生活补贴台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column retired_cadre_allowance_roster_state.county_id is '县';
comment on column retired_cadre_allowance_roster_state.row_id is '台账行';
comment on column retired_cadre_allowance_roster_state.starts is '自何日起';
comment on column retired_cadre_allowance_roster_state.version is '版次，后记者为准';
comment on column retired_cadre_allowance_roster_state.division_id is '村（居）';
comment on column retired_cadre_allowance_roster_state.town_id is '乡镇（街道）';
comment on column retired_cadre_allowance_roster_state.because is '缘由';
comment on column retired_cadre_allowance_roster_state.case_id is '办件';
comment on column retired_cadre_allowance_roster_state.event_id is '生活事件';
comment on column retired_cadre_allowance_roster_state.reads is '计算值用到的标准';
comment on column retired_cadre_allowance_roster_state.suspended is '暂停发放';
comment on column retired_cadre_allowance_roster_state.account_sealed is '社会保障卡账号（加密）';
comment on column retired_cadre_allowance_roster_state.account_index is '社会保障卡账号（盲索引）';
comment on column retired_cadre_allowance_roster_state.account_masked is '社会保障卡账号（掩码）';
comment on column retired_cadre_allowance_roster_state.monthly is '核定补贴（单位：分；元/人·月）';
comment on column retired_cadre_allowance_roster_state.document is '核定文号';
comment on column retired_cadre_allowance_roster_state.allowance_amount is '离休干部高龄生活补贴（单位：分）';
comment on column retired_cadre_allowance_roster_state.known_from is '记录时间';
create index on retired_cadre_allowance_roster_state using brin (starts, version);
call seen_in_area('retired_cadre_allowance_roster_state');
create index on retired_cadre_allowance_roster_state (county_id, event_id) where event_id is not null;
call of_business('retired_cadre_allowance_roster_state', 'retired-cadre-allowance');
