"""Messages with a rewrite that a good colleague would accept: verification must let every one of them pass.

Written for this project. In TO_BUSINESS an engineer's words are put for the business, in TO_TECH the other way round.
"""

TO_BUSINESS: tuple[tuple[str, str], ...] = (
    (
        "We need to optimize API latency.",
        "We need to make the product respond faster, so customers finish checkout sooner.",
    ),
    (
        "p99 latency went from 850 ms to 420 ms after the cache change.",
        "After the cache change, the slowest requests take 420 ms instead of 850 ms: 51% less waiting.",
    ),
    (
        "The checkout service had 99.8% uptime in the last 30 days.",
        "Checkout worked 99.8% of the time in the last 30 days, which means up to 86.4 minutes of downtime.",
    ),
    (
        "The deploy didn't go out because the tests are flaky.",
        "The release did not happen because the automatic checks are unreliable.",
    ),
    (
        "We rolled back v2.3.1 at 14:05 UTC, no data was lost.",
        "We withdrew v2.3.1 at 14:05 UTC and went back to the previous version. No data was lost.",
    ),
    (
        "<@U02AB3CD> the build is red, can you have a look?",
        "<@U02AB3CD> the automatic checks fail, can you have a look?",
    ),
    (
        "We may have to throttle the export endpoint next week.",
        "We might have to slow down exports next week.",
    ),
    (
        "About 3% of payment requests time out on Mondays.",
        "Roughly 3 percent of payments get no answer in time on Mondays.",
    ),
    (
        "The migration is blocked on legal, so we can't start before March 14.",
        "Moving the data is waiting for the legal team, so we cannot begin before 14 March.",
    ),
    (
        "We should add an index, otherwise the report query won't scale.",
        "We should speed up the report lookup, otherwise it will not cope with more data.",
    ),
    (
        "Error rate is 0.1% since yesterday.",
        "Since yesterday 0.1% of requests fail, that is 1 in 1,000.",
    ),
    (
        "RPO is 5 min and RTO is 1 h for the orders database.",
        "If the orders database breaks, at most 5 minutes of data can be lost and it is to be back within 1 hour.",
    ),
    (
        "Please review <https://github.com/acme/shop/pull/12|PR 12> by Friday.",
        "Please check this change by Friday: <https://github.com/acme/shop/pull/12|PR 12>",
    ),
    (
        "The hotfix for SHOP-1234 will be live by EOD.",
        "The urgent repair for SHOP-1234 will be available to customers by the end of the day.",
    ),
    (
        "Throughput is up 5x after sharding.",
        "After splitting the data, the system handles five times the work in the same time.",
    ),
    (
        "The memory leak caused two outages, 18 minutes and 42 minutes.",
        "A fault in how memory is used caused two interruptions of 18 and 42 minutes.",
    ),
    (
        "No customer data left our network.",
        "No customer data left our systems.",
    ),
    (
        "The job hasn't run since Tuesday, nobody noticed.",
        "The task has not run since Tuesday and nobody noticed it.",
    ),
    (
        "Sarah is refactoring `billing.py`, so expect small regressions this week.",
        "Sarah is tidying up `billing.py`, so expect that a few things break again this week.",
    ),
    (
        "We can't reproduce the bug on staging.",
        "We are unable to make the fault happen in our test environment.",
    ),
    (
        "The API returns 503s under load.",
        "The service answers with error 503 when many people use it at once.",
    ),
    (
        "Latency is probably caused by the N+1 queries in the cart.",
        "The waiting is probably caused by too many separate lookups (N+1) in the cart.",
    ),
    (
        "We don't have enough headroom for Black Friday.",
        "We don't have enough spare capacity for Black Friday.",
    ),
    (
        "Kafka consumer lag is around 20 minutes, the dashboards are stale.",
        "Messages in Kafka are handled about 20 minutes late, so the dashboards show old figures.",
    ),
    (
        "The certificate expires on 2026-04-30, we need to rotate it before that.",
        "The site's proof of identity runs out on April 30, 2026. We have to replace it before that.",
    ),
    (
        "Query time dropped from 1.2s to 800 ms.",
        "Searches now take 800 milliseconds, down from 1.2 seconds.",
    ),
    (
        "We cut cold start time by a third.",
        "We made the first start a third faster.",
    ),
    (
        "Deploys are frozen until Monday 9 am.",
        "No new releases until Monday 9:00 am.",
    ),
    (
        "I'm not sure the fix works for Safari.",
        "I am not certain that the repair works for Safari.",
    ),
    (
        "The on-call engineer got paged 14 times last night.",
        "The engineer on duty was called 14 times last night.",
    ),
    (
        "Rate limiting is set to 100 req/s per tenant.",
        "Each customer can send up to 100 requests per second.",
    ),
    (
        "The queue has 1,200 messages in the backlog.",
        "1200 messages are waiting to be handled.",
    ),
    (
        "Two of the three replicas are down.",
        "Two of the three copies are not working.",
    ),
    (
        "This isn't a breaking change.",
        "Nothing that works now stops working with this change.",
    ),
    (
        "We have to pay down tech debt before we can add SSO.",
        "We must clean up shortcuts in older code before we can add single sign-on (SSO).",
    ),
    (
        "CI takes 45 min, it should take 10.",
        "The automatic checks take 45 minutes; they should take 10.",
    ),
    (
        "The feature is behind a flag for 5% of users.",
        "The feature can be switched on and off and only 5% of users see it.",
    ),
    (
        "Memory usage doubled after the upgrade to Java 21.",
        "After the upgrade to Java 21 the program needs twice as much memory.",
    ),
    (
        "The nightly batch never finished, so the invoices for June are incomplete.",
        "The overnight run never finished, so the June invoices are incomplete.",
    ),
    (
        "We could switch to AWS Lambda to reduce cost.",
        "We could move to AWS Lambda to spend less.",
    ),
    (
        "Downtime was 12 min between 10:03 and 10:15.",
        "The service could not be used for 12 minutes, from 10:03 to 10:15.",
    ),
    (
        "The SLA with Globex is 99.95%, we're at 99.9% this quarter.",
        "Our agreement with Globex is 99.95% availability; this quarter we are at 99.9%.",
    ),
    (
        "Backups are untested.",
        "Nobody has tested whether the backups work.",
    ),
    (
        "We merged the PR but it won't be deployed until next sprint.",
        "The change is approved but will not be released until the next work period.",
    ),
    (
        "The endpoint is deprecated and will be removed in Q3.",
        "This access point is outdated and will be removed in Q3.",
    ),
    (
        "Error budget is 80% used up, and it's only the 10th of May.",
        "80% of the failures we allow ourselves are used up, and it is only 10 May.",
    ),
    (
        "We're seeing elevated error rates in eu-west-1, investigating.",
        "More requests than usual fail in eu-west-1. We are looking into it.",
    ),
    (
        "Search is down for some customers; no ETA yet.",
        "Search does not work for some customers. We do not know yet when it will be back.",
    ),
    (
        "Autoscaling kicked in too late, p95 was over 4 s for ten minutes.",
        "Extra servers started too late: for 10 minutes 5 of 100 requests took more than 4 seconds.",
    ),
    (
        "The spike took three days and didn't answer the question.",
        "The short investigation took 3 days and has not answered the question.",
    ),
    (
        "We're going to sunset the v1 API on June 30th.",
        "We will switch off the v1 API on 30 June.",
    ),
    (
        "Up to 200 GB of logs per day get dropped.",
        "As much as 200 GB of records a day are thrown away.",
    ),
    (
        "At least 4 engineers are needed for the on-call rotation.",
        "At least four engineers have to take turns on duty.",
    ),
    (
        "The container restarts every 20 minutes :rotating_light:",
        "The program starts again every 20 minutes :rotating_light:",
    ),
    (
        "Half of the test suite is skipped.",
        "50% of the automatic checks are left out.",
    ),
    (
        "See `deploy.sh` and <#C0123ABCD|ops> for the runbook.",
        "The step-by-step guide is in `deploy.sh` and <#C0123ABCD|ops>.",
    ),
    (
        "The vulnerability is critical, we must patch it today.",
        "The security hole is critical; we have to close it today.",
    ),
    (
        "Ana thinks the deadlock might come back.",
        "Ana thinks that the programs may block each other again.",
    ),
    (
        "Nothing is on fire, but disk usage is at 91 %.",
        "There is no emergency, but the disks are 91% full.",
    ),
    (
        "We haven't sharded the database, and we don't plan to.",
        "We have not split the database, and we do not plan to.",
    ),
    (
        "The fix reduced 5xx errors by 40% without touching the frontend.",
        "The repair reduced server errors (5xx) by 40% and nothing that customers see was changed.",
    ),
)

