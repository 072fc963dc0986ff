"""Settings of Scrapy for this project, each with its reason. `harvester crawl` and `scrapy crawl` share them."""

import os

from harvester.version import VERSION

BOT_NAME = "annual-report-harvester"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "harvester.commands"  # our shell

# Honest: who asks, why, and where to complain: the environment variable holds your address, a page or an e-mail.
HARVESTER_CONTACT = " ".join(os.environ.get("HARVESTER_CONTACT", "").split())
_ABOUT = "; ".join(filter(None, ("research on disclosure reports", HARVESTER_CONTACT and f"+{HARVESTER_CONTACT}")))
USER_AGENT = f"annual-report-harvester/{VERSION} ({_ABOUT})"
# Sites pick their language by this header; Scrapy would ask for English.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# Manners. The desk of the spider keeps one request in flight for a host and the pause between two; what stands here
# is the second line of defense, at the level of the network, and holds for `scrapy shell` and `scrapy fetch` too.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0  # least pause between two requests to a host; grows with the response time
DOWNLOAD_DELAY_JITTER = 0  # the pause is a promise, so it never gets shorter
CONCURRENT_REQUESTS = 64  # hosts side by side
CONCURRENT_REQUESTS_PER_DOMAIN = 1
HARVESTER_RETRY_SECONDS = 5.0  # first pause before a failed request is tried again; then three times as long
# Processes that read documents. None: one for each core, 4 at most; 0: they are read in threads of the crawl.
_READERS = os.environ.get("HARVESTER_READERS", "")
HARVESTER_READERS = int(_READERS) if _READERS.isdecimal() else None
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard below knows the listed sites
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # nobody has a password
    "harvester.run.guards.RobotsGuard": 100,
    "harvester.run.guards.ScopeGuard": 110,
}
DOWNLOADER = "harvester.run.downloader.OneAtATime"

# Bounds: a page of 60 MB, a drip of one byte a second, a gzip bomb must not stop or fill the crawl.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 50 * 2**20  # reports as scanned PDF reach 40 MB; Scrapy's own limit is 1 GiB
DOWNLOAD_WARNSIZE = 20 * 2**20
DOWNLOAD_FAIL_ON_DATALOSS = False  # a cut page, or a server that cannot count: the search decides
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
HTTPERROR_ALLOWED_CODES = [401, 403, 404, 405, 410, 412, 429, 451, 521]  # answers that say why there is no report
MEMUSAGE_LIMIT_MB = 2048

# Nothing listens: Scrapy would open a telnet console and a server that executes what is posted to it.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS_BASE = {  # those of use; Scrapy loads even what is switched off, a web server and a shell among it
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
}

# The frontier is a table of the database: Scrapy's job folder loses requests when it is killed (scrapy#4106).
JOBDIR = None
HTTPCACHE_ENABLED = False  # answers are archived in the database, conditional requests are made from there
LOG_LEVEL = "INFO"  # DEBUG costs 3 ms a page
FEED_EXPORT_ENCODING = "utf-8"

# Scrapy starts so many tasks for each response, whatever its callback yields. Ours yield nothing (documents come from
# `start`): a hundred idle ones took 1.6 ms of CPU a page.
CONCURRENT_ITEMS = 1
ITEM_PIPELINES = {
    "pipelines.archive.Archive": 100,
    "pipelines.extract.Extract": 200,
    "pipelines.check.Check": 300,
    "pipelines.deduplicate.Deduplicate": 400,
    "pipelines.store.StoreReports": 500,
}

# A browser only for the pages that are empty without their scripts; nothing is started before the first of them.
DOWNLOAD_HANDLERS = {
    "http": "harvester.run.browser.BrowserWhenNeeded",
    "https": "harvester.run.browser.BrowserWhenNeeded",
}
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 1  # each page has a context of its own, closed with it
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 45_000  # its requests wait for one another, with the pause in between
