-- Derived from the definitions of annual-reports (npm run schema -- annual-reports).
create table annual_reports_reports (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  organisation_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  year integer not null,
  report uuid[],
  accounts uuid[],
  opening bigint not null,
  income bigint not null,
  spending bigint not null,
  closing bigint not null,
  meetings integer not null,
  term_until date not null,
  adopted_on date not null,
  party text not null check (party in ('own', 'joint', 'instructor', 'none')),
  unapproved integer not null,
  branch_regional boolean not null,
  opinion text check (opinion in ('agree', 'disagree')),
  conclusion text not null check (conclusion in ('pass', 'nearly', 'fail')),
  demands text,
  failed_twice boolean not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id)
);
comment on table annual_reports_reports is '年检台账';
comment on column annual_reports_reports.county_id is '县';
comment on column annual_reports_reports.id is '编号';
comment on column annual_reports_reports.division_id is '村（居）';
comment on column annual_reports_reports.town_id is '乡镇（街道）';
comment on column annual_reports_reports.organisation_id is '对象';
comment on column annual_reports_reports.on_day is '日期';
comment on column annual_reports_reports.annulled_on is '登记有误，撤销之日';
comment on column annual_reports_reports.case_id is '由哪一办件而来';
comment on column annual_reports_reports.year is '报告年度';
comment on column annual_reports_reports.report is '年度工作报告';
comment on column annual_reports_reports.accounts is '财务会计报告';
comment on column annual_reports_reports.opening is '年初净资产（单位：分；元）';
comment on column annual_reports_reports.income is '本年收入（单位：分；元）';
comment on column annual_reports_reports.spending is '本年支出（单位：分；元）';
comment on column annual_reports_reports.closing is '年末净资产（单位：分；元）';
comment on column annual_reports_reports.meetings is '会员（代表）大会或理事会次数';
comment on column annual_reports_reports.term_until is '本届负责人任期届满日';
comment on column annual_reports_reports.adopted_on is '报告经理事会通过的日期';
comment on column annual_reports_reports.party is '党组织';
comment on column annual_reports_reports.unapproved is '未经批准兼职的公职人员';
comment on column annual_reports_reports.branch_regional is '设有地域性分支机构';
comment on column annual_reports_reports.opinion is '业务主管单位初审';
comment on column annual_reports_reports.conclusion is '年检结论';
comment on column annual_reports_reports.demands is '整改要求';
comment on column annual_reports_reports.failed_twice is '连续两年不合格（计算得出）';
comment on column annual_reports_reports.known_from is '记录时间';
create index on annual_reports_reports (county_id, organisation_id);
create index on annual_reports_reports (county_id, on_day);
create unique index annual_reports_reports_once on annual_reports_reports (county_id, organisation_id, year) where annulled_on is null;
create index on annual_reports_reports (county_id, town_id, id);
call seen_in_area('annual_reports_reports');
call of_business('annual_reports_reports', 'annual-reports');
call seen_by_own('annual_reports_reports', 'organisation', 'organisation_id');
call with_history('annual_reports_reports');

