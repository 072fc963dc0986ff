"""Runs a crawl with Scrapy: settings for one run, guards at the network, the browser, progress and result."""
