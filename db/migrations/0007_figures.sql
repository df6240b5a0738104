-- 指标与报告：别的部门公布、由本局录入的基数；已发布报告当时的数字。 What others publish as a denominator, and what a published report said.

create table published_base (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  what text not null check (what <> ''),
  division_id bigint not null,
  covers daterange not null check (not isempty(covers) and not lower_inf(covers) and not upper_inf(covers)),
  value bigint not null check (value >= 0),
  source text not null check (source <> ''),
  entered_by bigint,
  entered_on date not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id)
);
comment on table published_base is '公布基数：别的部门公布、录入时注明来源的数字，同一日期或期间以后录为准（只增不改）';
comment on column published_base.what is '名称：户籍人口、死亡人数等';
comment on column published_base.division_id is '哪个区划的数字';
comment on column published_base.covers is '所指之日（时点数）或期间（时期数）';
comment on column published_base.source is '来源：公布单位和文号、年鉴页码等';
comment on column published_base.entered_by is '录入人（空为随县配置载入）';
create index published_base_of on published_base (county_id, what, division_id);
call seen_in_county('published_base');

create table published_report (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  report text not null,
  title text not null check (title <> ''),
  period text not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  division_id bigint not null,
  known_at timestamptz not null,
  content jsonb not null,
  adjusted jsonb not null default '[]',
  published_on date not null,
  published_by bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id)
);
comment on table published_report is '已发布的报告：当时的文字、数字和口径，原样保存（只增不改）';
comment on column published_report.report is '报告名';
comment on column published_report.division_id is '报告范围';
comment on column published_report.known_at is '数字截至此刻所知；以后的更正不改已发布的报告';
comment on column published_report.content is '各章文字和每个指标的数值、口径';
comment on column published_report.adjusted is '人工调整：指标、原值、改为、理由';
create index on published_report (county_id, report, period);
call seen_in_area('published_report');
