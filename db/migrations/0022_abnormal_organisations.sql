-- Derived from the definitions of abnormal-organisations (npm run schema -- abnormal-organisations).
create table abnormal_organisations_abnormal (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  organisation_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  document text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id),
  exclude using gist (county_id with =, organisation_id with =, held with &&),
  unique (county_id, document)
);
comment on table abnormal_organisations_abnormal is '活动异常名录';
comment on column abnormal_organisations_abnormal.county_id is '县';
comment on column abnormal_organisations_abnormal.id is '编号';
comment on column abnormal_organisations_abnormal.division_id is '村（居）';
comment on column abnormal_organisations_abnormal.town_id is '乡镇（街道）';
comment on column abnormal_organisations_abnormal.organisation_id is '对象';
comment on column abnormal_organisations_abnormal.held is '有效期间；空区间为未生效即撤销';
comment on column abnormal_organisations_abnormal.end_reason is '终止原因';
comment on column abnormal_organisations_abnormal.case_id is '由哪一办件而来';
comment on column abnormal_organisations_abnormal.document is '决定书文号';
comment on column abnormal_organisations_abnormal.known_from is '记录时间';
create index on abnormal_organisations_abnormal (county_id, organisation_id);
create index on abnormal_organisations_abnormal using gist (county_id, held);
create index on abnormal_organisations_abnormal (county_id, town_id, id);
call seen_in_area('abnormal_organisations_abnormal');
call of_business('abnormal_organisations_abnormal', 'abnormal-organisations');
call seen_by_own('abnormal_organisations_abnormal', 'organisation', 'organisation_id');
call with_history('abnormal_organisations_abnormal');

create table abnormal_organisations_abnormal_state (
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
  cause text check (cause in ('report', 'party', 'rectify', 'address', 'penalty', 'other')),
  facts text,
  first_mail date,
  second_mail date,
  penalised_on date,
  defence text,
  fulfilled_on date,
  proof text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references abnormal_organisations_abnormal (county_id, id)
);
comment on table abnormal_organisations_abnormal_state is '活动异常名录：自某日起的状况、计算值和待遇额（只增不改）';
comment on column abnormal_organisations_abnormal_state.county_id is '县';
comment on column abnormal_organisations_abnormal_state.row_id is '台账行';
comment on column abnormal_organisations_abnormal_state.starts is '自何日起';
comment on column abnormal_organisations_abnormal_state.version is '版次，后记者为准';
comment on column abnormal_organisations_abnormal_state.division_id is '村（居）';
comment on column abnormal_organisations_abnormal_state.town_id is '乡镇（街道）';
comment on column abnormal_organisations_abnormal_state.because is '缘由';
comment on column abnormal_organisations_abnormal_state.case_id is '办件';
comment on column abnormal_organisations_abnormal_state.event_id is '生活事件';
comment on column abnormal_organisations_abnormal_state.reads is '计算值用到的标准';
comment on column abnormal_organisations_abnormal_state.suspended is '暂停发放';
comment on column abnormal_organisations_abnormal_state.cause is '事由';
comment on column abnormal_organisations_abnormal_state.facts is '事实和理由';
comment on column abnormal_organisations_abnormal_state.first_mail is '第一次寄送专用信函，无人签收';
comment on column abnormal_organisations_abnormal_state.second_mail is '第二次寄送专用信函，无人签收';
comment on column abnormal_organisations_abnormal_state.penalised_on is '处罚决定日期';
comment on column abnormal_organisations_abnormal_state.defence is '陈述申辩';
comment on column abnormal_organisations_abnormal_state.fulfilled_on is '履行义务的日期';
comment on column abnormal_organisations_abnormal_state.proof is '核实情况';
comment on column abnormal_organisations_abnormal_state.known_from is '记录时间';
create index on abnormal_organisations_abnormal_state using brin (starts, version);
call seen_in_area('abnormal_organisations_abnormal_state');
call of_business('abnormal_organisations_abnormal_state', 'abnormal-organisations');
call seen_by_own_row('abnormal_organisations_abnormal_state', 'abnormal_organisations_abnormal');

