"""Discovery: how machines find and understand the site. Feeds, sitemap, metadata, JSON-LD, all from records."""
