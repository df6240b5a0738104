-- Derived from the definitions of ashes (npm run schema -- ashes).
create table ashes_resting (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  deceased_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  exclude using gist (county_id with =, deceased_id with =, held with &&)
);
comment on table ashes_resting is '骨灰去向台账';
comment on column ashes_resting.county_id is '县';
comment on column ashes_resting.id is '编号';
comment on column ashes_resting.division_id is '村（居）';
comment on column ashes_resting.town_id is '乡镇（街道）';
comment on column ashes_resting.deceased_id is '对象';
comment on column ashes_resting.held is '有效期间；空区间为未生效即撤销';
comment on column ashes_resting.end_reason is '终止原因';
comment on column ashes_resting.case_id is '由哪一办件而来';
comment on column ashes_resting.known_from is '记录时间';
create index on ashes_resting (county_id, deceased_id);
create index on ashes_resting using gist (county_id, held);
create index on ashes_resting (county_id, town_id, id);
call seen_in_area('ashes_resting');
call of_business('ashes_resting', 'ashes');
call with_history('ashes_resting');

create table ashes_resting_state (
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
  destination text check (destination in ('cemetery', 'public', 'hall', 'ecological', 'deposit', 'taken', 'unclaimed')),
  receiver text,
  until date,
  site text,
  plot text,
  evidence uuid[],
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references ashes_resting (county_id, id)
);
comment on table ashes_resting_state is '骨灰去向台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column ashes_resting_state.county_id is '县';
comment on column ashes_resting_state.row_id is '台账行';
comment on column ashes_resting_state.starts is '自何日起';
comment on column ashes_resting_state.version is '版次，后记者为准';
comment on column ashes_resting_state.division_id is '村（居）';
comment on column ashes_resting_state.town_id is '乡镇（街道）';
comment on column ashes_resting_state.because is '缘由';
comment on column ashes_resting_state.case_id is '办件';
comment on column ashes_resting_state.event_id is '生活事件';
comment on column ashes_resting_state.reads is '计算值用到的标准';
comment on column ashes_resting_state.suspended is '暂停发放';
comment on column ashes_resting_state.destination is '去向';
comment on column ashes_resting_state.receiver is '领取人';
comment on column ashes_resting_state.until is '寄存到期';
comment on column ashes_resting_state.site is '安放场所';
comment on column ashes_resting_state.plot is '墓位或格位号';
comment on column ashes_resting_state.evidence is '安放凭证、照片';
comment on column ashes_resting_state.known_from is '记录时间';
create index on ashes_resting_state using brin (starts, version);
call seen_in_area('ashes_resting_state');
call of_business('ashes_resting_state', 'ashes');

create table ashes_deposit_ends_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  destination text check (destination in ('cemetery', 'public', 'hall', 'ecological', 'deposit', 'taken', 'unclaimed')),
  receiver text,
  until date,
  site text,
  plot text,
  evidence uuid[],
  call_on date,
  call_by bigint,
  call_due date,
  call_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  constraint decide_not_by_call check (decide_by <> call_by)
);
comment on table ashes_deposit_ends_case is '骨灰寄存到期：填报与各环节';
comment on column ashes_deposit_ends_case.county_id is '县';
comment on column ashes_deposit_ends_case.id is '办件';
comment on column ashes_deposit_ends_case.deceased_id is '对象';
comment on column ashes_deposit_ends_case.filled is '已填写的明细';
comment on column ashes_deposit_ends_case.destination is '去向';
comment on column ashes_deposit_ends_case.receiver is '领取人';
comment on column ashes_deposit_ends_case.until is '寄存到期';
comment on column ashes_deposit_ends_case.site is '安放场所';
comment on column ashes_deposit_ends_case.plot is '墓位或格位号';
comment on column ashes_deposit_ends_case.evidence is '安放凭证、照片';
comment on column ashes_deposit_ends_case.call_on is 'call：办理日期';
comment on column ashes_deposit_ends_case.call_by is 'call：办理人';
comment on column ashes_deposit_ends_case.call_due is 'call：期限';
comment on column ashes_deposit_ends_case.call_missed_on is 'call：逾期之日';
comment on column ashes_deposit_ends_case.decide_on is 'decide：办理日期';
comment on column ashes_deposit_ends_case.decide_by is 'decide：办理人';
comment on column ashes_deposit_ends_case.decide_due is 'decide：期限';
comment on column ashes_deposit_ends_case.decide_missed_on is 'decide：逾期之日';
comment on column ashes_deposit_ends_case.decide_outcome is 'decide：结论';
comment on column ashes_deposit_ends_case.known_from is '记录时间';
call seen_with('ashes_deposit_ends_case', 'case_file', 'id', 'app_sees_all');
call of_business('ashes_deposit_ends_case', 'ashes');
call with_history('ashes_deposit_ends_case');
call no_conflict('ashes_deposit_ends_case', 'case', 'id', array['call_by', 'decide_by']);