create table abnormal_organisations_serious (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  organisation_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  document text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id),
  exclude using gist (county_id with =, organisation_id with =, held with &&),
  unique (county_id, document)
);
comment on table abnormal_organisations_serious is '严重违法失信名单';
comment on column abnormal_organisations_serious.county_id is '县';
comment on column abnormal_organisations_serious.id is '编号';
comment on column abnormal_organisations_serious.division_id is '村（居）';
comment on column abnormal_organisations_serious.town_id is '乡镇（街道）';
comment on column abnormal_organisations_serious.organisation_id is '对象';
comment on column abnormal_organisations_serious.held is '有效期间；空区间为未生效即撤销';
comment on column abnormal_organisations_serious.end_reason is '终止原因';
comment on column abnormal_organisations_serious.case_id is '由哪一办件而来';
comment on column abnormal_organisations_serious.document is '决定书文号';
comment on column abnormal_organisations_serious.known_from is '记录时间';
create index on abnormal_organisations_serious (county_id, organisation_id);
create index on abnormal_organisations_serious using gist (county_id, held);
create index on abnormal_organisations_serious (county_id, town_id, id);
call seen_in_area('abnormal_organisations_serious');
call of_business('abnormal_organisations_serious', 'abnormal-organisations');
call seen_by_own('abnormal_organisations_serious', 'organisation', 'organisation_id');
call with_history('abnormal_organisations_serious');

create table abnormal_organisations_serious_state (
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
  cause text check (cause in ('twoYears', 'fraud', 'stopped', 'fined', 'twice', 'court', 'revoked')),
  facts text,
  penalised_on date,
  defence text,
  left_why text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references abnormal_organisations_serious (county_id, id)
);
comment on table abnormal_organisations_serious_state is '严重违法失信名单：自某日起的状况、计算值和待遇额（只增不改）';
comment on column abnormal_organisations_serious_state.county_id is '县';
comment on column abnormal_organisations_serious_state.row_id is '台账行';
comment on column abnormal_organisations_serious_state.starts is '自何日起';
comment on column abnormal_organisations_serious_state.version is '版次，后记者为准';
comment on column abnormal_organisations_serious_state.division_id is '村（居）';
comment on column abnormal_organisations_serious_state.town_id is '乡镇（街道）';
comment on column abnormal_organisations_serious_state.because is '缘由';
comment on column abnormal_organisations_serious_state.case_id is '办件';
comment on column abnormal_organisations_serious_state.event_id is '生活事件';
comment on column abnormal_organisations_serious_state.reads is '计算值用到的标准';
comment on column abnormal_organisations_serious_state.suspended is '暂停发放';
comment on column abnormal_organisations_serious_state.cause is '事由';
comment on column abnormal_organisations_serious_state.facts is '事实和理由';
comment on column abnormal_organisations_serious_state.penalised_on is '处罚决定日期';
comment on column abnormal_organisations_serious_state.defence is '陈述申辩';
comment on column abnormal_organisations_serious_state.left_why is '移出理由';
comment on column abnormal_organisations_serious_state.known_from is '记录时间';
create index on abnormal_organisations_serious_state using brin (starts, version);
call seen_in_area('abnormal_organisations_serious_state');
call of_business('abnormal_organisations_serious_state', 'abnormal-organisations');
call seen_by_own_row('abnormal_organisations_serious_state', 'abnormal_organisations_serious');

