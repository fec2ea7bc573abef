"""Checks: what is looked for in manuscripts and in the finished site before anybody else can see it."""
