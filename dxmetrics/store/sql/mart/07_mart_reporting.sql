-- one row per return that is expected: reporting unit × period (metrics.md §5, last part)
with received as (
    select
        revision.org_unit,
        revision.period,
        min(case when state.state <> 'rejected' then revision.received_at end) as received_at,
        max(case when state.state = 'accepted' then revision.revision end) as accepted_revision,
        max(case when state.state = 'pending' then revision.revision end) as pending_revision,
        count(case when state.state = 'rejected' then 1 end) as rejected_count
    from raw.revision as revision
    inner join core.revision_state as state on state.revision_id = revision.revision_id
    where revision.org_unit is not null
    group by revision.org_unit, revision.period
),

stated as (
    select
        expected.org_unit,
        expected.period,
        expected.due_at,
        expected.extended_to,
        expected.extension_reason,
        clock.moment,
        received.received_at,
        coalesce(received.accepted_revision, received.pending_revision) as revision,
        case
            when received.accepted_revision is not null then 'accepted'
            when received.pending_revision is not null then 'pending'
            when received.rejected_count > 0 then 'rejected'
            when clock.moment <= expected.due_at then 'not_due'
            else 'missing'
        end as state
    from core.due as expected
    cross join core.clock as clock
    left join received on received.org_unit = expected.org_unit and received.period = expected.period
)

select
    stated.org_unit,
    unit.level,
    stated.period,
    stated.state,
    case when stated.state in ('accepted', 'pending') then stated.received_at end as received_at,
    stated.due_at,
    case
        when stated.state = 'not_due' then 0
        else greatest(
            0,
            date_diff(
                'day',
                cast(stated.due_at as date),
                cast(case when stated.state in ('accepted', 'pending') then stated.received_at else stated.moment end as date)
            )
        )
    end as days_late,
    stated.revision,
    stated.moment > stated.due_at as is_due,
    stated.extended_to,
    stated.extension_reason
from stated
inner join plan.org_unit as unit on unit.org_unit = stated.org_unit