create table annual_reports_inspection_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  year integer,
  report uuid[],
  accounts uuid[],
  opening bigint,
  income bigint,
  spending bigint,
  closing bigint,
  meetings integer,
  term_until date,
  adopted_on date,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  unapproved integer,
  branch_regional boolean,
  opinion text check (opinion in ('agree', 'disagree')),
  conclusion text check (conclusion in ('pass', 'nearly', 'fail')),
  demands text,
  failed_twice boolean,
  apply_on date,
  apply_by bigint,
  apply_due date,
  apply_missed_on date,
  sponsor_on date,
  sponsor_by bigint,
  sponsor_due date,
  sponsor_missed_on date,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  correct_on date,
  correct_by bigint,
  correct_due date,
  correct_missed_on date,
  corrected uuid[],
  check_on date,
  check_by bigint,
  check_due date,
  check_missed_on date,
  checked text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id)
);
comment on table annual_reports_inspection_case is '社会组织年检：填报与各环节';
comment on column annual_reports_inspection_case.county_id is '县';
comment on column annual_reports_inspection_case.id is '办件';
comment on column annual_reports_inspection_case.filled is '已填写的明细';
comment on column annual_reports_inspection_case.year is '报告年度';
comment on column annual_reports_inspection_case.report is '年度工作报告';
comment on column annual_reports_inspection_case.accounts is '财务会计报告';
comment on column annual_reports_inspection_case.opening is '年初净资产（单位：分；元）';
comment on column annual_reports_inspection_case.income is '本年收入（单位：分；元）';
comment on column annual_reports_inspection_case.spending is '本年支出（单位：分；元）';
comment on column annual_reports_inspection_case.closing is '年末净资产（单位：分；元）';
comment on column annual_reports_inspection_case.meetings is '会员（代表）大会或理事会次数';
comment on column annual_reports_inspection_case.term_until is '本届负责人任期届满日';
comment on column annual_reports_inspection_case.adopted_on is '报告经理事会通过的日期';
comment on column annual_reports_inspection_case.party is '党组织';
comment on column annual_reports_inspection_case.unapproved is '未经批准兼职的公职人员';
comment on column annual_reports_inspection_case.branch_regional is '设有地域性分支机构';
comment on column annual_reports_inspection_case.opinion is '业务主管单位初审';
comment on column annual_reports_inspection_case.conclusion is '年检结论';
comment on column annual_reports_inspection_case.demands is '整改要求';
comment on column annual_reports_inspection_case.failed_twice is '连续两年不合格（计算得出）';
comment on column annual_reports_inspection_case.apply_on is 'apply：办理日期';
comment on column annual_reports_inspection_case.apply_by is 'apply：办理人';
comment on column annual_reports_inspection_case.apply_due is 'apply：期限';
comment on column annual_reports_inspection_case.apply_missed_on is 'apply：逾期之日';
comment on column annual_reports_inspection_case.sponsor_on is 'sponsor：办理日期';
comment on column annual_reports_inspection_case.sponsor_by is 'sponsor：办理人';
comment on column annual_reports_inspection_case.sponsor_due is 'sponsor：期限';
comment on column annual_reports_inspection_case.sponsor_missed_on is 'sponsor：逾期之日';
comment on column annual_reports_inspection_case.accept_on is 'accept：办理日期';
comment on column annual_reports_inspection_case.accept_by is 'accept：办理人';
comment on column annual_reports_inspection_case.accept_due is 'accept：期限';
comment on column annual_reports_inspection_case.accept_missed_on is 'accept：逾期之日';
comment on column annual_reports_inspection_case.decide_on is 'decide：办理日期';
comment on column annual_reports_inspection_case.decide_by is 'decide：办理人';
comment on column annual_reports_inspection_case.decide_due is 'decide：期限';
comment on column annual_reports_inspection_case.decide_missed_on is 'decide：逾期之日';
comment on column annual_reports_inspection_case.decide_outcome is 'decide：结论';
comment on column annual_reports_inspection_case.publish_on is 'publish：办理日期';
comment on column annual_reports_inspection_case.publish_by is 'publish：办理人';
comment on column annual_reports_inspection_case.publish_due is 'publish：期限';
comment on column annual_reports_inspection_case.publish_missed_on is 'publish：逾期之日';
comment on column annual_reports_inspection_case.correct_on is 'correct：办理日期';
comment on column annual_reports_inspection_case.correct_by is 'correct：办理人';
comment on column annual_reports_inspection_case.correct_due is 'correct：期限';
comment on column annual_reports_inspection_case.correct_missed_on is 'correct：逾期之日';
comment on column annual_reports_inspection_case.corrected is '整改材料';
comment on column annual_reports_inspection_case.check_on is 'check：办理日期';
comment on column annual_reports_inspection_case.check_by is 'check：办理人';
comment on column annual_reports_inspection_case.check_due is 'check：期限';
comment on column annual_reports_inspection_case.check_missed_on is 'check：逾期之日';
comment on column annual_reports_inspection_case.checked is '核实情况';
comment on column annual_reports_inspection_case.known_from is '记录时间';
call seen_with('annual_reports_inspection_case', 'case_file', 'id', 'app_sees_all');
call of_business('annual_reports_inspection_case', 'annual-reports');
call with_history('annual_reports_inspection_case');
call no_conflict('annual_reports_inspection_case', 'case', 'id', array['apply_by', 'sponsor_by', 'accept_by', 'decide_by', 'publish_by', 'correct_by', 'check_by']);
call no_officer_acts('annual_reports_inspection_case', array['accept_by', 'decide_by', 'publish_by', 'check_by']);
