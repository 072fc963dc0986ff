"""Scrapy's own commands as this project changes them (setting `COMMANDS_MODULE`)."""
