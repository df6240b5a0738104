-- Derived from the definitions of old-age-allowance (npm run schema -- old-age-allowance).
create table old_age_allowance_roster (
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
comment on table old_age_allowance_roster is '高龄津贴台账';
comment on column old_age_allowance_roster.county_id is '县';
comment on column old_age_allowance_roster.id is '编号';
comment on column old_age_allowance_roster.division_id is '村（居）';
comment on column old_age_allowance_roster.town_id is '乡镇（街道）';
comment on column old_age_allowance_roster.person_id is '对象';
comment on column old_age_allowance_roster.held is '有效期间；空区间为未生效即撤销';
comment on column old_age_allowance_roster.end_reason is '终止原因';
comment on column old_age_allowance_roster.case_id is '由哪一办件而来';
comment on column old_age_allowance_roster.known_from is '记录时间';
create index on old_age_allowance_roster (county_id, person_id);
create index on old_age_allowance_roster using gist (county_id, held);
create index on old_age_allowance_roster (county_id, town_id, id);
call seen_in_area('old_age_allowance_roster');
call of_business('old_age_allowance_roster', 'old-age-allowance');
call with_history('old_age_allowance_roster');

create table old_age_allowance_roster_state (
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
  lives_alone boolean,
  proof text check (proof in ('face', 'phone', 'visit')),
  band text not null check (band in ('from80', 'from90', 'from100')),
  allowance_amount bigint not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references old_age_allowance_roster (county_id, id)
);
comment on table old_age_allowance_roster_state is '高龄津贴台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column old_age_allowance_roster_state.county_id is '县';
comment on column old_age_allowance_roster_state.row_id is '台账行';
comment on column old_age_allowance_roster_state.starts is '自何日起';
comment on column old_age_allowance_roster_state.version is '版次，后记者为准';
comment on column old_age_allowance_roster_state.division_id is '村（居）';
comment on column old_age_allowance_roster_state.town_id is '乡镇（街道）';
comment on column old_age_allowance_roster_state.because is '缘由';
comment on column old_age_allowance_roster_state.case_id is '办件';
comment on column old_age_allowance_roster_state.event_id is '生活事件';
comment on column old_age_allowance_roster_state.reads is '计算值用到的标准';
comment on column old_age_allowance_roster_state.suspended is '暂停发放';
comment on column old_age_allowance_roster_state.account_sealed is '社会保障卡账号（加密）';
comment on column old_age_allowance_roster_state.account_index is '社会保障卡账号（盲索引）';
comment on column old_age_allowance_roster_state.account_masked is '社会保障卡账号（掩码）';
comment on column old_age_allowance_roster_state.lives_alone is '是否独居';
comment on column old_age_allowance_roster_state.proof is '生存认证方式';
comment on column old_age_allowance_roster_state.band is '年龄段（计算得出）';
comment on column old_age_allowance_roster_state.allowance_amount is '高龄津贴（单位：分）';
comment on column old_age_allowance_roster_state.known_from is '记录时间';
create index on old_age_allowance_roster_state using brin (starts, version);
call seen_in_area('old_age_allowance_roster_state');
create index on old_age_allowance_roster_state (county_id, event_id) where event_id is not null;
call of_business('old_age_allowance_roster_state', 'old-age-allowance');

create table old_age_allowance_application_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  lives_alone boolean,
  proof text check (proof in ('face', 'phone', 'visit')),
  band text check (band in ('from80', 'from90', 'from100')),
  apply_on date,
  apply_by bigint,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  review_on date,
  review_by bigint,
  review_due date,
  review_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_review check (decide_by <> review_by)
);
comment on table old_age_allowance_application_case is '高龄津贴申请：填报与各环节';
comment on column old_age_allowance_application_case.county_id is '县';
comment on column old_age_allowance_application_case.id is '办件';
comment on column old_age_allowance_application_case.filled is '已填写的明细';
comment on column old_age_allowance_application_case.account_sealed is '社会保障卡账号（加密）';
comment on column old_age_allowance_application_case.account_index is '社会保障卡账号（盲索引）';
comment on column old_age_allowance_application_case.account_masked is '社会保障卡账号（掩码）';
comment on column old_age_allowance_application_case.lives_alone is '是否独居';
comment on column old_age_allowance_application_case.proof is '生存认证方式';
comment on column old_age_allowance_application_case.band is '年龄段（计算得出）';
comment on column old_age_allowance_application_case.apply_on is 'apply：办理日期';
comment on column old_age_allowance_application_case.apply_by is 'apply：办理人';
comment on column old_age_allowance_application_case.accept_on is 'accept：办理日期';
comment on column old_age_allowance_application_case.accept_by is 'accept：办理人';
comment on column old_age_allowance_application_case.accept_due is 'accept：期限';
comment on column old_age_allowance_application_case.accept_missed_on is 'accept：逾期之日';
comment on column old_age_allowance_application_case.review_on is 'review：办理日期';
comment on column old_age_allowance_application_case.review_by is 'review：办理人';
comment on column old_age_allowance_application_case.review_due is 'review：期限';
comment on column old_age_allowance_application_case.review_missed_on is 'review：逾期之日';
comment on column old_age_allowance_application_case.decide_on is 'decide：办理日期';
comment on column old_age_allowance_application_case.decide_by is 'decide：办理人';
comment on column old_age_allowance_application_case.decide_due is 'decide：期限';
comment on column old_age_allowance_application_case.decide_missed_on is 'decide：逾期之日';
comment on column old_age_allowance_application_case.decide_outcome is 'decide：结论';
comment on column old_age_allowance_application_case.known_from is '记录时间';
call seen_with('old_age_allowance_application_case', 'case_file', 'id', 'app_sees_all');
call of_business('old_age_allowance_application_case', 'old-age-allowance');
call with_history('old_age_allowance_application_case');
call no_conflict('old_age_allowance_application_case', 'case', 'id', array['accept_by', 'review_by', 'decide_by']);

