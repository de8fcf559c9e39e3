"""Analytics of a run, polled to the end with the vendor's Python SDK: by query with pages, and by job with a cursor.

Arguments: the server's address, and the folder with further packages. Fails if what is found is not what happened.
"""

from server import OUTDATED, client, control, genesys

control("POST", "plays", {"profile": "smooth-day", "count": 30})
control("POST", "clock/finish", {})
happened = control("GET", "conversations")["conversationIds"]
api = genesys.AnalyticsApi(client("msgleg"))


def by_query(size):
    """All conversations, page by page until one is empty, as clients do."""
    found, page = [], 1
    while True:
        query = genesys.ConversationQuery()
        query.interval = "2026-01-05T00:00:00.000Z/2026-02-05T00:00:00.000Z"
        query.order, query.order_by = "asc", "conversationStart"
        query.paging = genesys.PagingSpec()
        query.paging.page_size, query.paging.page_number = size, page
        answer = api.post_analytics_conversations_details_query(query)
        assert OUTDATED not in str(answer), answer
        if not answer.conversations:
            assert answer.total_hits == len(found), answer
            return found
        found += answer.conversations
        page += 1


def by_job():
    job = api.post_analytics_conversations_details_jobs(genesys.AsyncConversationQuery()).job_id
    assert api.get_analytics_conversations_details_job(job).state == "FULFILLED"
    found, cursor = [], {}
    while True:
        page = api.get_analytics_conversations_details_job_results(job, page_size=7, **cursor)
        found += page.conversations
        if not page.cursor:
            return found
        cursor = {"cursor": page.cursor}


found = by_query(7)
assert len(found) == len(happened) >= 30, (len(found), len(happened))
assert {one.conversation_id for one in found} == set(happened)
starts = [one.conversation_start for one in found]
assert starts == sorted(starts)
assert [one.conversation_id for one in by_job()] == [one.conversation_id for one in found]

# What the log tells is what analytics tell: each leg of a queue and of an agent is a session.
for one in found:
    script = control("GET", f"conversations/{one.conversation_id}/script")
    roles = {label: leg["role"] for label, leg in script["legs"].items()}
    opened = [roles[leg] for leg in {step["leg"] for step in script["steps"]}]
    sessions = [participant.purpose for participant in one.participants for _ in participant.sessions]
    assert sessions.count("acd") == opened.count("acd"), (sessions, opened)
    assert sessions.count("agent") == opened.count("agent"), (sessions, opened)
print(f"{len(found)} conversations")
