"""Guides (就医指南): how a patient gets something done here."""