TO_TECH: tuple[tuple[str, str], ...] = (
    (
        "Customers complain that the app takes too long to load, we need it fixed by Friday.",
        "Customers complain about long load times of the app. It needs to be fixed by Friday.",
    ),
    (
        "We must stop the churn in our key accounts before renewal.",
        "We have to keep our most important customers from cancelling before their contracts are up for renewal.",
    ),
    (
        "Churn is 3% a month, that's 30.6% a year.",
        "3% of customers cancel each month, which adds up to 30.6% a year.",
    ),
    (
        "ARR is $2M and NRR is 98%.",
        "Subscriptions bring in $2M a year; the customers of a year ago pay 2% less now (98%).",
    ),
    (
        "We can't promise Globex the integration in Q3.",
        "We cannot promise Globex the integration in Q3.",
    ),
    (
        "Let's circle back on Monday with Maria from Legal.",
        "Let us talk about it again on Monday with Maria from the legal team.",
    ),
    (
        "The deal is worth $250k and might close by end of quarter.",
        "The contract is worth $250k and may be signed by the end of the quarter.",
    ),
    (
        "Burn is $300k a month, we have $3.6M in the bank.",
        "We spend $300k a month more than we earn and have $3.6M in the bank, so the money lasts 12 months.",
    ),
    (
        "Marketing wants a landing page for the launch on 5/20.",
        "Marketing wants a landing page for the launch on May 20.",
    ),
    (
        "The prospect won't sign without SSO.",
        "The potential customer will not sign the contract without SSO.",
    ),
    (
        "We should probably move the needle on onboarding first.",
        "We should probably improve how new customers get started first.",
    ),
    (
        "CAC payback is 14 months.",
        "After 14 months a new customer has paid back what winning them cost.",
    ),
    (
        "Conversion went from 3% to 4% after the redesign.",
        "After the redesign 4% of visitors buy instead of 3%: 1 percentage point more.",
    ),
    (
        "Nobody in finance has signed off on the budget of €40,000.",
        "No one in finance has approved the budget of €40,000.",
    ),
    (
        "Support gets about 60 tickets a day about login.",
        "Support gets around 60 requests for help about login every day.",
    ),
    (
        "This is a must-have for the board meeting next Tuesday.",
        "This is required for the board meeting next Tuesday.",
    ),
    (
        "The client never got the invoice for March.",
        "The client has never received the invoice for March.",
    ),
    (
        "We don't have the bandwidth to take on another pilot this quarter.",
        "We do not have the time for another trial project this quarter.",
    ),
    (
        "EBITDA was $(1.2M) in Q2.",
        "Operating profit (EBITDA) in Q2 was negative: $(1.2M).",
    ),
    (
        "The renewal rate fell by 150 bps.",
        "The share of contracts that are renewed fell by 150 bps (1.5 percentage points).",
    ),
    (
        "Acme would like to see a demo as soon as possible.",
        "Acme would like to see a demo as soon as possible.",
    ),
    (
        "At least 20 customers asked for dark mode.",
        "20 customers at least have asked for dark mode.",
    ),
    (
        "Our runway is 9 months, so no new hires until we close the round.",
        "Our money lasts 9 months, so we don't hire anybody until the financing is agreed.",
    ),
    (
        "GDPR doesn't allow us to keep the data for more than 30 days.",
        "Under GDPR we are not allowed to keep the data longer than 30 days.",
    ),
    (
        "We need better reporting for upsells, roughly 10 dashboards.",
        "We need better reports about selling more to existing customers: about ten dashboards.",
    ),
    (
        "I think John promised the client a fix this week.",
        "I think that John promised the client a repair this week.",
    ),
    (
        "The contract says 24/7 support, which we can't deliver.",
        "The contract says support around the clock, which we are unable to deliver.",
    ),
    (
        "Sales is at 72% of quota with three weeks to go.",
        "Sales has reached 72% of its target and has three weeks left.",
    ),
    (
        "Please don't tell the customer yet, pricing isn't final.",
        "Please do not tell the customer yet: the prices are not final.",
    ),
    (
        "The QBR with Initech moved to 3pm on Thursday.",
        "The quarterly review (QBR) with Initech was moved to Thursday, 3 pm.",
    ),
    (
        "Our NPS dropped from 42 to 35, mostly because of outages.",
        "The share of people who would recommend us dropped from 42 to 35 points, mostly because of interruptions.",
    ),
    (
        "Gross margin is 80%, the target is 85%.",
        "80% of revenue is left after the cost of serving customers; the target is 85%.",
    ),
    (
        "The enterprise tier starts at $50 per seat per month.",
        "The plan for large companies starts at $50 per user per month.",
    ),
    (
        "We lost the Umbrella deal because the export is too slow.",
        "We lost the contract with Umbrella because the export is too slow.",
    ),
    (
        "If we don't ship by June 1, the penalty is 2% of the contract value.",
        "If we have not delivered by 1 June, we pay a penalty of 2% of the contract value.",
    ),
    (
        "Leadership wants to double the self-serve revenue within a year.",
        "Leadership wants twice the revenue from customers who sign up on their own, within a year.",
    ),
    (
        "We only have budget for one contractor.",
        "We have budget for only one external person.",
    ),
    (
        "It looks like 1 in 5 trials never gets past the setup.",
        "It seems that 20% of trial customers never finish the setup.",
    ),
    (
        "Half the leads come from the webinar on April 3rd.",
        "50% of the possible customers come from the online event on 3 April.",
    ),
    (
        "The customer needs the export in Excel, not PDF.",
        "The customer needs the export as an Excel file, not as a PDF.",
    ),
    (
        "Please let <@U777XYZ> know before you change pricing :pray:",
        "Please tell <@U777XYZ> before you change the prices :pray:",
    ),
    (
        "It's a nice-to-have, not a must.",
        "It would be welcome, but it is not required.",
    ),
)

FAITHFUL = TO_BUSINESS + TO_TECH
