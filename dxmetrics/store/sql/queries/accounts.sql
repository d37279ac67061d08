-- one row per account, in the order of their names; last_seen: the last sign-in, null where there was none
select
    account.account,
    account.full_name,
    account.roles,
    account.org_unit,
    account.password_hash,
    account.is_disabled,
    account.created_at,
    (
        select max(event.happened_at)
        from access.event as event
        where event.event = 'signed_in' and event.subject = account.account
    ) as last_seen
from access.account as account
where $account is null or account.account = $account
order by account.account