create table abnormal_organisations_listing_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  cause text check (cause in ('report', 'party', 'rectify', 'address', 'penalty', 'other')),
  facts text,
  first_mail date,
  second_mail date,
  penalised_on date,
  defence text,
  fulfilled_on date,
  proof text,
  document text,
  notify_on date,
  notify_by bigint,
  notify_due date,
  notify_missed_on date,
  hear_on date,
  hear_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_notify check (decide_by <> notify_by)
);
comment on table abnormal_organisations_listing_case is '列入活动异常名录：填报与各环节';
comment on column abnormal_organisations_listing_case.county_id is '县';
comment on column abnormal_organisations_listing_case.id is '办件';
comment on column abnormal_organisations_listing_case.filled is '已填写的明细';
comment on column abnormal_organisations_listing_case.cause is '事由';
comment on column abnormal_organisations_listing_case.facts is '事实和理由';
comment on column abnormal_organisations_listing_case.first_mail is '第一次寄送专用信函，无人签收';
comment on column abnormal_organisations_listing_case.second_mail is '第二次寄送专用信函，无人签收';
comment on column abnormal_organisations_listing_case.penalised_on is '处罚决定日期';
comment on column abnormal_organisations_listing_case.defence is '陈述申辩';
comment on column abnormal_organisations_listing_case.fulfilled_on is '履行义务的日期';
comment on column abnormal_organisations_listing_case.proof is '核实情况';
comment on column abnormal_organisations_listing_case.document is '决定书文号';
comment on column abnormal_organisations_listing_case.notify_on is 'notify：办理日期';
comment on column abnormal_organisations_listing_case.notify_by is 'notify：办理人';
comment on column abnormal_organisations_listing_case.notify_due is 'notify：期限';
comment on column abnormal_organisations_listing_case.notify_missed_on is 'notify：逾期之日';
comment on column abnormal_organisations_listing_case.hear_on is 'hear：办理日期';
comment on column abnormal_organisations_listing_case.hear_by is 'hear：办理人';
comment on column abnormal_organisations_listing_case.decide_on is 'decide：办理日期';
comment on column abnormal_organisations_listing_case.decide_by is 'decide：办理人';
comment on column abnormal_organisations_listing_case.decide_due is 'decide：期限';
comment on column abnormal_organisations_listing_case.decide_missed_on is 'decide：逾期之日';
comment on column abnormal_organisations_listing_case.decide_outcome is 'decide：结论';
comment on column abnormal_organisations_listing_case.publish_on is 'publish：办理日期';
comment on column abnormal_organisations_listing_case.publish_by is 'publish：办理人';
comment on column abnormal_organisations_listing_case.publish_due is 'publish：期限';
comment on column abnormal_organisations_listing_case.publish_missed_on is 'publish：逾期之日';
comment on column abnormal_organisations_listing_case.known_from is '记录时间';
call seen_with('abnormal_organisations_listing_case', 'case_file', 'id', 'app_sees_all');
call of_business('abnormal_organisations_listing_case', 'abnormal-organisations');
call with_history('abnormal_organisations_listing_case');
call no_conflict('abnormal_organisations_listing_case', 'case', 'id', array['notify_by', 'hear_by', 'decide_by', 'publish_by']);
call no_officer_acts('abnormal_organisations_listing_case', array['notify_by', 'decide_by', 'publish_by']);

