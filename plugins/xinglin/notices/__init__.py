"""Notices (通知公告): in force, upcoming, expired, cancelled; the urgent ones patients must see first."""