create table ashes_following_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  destination text check (destination in ('cemetery', 'public', 'hall', 'ecological', 'deposit', 'taken', 'unclaimed')),
  receiver text,
  until date,
  site text,
  plot text,
  evidence uuid[],
  note_on date,
  note_by bigint,
  note_due date,
  note_missed_on date,
  see_on date,
  see_by bigint,
  see_due date,
  see_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('close')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  constraint decide_not_by_note check (decide_by <> note_by),
  constraint decide_not_by_see check (decide_by <> see_by)
);
comment on table ashes_following_case is '骨灰去向跟踪：填报与各环节';
comment on column ashes_following_case.county_id is '县';
comment on column ashes_following_case.id is '办件';
comment on column ashes_following_case.deceased_id is '对象';
comment on column ashes_following_case.filled is '已填写的明细';
comment on column ashes_following_case.destination is '去向';
comment on column ashes_following_case.receiver is '领取人';
comment on column ashes_following_case.until is '寄存到期';
comment on column ashes_following_case.site is '安放场所';
comment on column ashes_following_case.plot is '墓位或格位号';
comment on column ashes_following_case.evidence is '安放凭证、照片';
comment on column ashes_following_case.note_on is 'note：办理日期';
comment on column ashes_following_case.note_by is 'note：办理人';
comment on column ashes_following_case.note_due is 'note：期限';
comment on column ashes_following_case.note_missed_on is 'note：逾期之日';
comment on column ashes_following_case.see_on is 'see：办理日期';
comment on column ashes_following_case.see_by is 'see：办理人';
comment on column ashes_following_case.see_due is 'see：期限';
comment on column ashes_following_case.see_missed_on is 'see：逾期之日';
comment on column ashes_following_case.decide_on is 'decide：办理日期';
comment on column ashes_following_case.decide_by is 'decide：办理人';
comment on column ashes_following_case.decide_due is 'decide：期限';
comment on column ashes_following_case.decide_missed_on is 'decide：逾期之日';
comment on column ashes_following_case.decide_outcome is 'decide：结论';
comment on column ashes_following_case.known_from is '记录时间';
call seen_with('ashes_following_case', 'case_file', 'id', 'app_sees_all');
call of_business('ashes_following_case', 'ashes');
call with_history('ashes_following_case');
call no_conflict('ashes_following_case', 'case', 'id', array['note_by', 'see_by', 'decide_by']);

create table ashes_moving_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  destination text check (destination in ('cemetery', 'public', 'hall', 'ecological', 'deposit', 'taken', 'unclaimed')),
  receiver text,
  until date,
  site text,
  plot text,
  evidence uuid[],
  apply_on date,
  apply_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id)
);
comment on table ashes_moving_case is '骨灰迁移登记：填报与各环节';
comment on column ashes_moving_case.county_id is '县';
comment on column ashes_moving_case.id is '办件';
comment on column ashes_moving_case.deceased_id is '对象';
comment on column ashes_moving_case.filled is '已填写的明细';
comment on column ashes_moving_case.destination is '去向';
comment on column ashes_moving_case.receiver is '领取人';
comment on column ashes_moving_case.until is '寄存到期';
comment on column ashes_moving_case.site is '安放场所';
comment on column ashes_moving_case.plot is '墓位或格位号';
comment on column ashes_moving_case.evidence is '安放凭证、照片';
comment on column ashes_moving_case.apply_on is 'apply：办理日期';
comment on column ashes_moving_case.apply_by is 'apply：办理人';
comment on column ashes_moving_case.decide_on is 'decide：办理日期';
comment on column ashes_moving_case.decide_by is 'decide：办理人';
comment on column ashes_moving_case.decide_due is 'decide：期限';
comment on column ashes_moving_case.decide_missed_on is 'decide：逾期之日';
comment on column ashes_moving_case.decide_outcome is 'decide：结论';
comment on column ashes_moving_case.known_from is '记录时间';
call seen_with('ashes_moving_case', 'case_file', 'id', 'app_sees_all');
call of_business('ashes_moving_case', 'ashes');
call with_history('ashes_moving_case');
call no_conflict('ashes_moving_case', 'case', 'id', array['decide_by']);
