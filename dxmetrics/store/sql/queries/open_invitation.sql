-- one row: whose one-time code this is, while it holds
select invitation.account
from access.invitation as invitation
where invitation.code_sha256 = $code and invitation.expires_at > $now
