"""Capitalised words: which are surely names, and which are surely not.

A dictionary of the language is not at hand, so the start of a sentence hides names. The lists
hold what occurs in work chat: common given names, vendors, and the words and short forms that
both sides write in capitals anyway.
"""

_GIVEN_NAMES = """
    aaron adam ahmed aisha alan alejandro alex alexander alexandra alice alina amanda amir amit
    amy ana anders andrea andrew andy angela anita anjali anna anne anthony antonio arjun arthur
    ashley barbara ben benjamin bernd beth bob brandon brian bruno caleb carla carlos carmen
    caroline catherine charles charlie charlotte chen chloe chris christian christina christine
    christopher claire clara claudia connor craig cynthia dan daniel daniela david deborah deepak
    dennis diana diego dmitri donald donna dylan ed edward elena eli elias elizabeth ella ellen
    emily emma eric erik erika esther ethan eva evan fatima felix fernando fiona florian
    francesca francisco frank gabriel gary george gloria greg gustavo hannah hans harry hassan
    heather heidi helen henrik henry hiroshi ian ibrahim igor ingrid irene isaac isabel isabella
    ivan jack jackie jacob jake james jamie jan jane janet jason javier jay jean jeff jeffrey
    jenna jennifer jenny jeremy jessica jill jim jin joan joe joel johan johannes john jon jonas
    jonathan jordan jorge jose joseph josh joshua juan judith julia julian julie kai karen karim
    kate katherine kathy katie keith kelly ken kenji kevin khalid kim kumar kyle lars laura
    lauren leah lee lena leo leon leonard lily linda lisa liz louis louise luca lucas lucia lucy
    luis luke maya madison magnus marco marcus margaret maria marie marina mario marta martin
    mary matt matteo matthew max megan mei melissa mia michael michelle miguel mike milan mohamed
    mohammed monica nadia nancy naomi natalie natasha nathan neha neil nicholas nick nicole
    nikhil nina noah nora olga oliver olivia omar oscar pablo pamela patricia patrick paul paula
    pedro peter petra philip pierre pooja priya rachel rahul raj ralph ramesh raul ravi ray
    rebecca ricardo richard rick rita rob robert roberto robin roger ron rosa ruth ryan sam
    samantha samir samuel sandra sanjay sara sarah scott sean sebastian sergio shreya silvia
    simon sofia sophia sophie stefan stephanie stephen steve steven susan suresh sven tanya tara
    teresa thomas tim tina tobias todd tom tomas tony tyler ursula valerie vanessa vera victor
    victoria vikram vincent vladimir walter wei wendy wolfgang xavier yan yuki yusuf zach zoe
    """
GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())

_VENDORS = """
    accenture acme adobe airbnb airtable akamai alibaba amazon anthropic apple asana atlassian
    auth0 aws azure bitbucket cisco citrix cloudflare confluence contoso databricks datadog dell
    deloitte digitalocean docusign dropbox ebay elastic ericsson facebook fastly figma firebase
    gartner gcp github gitlab globex gmail google grafana heroku hubspot ibm initech instagram
    intel intercom jenkins jira kubernetes linkedin looker mailchimp marketo mastercard meta
    microsoft mongodb netflix netsuite newrelic nokia notion nvidia oracle okta openai outlook
    pagerduty paypal pinterest postgres qualtrics rackspace redis salesforce samsung sap segment
    sentry servicenow shopify siemens slack snowflake splunk spotify square stripe supabase
    tableau telekom terraform tesla trello twilio twitter uber umbrella verizon vercel visa
    vmware vodafone walmart wayne whatsapp wordpress workday xerox yahoo youtube zapier zendesk
    zoom ios ipad iphone macos
    """
VENDORS = frozenset(_VENDORS.split())

_GENERIC_CAPITALS = """
    api apis ui ux db cpu gpu ram id ids url urls it qa pr prs ok asap fyi eta faq faqs app apps
    pdf csv json html css sql http https ssl tls ip os vm vms ci cd sla slas slo slos kpi kpis
    okr okrs roi pm ceo cto cfo coo cmo cio vp hr us am utc gmt tv sms vpn vip ai ml
    b2b b2c saas crm erp sdk iot it's i'm i'll i've i'd tl dr tldr q a r d td mb gb kb nps csat
    arr mrr nrr grr ndr cac ltv rpo rto mttr mtbf qbr ebitda arpu arpa sre devops etl orm oom mvp
    poc ttm internet english mr mrs ms dr todo note nb ps re ad hq iso pst est cet cest edt pdt
    bst
    """
GENERIC_CAPITALS = frozenset(_GENERIC_CAPITALS.split())
"""Short forms and words that anybody may use or spell out without naming somebody."""

_PROPER_ACRONYMS = """
    gdpr hipaa ccpa pci dss soc fda sec irs nhs nato emea apac latam dach benelux nyc sf la dhl
    ups fedex bmw vw kpmg pwc ey bcg hsbc ing nasa cern mit ucla w3c ietf ico cnil nist owasp
    eu uk usa
    """
PROPER_ACRONYMS = frozenset(_PROPER_ACRONYMS.split())
"""Short forms that name an organisation, a law or a region: losing one loses a fact."""

_COMMON_STARTS = """
    everyone everybody someone somebody nobody anybody anyone management leadership engineering
    marketing sales finance support legal product design security operations compliance
    procurement customers customer users user people team teams it we you they he she i who that
    this one nothing everything something somebody staff
    """
COMMON_STARTS = frozenset(_COMMON_STARTS.split())
"""Words that may stand before "said" or "wants" at the start of a sentence and name nobody."""
