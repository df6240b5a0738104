-- Derived from the definitions of marriage-appointments (npm run schema -- marriage-appointments).
create table marriage_appointments_appointments (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  number text not null,
  hour text not null check (hour in ('at09', 'at10', 'at11', 'at14', 'at15', 'at16')),
  seat integer,
  service text not null check (service in ('marriage', 'divorce', 'collect', 'reissue', 'record')),
  stands text not null check (stands in ('booked', 'arrived', 'cancelled', 'missed')),
  booker text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  unique (county_id, number)
);
comment on table marriage_appointments_appointments is '婚姻登记预约台账';
comment on column marriage_appointments_appointments.county_id is '县';
comment on column marriage_appointments_appointments.id is '编号';
comment on column marriage_appointments_appointments.division_id is '村（居）';
comment on column marriage_appointments_appointments.town_id is '乡镇（街道）';
comment on column marriage_appointments_appointments.person_id is '对象';
comment on column marriage_appointments_appointments.on_day is '日期';
comment on column marriage_appointments_appointments.annulled_on is '登记有误，撤销之日';
comment on column marriage_appointments_appointments.case_id is '由哪一办件而来';
comment on column marriage_appointments_appointments.number is '预约号';
comment on column marriage_appointments_appointments.hour is '时段';
comment on column marriage_appointments_appointments.seat is '号位';
comment on column marriage_appointments_appointments.service is '办理事项';
comment on column marriage_appointments_appointments.stands is '情况';
comment on column marriage_appointments_appointments.booker is '联系方式或备注';
comment on column marriage_appointments_appointments.known_from is '记录时间';
create index on marriage_appointments_appointments (county_id, person_id);
create index on marriage_appointments_appointments (county_id, on_day);
create unique index marriage_appointments_appointments_once on marriage_appointments_appointments (county_id, on_day, hour, seat) where annulled_on is null;
create index on marriage_appointments_appointments (county_id, town_id, id);
call seen_in_area('marriage_appointments_appointments');
call of_business('marriage_appointments_appointments', 'marriage-appointments');
call only_for_posts('marriage_appointments_appointments', array['registry']);
call with_history('marriage_appointments_appointments');
