"""Messages with a rewrite that a good colleague would accept: verification must let every one of
them pass.

Written for this project. In TO_BUSINESS an engineer's words are put for the business, in TO_TECH
the other way round.
"""

TO_BUSINESS: tuple[tuple[str, str], ...] = (
    (
        "We need to optimize API latency.",
        "We need to make the product respond faster, so customers finish checkout sooner.",
    ),
    (
        "p99 latency went from 850 ms to 420 ms after the cache change.",
        "After the cache change, the slowest requests take 420 ms instead of 850 ms: 51% "
        "less waiting.",
    ),
    (
        "The checkout service had 99.8% uptime in the last 30 days.",
        "Checkout worked 99.8% of the time in the last 30 days, which means up to 86.4 "
        "minutes of downtime.",
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
        "If the orders database breaks, at most 5 minutes of data can be lost and it is "
        "to be back within 1 hour.",
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
        "The site's proof of identity runs out on April 30, 2026. We have to replace it "
        "before that.",
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
        "Extra servers started too late: for 10 minutes 5 of 100 requests took more than "
        "4 seconds.",
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
        "We have to keep our most important customers from cancelling before their "
        "contracts are up for renewal.",
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
        "We spend $300k a month more than we earn and have $3.6M in the bank, so the "
        "money lasts 12 months.",
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
        "The share of people who would recommend us dropped from 42 to 35 points, mostly "
        "because of interruptions.",
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
        "Leadership wants twice the revenue from customers who sign up on their own, "
        "within a year.",
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

FREER: tuple[tuple[str, str], ...] = (
    (
        "Heads up: prod DB failover at 02:00 UTC tonight, expect ~30s of write errors.",
        "For your information: at 02:00 UTC tonight we switch to the standby database. "
        "Expect about 30 seconds in which nothing can be saved.",
    ),
    (
        "We're still waiting on the vendor for the root cause, no RCA before Thursday.",
        "We are still waiting for the vendor's explanation, so there will be no analysis "
        "before Thursday.",
    ),
    (
        "Bumping the instance size would fix it but costs $1,200/mo more.",
        "A larger server would solve it, but would cost $1,200 more a month.",
    ),
    (
        "The ETL job died again; finance's numbers for October aren't refreshed.",
        "The nightly data load broke off again, so the October figures for finance are "
        "not up to date.",
    ),
    (
        "Can we push the release to Wednesday? QA found 2 P1s.",
        "Could we move the release to Wednesday? Testing found two top-priority faults.",
    ),
    (
        "TLS certs auto-renew, so no action needed from you.",
        "The security certificates renew themselves, so you do not have to do anything.",
    ),
    (
        "Cache hit ratio fell from 94% to 71%, origin is taking a beating.",
        "Only 71% of requests are answered from the fast store, down from 94%, and the "
        "main servers are overloaded.",
    ),
    (
        "No PII is stored in the logs.",
        "The records contain no personal data.",
    ),
    (
        "It's not a regression, it never worked on IE11.",
        "Nothing broke: this has never worked on IE11.",
    ),
    (
        "Looks like a race condition; could take us 2-3 days to nail down.",
        "It seems that two steps sometimes run in the wrong order. It could take us 2 to "
        "3 days to find out.",
    ),
    (
        "We don't support on-prem and won't this year.",
        "We don't offer an installation on the customer's own servers, and will not do so "
        "this year.",
    ),
    (
        "Kubernetes evicted 12 pods at 3:40 am, nobody was paged because alerting was muted.",
        "At 3:40 am Kubernetes stopped 12 parts of the program. Nobody was called because "
        "the alarms were switched off.",
    ),
    (
        "Until we upgrade Postgres, don't run the big report during business hours.",
        "Please do not run the big report during business hours until we have upgraded Postgres.",
    ),
    (
        "If the canary looks good for an hour, we roll out to 100%.",
        "If the small trial group has no trouble for one hour, everybody gets the new version.",
    ),
    (
        "I'd rather not deploy on a Friday.",
        "I would prefer not to release anything on a Friday.",
    ),
    (
        "Without the index, the query takes 40 seconds; with it, 300 ms.",
        "The lookup takes 40 seconds without the index and 300 ms with it.",
    ),
    (
        "The PoC must be live before the Contoso visit on the 12th of May.",
        "The trial version has to be up and running before Contoso visits us on May 12.",
    ),
    (
        "EMEA pipeline is at $4.2M vs a target of $5M.",
        "Possible deals in EMEA add up to $4.2M; the target is $5M.",
    ),
    (
        "They're threatening to churn unless we fix exports by month end.",
        "They threaten to cancel if exports are not fixed by the end of the month.",
    ),
    (
        "Our champion left, so the deal is at risk.",
        "The person who supported us at the customer has left, so the contract might not happen.",
    ),
    (
        "We've got 3 logos in the pilot and 0 in production.",
        "Three customers are trying it out; none uses it for real yet.",
    ),
    (
        "Opex is up 12% YoY, mainly cloud spend.",
        "Running costs are 12% higher than a year earlier, mainly for cloud services.",
    ),
    (
        "Legal says we can't process EU data in the US, full stop.",
        "Legal says that EU data must not be processed in the US under any circumstances.",
    ),
    (
        "I need a ballpark by tomorrow noon, +/- 20% is fine.",
        "I need a rough estimate by noon tomorrow; it may be off by 20%.",
    ),
    (
        "Do we have any levers left to hit the Q4 number?",
        "Is there anything left that we can do to reach the target for Q4?",
    ),
    (
        "The board won't approve anything over €500k.",
        "The board will not approve more than €500k.",
    ),
    (
        "Half our trials never invite a second user.",
        "Half of the customers who try the product never invite a second person.",
    ),
    (
        "There's no budget for a rewrite, so please find a quick win.",
        "There is no money for building it anew, so please look for a small change with a "
        "big effect.",
    ),
    (
        "Customers hate the new editor: 37 tickets since Monday, two cancellations.",
        "Customers dislike the new editor. Since Monday there were 37 requests for help "
        "and 2 cancellations.",
    ),
    (
        "Jonas can't commit to the 15th, but he'll try.",
        "Jonas cannot promise the 15th, but he will try.",
    ),
    (
        "The upgrade isn't mandatory, though we'd recommend it.",
        "Nobody has to upgrade, but we recommend it.",
    ),
    (
        "Net new ARR was -$300k in August.",
        "In August yearly subscription income shrank: -$300k.",
    ),
    (
        "The outage cost us roughly $80,000 in refunds :money_with_wings:",
        "Because of the outage we paid about $80k in refunds :money_with_wings:",
    ),
    (
        "Let's not boil the ocean, a CSV export is enough.",
        "Let us not attempt everything at once; a CSV export is enough.",
    ),
    (
        "Every customer on the legacy plan (about 150) has to be migrated before renewal.",
        "All customers on the old plan, around 150, must be moved before their contracts "
        "are renewed.",
    ),
    (
        "I wouldn't merge that before Ravi has reviewed it.",
        "I would not add that change before Ravi has checked it.",
    ),
    (
        "Load test: 1,500 rps sustained, p95 480ms, zero errors.",
        "In the load test the system handled 1,500 requests per second; 95 of 100 were "
        "answered within 480 ms and there were no errors.",
    ),
    (
        "The webhook integration with HubSpot is flaky, about 1 in 20 calls never arrives.",
        "The connection to HubSpot is unreliable: roughly 5% of calls never arrive.",
    ),
    (
        "We could ship the MVP by end of June if scope stays as is.",
        "If nothing is added, we could deliver the first version by the end of June.",
    ),
    (
        "Someone force-pushed to main, we lost two commits but nothing in production.",
        "Someone overwrote the main version of the code. Two changes were lost, but "
        "nothing that customers use is affected.",
    ),
    (
        "The feature isn't GA yet, only beta customers have it.",
        "The feature is not available to everyone yet; only customers in the trial have it.",
    ),
    (
        "Index rebuild needs a 20-minute maintenance window, preferably Sunday night.",
        "Rebuilding the search needs a 20-minute break in service, preferably on Sunday night.",
    ),
    (
        "We're 2 weeks behind because the API spec changed three times.",
        "We are two weeks late because the description of the interface changed three times.",
    ),
    (
        "Our win rate against Salesforce dropped from 40% to 25% last quarter.",
        "Last quarter we won 25% of the deals against Salesforce, down from 40%.",
    ),
    (
        "The CFO wants opex flat for FY26.",
        "The CFO wants running costs to stay the same in FY26.",
    ),
    (
        "Renewal for Initrode ($1.1M) is due on 30 November and they haven't replied.",
        "The contract with Initrode ($1.1M) has to be renewed by November 30, and they "
        "have not replied.",
    ),
    (
        "Can engineering commit to a date for the audit log?",
        "Can engineering promise a date for the record of who did what?",
    ),
    (
        "If onboarding takes more than 10 minutes, we lose 60% of signups.",
        "We lose 60% of new users if getting started takes longer than 10 minutes.",
    ),
    (
        "I'd like two engineers on site in Munich for the go-live next Thursday.",
        "I would like two engineers in Munich for the launch next Thursday.",
    ),
    (
        "Each seat costs €12 and the minimum is 50 seats.",
        "Every user costs €12, and at least 50 have to be bought.",
    ),
    (
        "Do not restart the primary, the replica is lagging by 15 minutes.",
        "Please don't restart the main database: its copy is 15 minutes behind.",
    ),
)

FAITHFUL = TO_BUSINESS + TO_TECH + FREER
