-- one row: the account of a session that is neither ended nor expired nor of a disabled account, nor of a time to come (a clock
-- that was set back would let it last longer than it may)
select
    session.account,
    session.expires_at
from access.session as session
inner join access.account as account on account.account = session.account
where session.token_sha256 = $token and session.expires_at > $now and session.signed_in_at <= $now + $tolerance
    and not account.is_disabled