create table old_age_allowance_change_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  lives_alone boolean,
  proof text check (proof in ('face', 'phone', 'visit')),
  band text check (band in ('from80', 'from90', 'from100')),
  apply_on date,
  apply_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('continue')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id)
);
comment on table old_age_allowance_change_case is '高龄津贴信息变更：填报与各环节';
comment on column old_age_allowance_change_case.county_id is '县';
comment on column old_age_allowance_change_case.id is '办件';
comment on column old_age_allowance_change_case.filled is '已填写的明细';
comment on column old_age_allowance_change_case.account_sealed is '社会保障卡账号（加密）';
comment on column old_age_allowance_change_case.account_index is '社会保障卡账号（盲索引）';
comment on column old_age_allowance_change_case.account_masked is '社会保障卡账号（掩码）';
comment on column old_age_allowance_change_case.lives_alone is '是否独居';
comment on column old_age_allowance_change_case.proof is '生存认证方式';
comment on column old_age_allowance_change_case.band is '年龄段（计算得出）';
comment on column old_age_allowance_change_case.apply_on is 'apply：办理日期';
comment on column old_age_allowance_change_case.apply_by is 'apply：办理人';
comment on column old_age_allowance_change_case.decide_on is 'decide：办理日期';
comment on column old_age_allowance_change_case.decide_by is 'decide：办理人';
comment on column old_age_allowance_change_case.decide_due is 'decide：期限';
comment on column old_age_allowance_change_case.decide_missed_on is 'decide：逾期之日';
comment on column old_age_allowance_change_case.decide_outcome is 'decide：结论';
comment on column old_age_allowance_change_case.known_from is '记录时间';
call seen_with('old_age_allowance_change_case', 'case_file', 'id', 'app_sees_all');
call of_business('old_age_allowance_change_case', 'old-age-allowance');
call with_history('old_age_allowance_change_case');
call no_conflict('old_age_allowance_change_case', 'case', 'id', array['decide_by']);

create table old_age_allowance_life_check_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  lives_alone boolean,
  proof text check (proof in ('face', 'phone', 'visit')),
  band text check (band in ('from80', 'from90', 'from100')),
  prove_on date,
  prove_by bigint,
  prove_due date,
  prove_missed_on date,
  prove_outcome text check (prove_outcome in ('continue')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id)
);
comment on table old_age_allowance_life_check_case is '高龄津贴生存认证：填报与各环节';
comment on column old_age_allowance_life_check_case.county_id is '县';
comment on column old_age_allowance_life_check_case.id is '办件';
comment on column old_age_allowance_life_check_case.filled is '已填写的明细';
comment on column old_age_allowance_life_check_case.account_sealed is '社会保障卡账号（加密）';
comment on column old_age_allowance_life_check_case.account_index is '社会保障卡账号（盲索引）';
comment on column old_age_allowance_life_check_case.account_masked is '社会保障卡账号（掩码）';
comment on column old_age_allowance_life_check_case.lives_alone is '是否独居';
comment on column old_age_allowance_life_check_case.proof is '生存认证方式';
comment on column old_age_allowance_life_check_case.band is '年龄段（计算得出）';
comment on column old_age_allowance_life_check_case.prove_on is 'prove：办理日期';
comment on column old_age_allowance_life_check_case.prove_by is 'prove：办理人';
comment on column old_age_allowance_life_check_case.prove_due is 'prove：期限';
comment on column old_age_allowance_life_check_case.prove_missed_on is 'prove：逾期之日';
comment on column old_age_allowance_life_check_case.prove_outcome is 'prove：结论';
comment on column old_age_allowance_life_check_case.known_from is '记录时间';
call seen_with('old_age_allowance_life_check_case', 'case_file', 'id', 'app_sees_all');
call of_business('old_age_allowance_life_check_case', 'old-age-allowance');
call with_history('old_age_allowance_life_check_case');
call no_conflict('old_age_allowance_life_check_case', 'case', 'id', array['prove_by']);
