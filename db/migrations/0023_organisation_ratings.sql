-- Derived from the definitions of organisation-ratings (npm run schema -- organisation-ratings).
create table organisation_ratings_ratings (
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
comment on table organisation_ratings_ratings is '社会组织评估等级台账';
comment on column organisation_ratings_ratings.county_id is '县';
comment on column organisation_ratings_ratings.id is '编号';
comment on column organisation_ratings_ratings.division_id is '村（居）';
comment on column organisation_ratings_ratings.town_id is '乡镇（街道）';
comment on column organisation_ratings_ratings.organisation_id is '对象';
comment on column organisation_ratings_ratings.held is '有效期间；空区间为未生效即撤销';
comment on column organisation_ratings_ratings.end_reason is '终止原因';
comment on column organisation_ratings_ratings.case_id is '由哪一办件而来';
comment on column organisation_ratings_ratings.document is '等级证书编号';
comment on column organisation_ratings_ratings.known_from is '记录时间';
create index on organisation_ratings_ratings (county_id, organisation_id);
create index on organisation_ratings_ratings using gist (county_id, held);
create index on organisation_ratings_ratings (county_id, town_id, id);
call seen_in_area('organisation_ratings_ratings');
call of_business('organisation_ratings_ratings', 'organisation-ratings');
call seen_by_own('organisation_ratings_ratings', 'organisation', 'organisation_id');
call with_history('organisation_ratings_ratings');

create table organisation_ratings_ratings_state (
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
  score integer,
  grade integer,
  report text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references organisation_ratings_ratings (county_id, id)
);
comment on table organisation_ratings_ratings_state is '社会组织评估等级台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column organisation_ratings_ratings_state.county_id is '县';
comment on column organisation_ratings_ratings_state.row_id is '台账行';
comment on column organisation_ratings_ratings_state.starts is '自何日起';
comment on column organisation_ratings_ratings_state.version is '版次，后记者为准';
comment on column organisation_ratings_ratings_state.division_id is '村（居）';
comment on column organisation_ratings_ratings_state.town_id is '乡镇（街道）';
comment on column organisation_ratings_ratings_state.because is '缘由';
comment on column organisation_ratings_ratings_state.case_id is '办件';
comment on column organisation_ratings_ratings_state.event_id is '生活事件';
comment on column organisation_ratings_ratings_state.reads is '计算值用到的标准';
comment on column organisation_ratings_ratings_state.suspended is '暂停发放';
comment on column organisation_ratings_ratings_state.score is '评估得分';
comment on column organisation_ratings_ratings_state.grade is '评估等级（几A）';
comment on column organisation_ratings_ratings_state.report is '评估意见';
comment on column organisation_ratings_ratings_state.known_from is '记录时间';
create index on organisation_ratings_ratings_state using brin (starts, version);
call seen_in_area('organisation_ratings_ratings_state');
call of_business('organisation_ratings_ratings_state', 'organisation-ratings');
call seen_by_own_row('organisation_ratings_ratings_state', 'organisation_ratings_ratings');

create table organisation_ratings_rating_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  score integer,
  grade integer,
  report text,
  document text,
  apply_on date,
  apply_by bigint,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  see_on date,
  see_by bigint,
  see_second bigint,
  see_due date,
  see_missed_on date,
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
  check (see_by <> see_second),
  constraint decide_not_by_see check (decide_by <> see_by),
  constraint decide_not_by_second_see check (decide_by <> see_second)
);
comment on table organisation_ratings_rating_case is '社会组织等级评估：填报与各环节';
comment on column organisation_ratings_rating_case.county_id is '县';
comment on column organisation_ratings_rating_case.id is '办件';
comment on column organisation_ratings_rating_case.filled is '已填写的明细';
comment on column organisation_ratings_rating_case.score is '评估得分';
comment on column organisation_ratings_rating_case.grade is '评估等级（几A）';
comment on column organisation_ratings_rating_case.report is '评估意见';
comment on column organisation_ratings_rating_case.document is '等级证书编号';
comment on column organisation_ratings_rating_case.apply_on is 'apply：办理日期';
comment on column organisation_ratings_rating_case.apply_by is 'apply：办理人';
comment on column organisation_ratings_rating_case.accept_on is 'accept：办理日期';
comment on column organisation_ratings_rating_case.accept_by is 'accept：办理人';
comment on column organisation_ratings_rating_case.accept_due is 'accept：期限';
comment on column organisation_ratings_rating_case.accept_missed_on is 'accept：逾期之日';
comment on column organisation_ratings_rating_case.see_on is 'see：办理日期';
comment on column organisation_ratings_rating_case.see_by is 'see：办理人';
comment on column organisation_ratings_rating_case.see_second is 'see：第二办理人';
comment on column organisation_ratings_rating_case.see_due is 'see：期限';
comment on column organisation_ratings_rating_case.see_missed_on is 'see：逾期之日';
comment on column organisation_ratings_rating_case.decide_on is 'decide：办理日期';
comment on column organisation_ratings_rating_case.decide_by is 'decide：办理人';
comment on column organisation_ratings_rating_case.decide_due is 'decide：期限';
comment on column organisation_ratings_rating_case.decide_missed_on is 'decide：逾期之日';
comment on column organisation_ratings_rating_case.decide_outcome is 'decide：结论';
comment on column organisation_ratings_rating_case.publish_on is 'publish：办理日期';
comment on column organisation_ratings_rating_case.publish_by is 'publish：办理人';
comment on column organisation_ratings_rating_case.publish_due is 'publish：期限';
comment on column organisation_ratings_rating_case.publish_missed_on is 'publish：逾期之日';
comment on column organisation_ratings_rating_case.known_from is '记录时间';
call seen_with('organisation_ratings_rating_case', 'case_file', 'id', 'app_sees_all');
call of_business('organisation_ratings_rating_case', 'organisation-ratings');
call with_history('organisation_ratings_rating_case');
call no_conflict('organisation_ratings_rating_case', 'case', 'id', array['apply_by', 'accept_by', 'see_by', 'see_second', 'decide_by', 'publish_by']);
call no_officer_acts('organisation_ratings_rating_case', array['accept_by', 'see_by', 'see_second', 'decide_by', 'publish_by']);
