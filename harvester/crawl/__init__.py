"""What a crawl knows without Scrapy: scope, addresses, link scores, the order of requests, the reasons of gaps."""