create table abnormal_organisations_removal_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  cause text check (cause in ('report', 'party', 'rectify', 'address', 'penalty', 'other')),
  facts text,
  first_mail date,
  second_mail date,
  penalised_on date,
  defence text,
  fulfilled_on date,
  proof text,
  document text,
  apply_on date,
  apply_by bigint,
  review_on date,
  review_by bigint,
  review_due date,
  review_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('stop', 'continue')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_review check (decide_by <> review_by)
);
comment on table abnormal_organisations_removal_case is '移出活动异常名录：填报与各环节';
comment on column abnormal_organisations_removal_case.county_id is '县';
comment on column abnormal_organisations_removal_case.id is '办件';
comment on column abnormal_organisations_removal_case.filled is '已填写的明细';
comment on column abnormal_organisations_removal_case.cause is '事由';
comment on column abnormal_organisations_removal_case.facts is '事实和理由';
comment on column abnormal_organisations_removal_case.first_mail is '第一次寄送专用信函，无人签收';
comment on column abnormal_organisations_removal_case.second_mail is '第二次寄送专用信函，无人签收';
comment on column abnormal_organisations_removal_case.penalised_on is '处罚决定日期';
comment on column abnormal_organisations_removal_case.defence is '陈述申辩';
comment on column abnormal_organisations_removal_case.fulfilled_on is '履行义务的日期';
comment on column abnormal_organisations_removal_case.proof is '核实情况';
comment on column abnormal_organisations_removal_case.document is '决定书文号';
comment on column abnormal_organisations_removal_case.apply_on is 'apply：办理日期';
comment on column abnormal_organisations_removal_case.apply_by is 'apply：办理人';
comment on column abnormal_organisations_removal_case.review_on is 'review：办理日期';
comment on column abnormal_organisations_removal_case.review_by is 'review：办理人';
comment on column abnormal_organisations_removal_case.review_due is 'review：期限';
comment on column abnormal_organisations_removal_case.review_missed_on is 'review：逾期之日';
comment on column abnormal_organisations_removal_case.decide_on is 'decide：办理日期';
comment on column abnormal_organisations_removal_case.decide_by is 'decide：办理人';
comment on column abnormal_organisations_removal_case.decide_due is 'decide：期限';
comment on column abnormal_organisations_removal_case.decide_missed_on is 'decide：逾期之日';
comment on column abnormal_organisations_removal_case.decide_outcome is 'decide：结论';
comment on column abnormal_organisations_removal_case.known_from is '记录时间';
call seen_with('abnormal_organisations_removal_case', 'case_file', 'id', 'app_sees_all');
call of_business('abnormal_organisations_removal_case', 'abnormal-organisations');
call with_history('abnormal_organisations_removal_case');
call no_conflict('abnormal_organisations_removal_case', 'case', 'id', array['apply_by', 'review_by', 'decide_by']);
call no_officer_acts('abnormal_organisations_removal_case', array['review_by', 'decide_by']);

create table abnormal_organisations_serious_listing_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  cause text check (cause in ('twoYears', 'fraud', 'stopped', 'fined', 'twice', 'court', 'revoked')),
  facts text,
  penalised_on date,
  defence text,
  left_why text,
  document text,
  notify_on date,
  notify_by bigint,
  notify_due date,
  notify_missed_on date,
  hear_on date,
  hear_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_notify check (decide_by <> notify_by)
);
comment on table abnormal_organisations_serious_listing_case is '列入严重违法失信名单：填报与各环节';
comment on column abnormal_organisations_serious_listing_case.county_id is '县';
comment on column abnormal_organisations_serious_listing_case.id is '办件';
comment on column abnormal_organisations_serious_listing_case.filled is '已填写的明细';
comment on column abnormal_organisations_serious_listing_case.cause is '事由';
comment on column abnormal_organisations_serious_listing_case.facts is '事实和理由';
comment on column abnormal_organisations_serious_listing_case.penalised_on is '处罚决定日期';
comment on column abnormal_organisations_serious_listing_case.defence is '陈述申辩';
comment on column abnormal_organisations_serious_listing_case.left_why is '移出理由';
comment on column abnormal_organisations_serious_listing_case.document is '决定书文号';
comment on column abnormal_organisations_serious_listing_case.notify_on is 'notify：办理日期';
comment on column abnormal_organisations_serious_listing_case.notify_by is 'notify：办理人';
comment on column abnormal_organisations_serious_listing_case.notify_due is 'notify：期限';
comment on column abnormal_organisations_serious_listing_case.notify_missed_on is 'notify：逾期之日';
comment on column abnormal_organisations_serious_listing_case.hear_on is 'hear：办理日期';
comment on column abnormal_organisations_serious_listing_case.hear_by is 'hear：办理人';
comment on column abnormal_organisations_serious_listing_case.decide_on is 'decide：办理日期';
comment on column abnormal_organisations_serious_listing_case.decide_by is 'decide：办理人';
comment on column abnormal_organisations_serious_listing_case.decide_due is 'decide：期限';
comment on column abnormal_organisations_serious_listing_case.decide_missed_on is 'decide：逾期之日';
comment on column abnormal_organisations_serious_listing_case.decide_outcome is 'decide：结论';
comment on column abnormal_organisations_serious_listing_case.publish_on is 'publish：办理日期';
comment on column abnormal_organisations_serious_listing_case.publish_by is 'publish：办理人';
comment on column abnormal_organisations_serious_listing_case.publish_due is 'publish：期限';
comment on column abnormal_organisations_serious_listing_case.publish_missed_on is 'publish：逾期之日';
comment on column abnormal_organisations_serious_listing_case.known_from is '记录时间';
call seen_with('abnormal_organisations_serious_listing_case', 'case_file', 'id', 'app_sees_all');
call of_business('abnormal_organisations_serious_listing_case', 'abnormal-organisations');
call with_history('abnormal_organisations_serious_listing_case');
call no_conflict('abnormal_organisations_serious_listing_case', 'case', 'id', array['notify_by', 'hear_by', 'decide_by', 'publish_by']);
call no_officer_acts('abnormal_organisations_serious_listing_case', array['notify_by', 'decide_by', 'publish_by']);

