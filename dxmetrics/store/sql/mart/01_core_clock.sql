-- one row: the moment we answer for. The session variable as_of asks for what was known then; unset, it is now in Vietnam
select
    coalesce(cast(getvariable('as_of') as timestamp), timestamp '9999-12-31') as known_until,
    coalesce(
        cast(getvariable('as_of') as timestamp),
        cast(getvariable('now') as timestamp),
        make_timestamp(epoch_us(current_timestamp)) + interval 7 hour
    ) as moment
