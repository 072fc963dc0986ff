"""Annual Report Harvester: finds, cleans, reads and keeps annual reports on disclosure of government information."""