create table abnormal_organisations_serious_removal_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  cause text check (cause in ('twoYears', 'fraud', 'stopped', 'fined', 'twice', 'court', 'revoked')),
  facts text,
  penalised_on date,
  defence text,
  left_why text,
  document text,
  review_on date,
  review_by bigint,
  review_due date,
  review_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('stop', 'continue')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_review check (decide_by <> review_by)
);
comment on table abnormal_organisations_serious_removal_case is '移出严重违法失信名单：填报与各环节';
comment on column abnormal_organisations_serious_removal_case.county_id is '县';
comment on column abnormal_organisations_serious_removal_case.id is '办件';
comment on column abnormal_organisations_serious_removal_case.filled is '已填写的明细';
comment on column abnormal_organisations_serious_removal_case.cause is '事由';
comment on column abnormal_organisations_serious_removal_case.facts is '事实和理由';
comment on column abnormal_organisations_serious_removal_case.penalised_on is '处罚决定日期';
comment on column abnormal_organisations_serious_removal_case.defence is '陈述申辩';
comment on column abnormal_organisations_serious_removal_case.left_why is '移出理由';
comment on column abnormal_organisations_serious_removal_case.document is '决定书文号';
comment on column abnormal_organisations_serious_removal_case.review_on is 'review：办理日期';
comment on column abnormal_organisations_serious_removal_case.review_by is 'review：办理人';
comment on column abnormal_organisations_serious_removal_case.review_due is 'review：期限';
comment on column abnormal_organisations_serious_removal_case.review_missed_on is 'review：逾期之日';
comment on column abnormal_organisations_serious_removal_case.decide_on is 'decide：办理日期';
comment on column abnormal_organisations_serious_removal_case.decide_by is 'decide：办理人';
comment on column abnormal_organisations_serious_removal_case.decide_due is 'decide：期限';
comment on column abnormal_organisations_serious_removal_case.decide_missed_on is 'decide：逾期之日';
comment on column abnormal_organisations_serious_removal_case.decide_outcome is 'decide：结论';
comment on column abnormal_organisations_serious_removal_case.known_from is '记录时间';
call seen_with('abnormal_organisations_serious_removal_case', 'case_file', 'id', 'app_sees_all');
call of_business('abnormal_organisations_serious_removal_case', 'abnormal-organisations');
call with_history('abnormal_organisations_serious_removal_case');
call no_conflict('abnormal_organisations_serious_removal_case', 'case', 'id', array['review_by', 'decide_by']);
call no_officer_acts('abnormal_organisations_serious_removal_case', array['review_by', 'decide_by']);
