-- Derived from the definitions of outside-data (npm run schema -- outside-data).
create table outside_data_companies (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  company text not null,
  role text not null check (role in ('owner', 'legal', 'shareholder')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table outside_data_companies is '部门数据：市场主体';
comment on column outside_data_companies.county_id is '县';
comment on column outside_data_companies.id is '编号';
comment on column outside_data_companies.division_id is '村（居）';
comment on column outside_data_companies.town_id is '乡镇（街道）';
comment on column outside_data_companies.person_id is '对象';
comment on column outside_data_companies.on_day is '日期';
comment on column outside_data_companies.annulled_on is '登记有误，撤销之日';
comment on column outside_data_companies.case_id is '由哪一办件而来';
comment on column outside_data_companies.company is '市场主体名称';
comment on column outside_data_companies.role is '身份';
comment on column outside_data_companies.known_from is '记录时间';
create index on outside_data_companies (county_id, person_id);
create index on outside_data_companies (county_id, on_day);
create unique index outside_data_companies_once on outside_data_companies (county_id, person_id, on_day, company) where annulled_on is null;
create index on outside_data_companies (county_id, town_id, id);
call seen_in_area('outside_data_companies');
call of_business('outside_data_companies', 'outside-data');
call with_history('outside_data_companies');

create table outside_data_deaths (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  source text not null check (source in ('certificate', 'cancelled', 'cremated')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table outside_data_deaths is '部门数据：死亡';
comment on column outside_data_deaths.county_id is '县';
comment on column outside_data_deaths.id is '编号';
comment on column outside_data_deaths.division_id is '村（居）';
comment on column outside_data_deaths.town_id is '乡镇（街道）';
comment on column outside_data_deaths.person_id is '对象';
comment on column outside_data_deaths.on_day is '日期';
comment on column outside_data_deaths.annulled_on is '登记有误，撤销之日';
comment on column outside_data_deaths.case_id is '由哪一办件而来';
comment on column outside_data_deaths.source is '信息来源';
comment on column outside_data_deaths.known_from is '记录时间';
create index on outside_data_deaths (county_id, person_id);
create index on outside_data_deaths (county_id, on_day);
create unique index outside_data_deaths_once on outside_data_deaths (county_id, person_id, on_day) where annulled_on is null;
create index on outside_data_deaths (county_id, town_id, id);
call seen_in_area('outside_data_deaths');
call of_business('outside_data_deaths', 'outside-data');
call with_history('outside_data_deaths');

create table outside_data_imprisonments (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  kind text not null check (kind in ('prison', 'rehab')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table outside_data_imprisonments is '部门数据：服刑、强制戒毒';
comment on column outside_data_imprisonments.county_id is '县';
comment on column outside_data_imprisonments.id is '编号';
comment on column outside_data_imprisonments.division_id is '村（居）';
comment on column outside_data_imprisonments.town_id is '乡镇（街道）';
comment on column outside_data_imprisonments.person_id is '对象';
comment on column outside_data_imprisonments.on_day is '日期';
comment on column outside_data_imprisonments.annulled_on is '登记有误，撤销之日';
comment on column outside_data_imprisonments.case_id is '由哪一办件而来';
comment on column outside_data_imprisonments.kind is '类别';
comment on column outside_data_imprisonments.known_from is '记录时间';
create index on outside_data_imprisonments (county_id, person_id);
create index on outside_data_imprisonments (county_id, on_day);
create unique index outside_data_imprisonments_once on outside_data_imprisonments (county_id, person_id, on_day) where annulled_on is null;
create index on outside_data_imprisonments (county_id, town_id, id);
call seen_in_area('outside_data_imprisonments');
call of_business('outside_data_imprisonments', 'outside-data');
call with_history('outside_data_imprisonments');

create table outside_data_vehicles (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  plate text not null,
  type text not null check (type in ('car', 'truck', 'motorcycle', 'tricycle', 'tractor', 'disabled')),
  price bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table outside_data_vehicles is '部门数据：机动车';
comment on column outside_data_vehicles.county_id is '县';
comment on column outside_data_vehicles.id is '编号';
comment on column outside_data_vehicles.division_id is '村（居）';
comment on column outside_data_vehicles.town_id is '乡镇（街道）';
comment on column outside_data_vehicles.person_id is '对象';
comment on column outside_data_vehicles.on_day is '日期';
comment on column outside_data_vehicles.annulled_on is '登记有误，撤销之日';
comment on column outside_data_vehicles.case_id is '由哪一办件而来';
comment on column outside_data_vehicles.plate is '号牌';
comment on column outside_data_vehicles.type is '车型';
comment on column outside_data_vehicles.price is '价格（单位：分；元）';
comment on column outside_data_vehicles.known_from is '记录时间';
create index on outside_data_vehicles (county_id, person_id);
create index on outside_data_vehicles (county_id, on_day);
create unique index outside_data_vehicles_once on outside_data_vehicles (county_id, person_id, on_day, plate) where annulled_on is null;
create index on outside_data_vehicles (county_id, town_id, id);
call seen_in_area('outside_data_vehicles');
call of_business('outside_data_vehicles', 'outside-data');
call with_history('outside_data_vehicles');
